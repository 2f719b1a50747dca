"""Trees of HTML to text: parsed with bounds, walked without recursion.

Two dialects are known: HTML as it stands on the web, and the simpler tree that trafilatura makes of an article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from annotator.formats.blocks import LINE, PARAGRAPH, Blocks
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

DEEPEST = 250
"""Levels of nesting. Pages have some thirty; readers of ours and of others go down by recursion."""
MOST_ELEMENTS = 50_000
"""As many as the longest pages of encyclopedias have; trafilatura takes ten seconds for them."""
_LONGEST = 10_000_000
"""Characters of all text on a page, programs included."""
_MOST_COMPARED = 2_000_000_000
"""The parser compares each attribute of a tag with all others of it: two seconds."""
_LONG_VALUE = 20_000
_MANY_ATTRIBUTES = 100


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_ATTRIBUTE = r"""[\s/]*+(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"<[A-Za-z][^\s/>]*+((?:{_ATTRIBUTE})++)")
"""A tag with its attributes, as HTML5 takes it apart."""
_EMPTY_TAG = re.compile(r"<([A-Za-z][\w:-]*)((?:\s[^<>]*)?)/>")
_VOID = _tags("area base br col embed hr img input link meta param source track wbr")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


class Dialect(NamedTuple):
    """What the tags of a tree mean for its text; those not named are inline."""

    paragraphs: frozenset[str]
    lines: frozenset[str]
    rows: frozenset[str]
    cells: frozenset[str]
    breaks: frozenset[str]
    exact: frozenset[str]
    """Whose blanks count."""
    silent: frozenset[str]
    """Whose content is no text."""


HTML = Dialect(
    paragraphs=_tags(
        "address article aside blockquote body center details dialog dir div dl fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav ol p section summary table ul caption"
    ),
    lines=_tags("li dt dd option"),
    rows=frozenset(("tr",)),
    cells=frozenset(("td", "th")),
    breaks=frozenset(("br",)),
    exact=frozenset(("pre", "listing", "plaintext", "xmp")),
    silent=_tags(
        "head script style noscript template iframe object embed svg canvas audio video button input select textarea "
        "map rp rt"
    ),
)
ARTICLE = Dialect(
    paragraphs=_tags("body p head quote list table div fw ab"),
    lines=frozenset(("item",)),
    rows=frozenset(("row",)),
    cells=frozenset(("cell",)),
    breaks=frozenset(("lb",)),
    exact=frozenset(("code",)),
    silent=frozenset(("graphic",)),
)
"""What trafilatura makes of a page."""


def parse(text: str) -> Element:
    """The tree of a page, without comments, styles and what is too long to be said of an element.

    InputError for nesting, a number of elements or a length that no page has, and for no page at all.
    """
    from lxml import etree, html  # type: ignore[import-untyped]

    _refuse_attributes(text)
    if text.lstrip()[:5] == "<?xml" or "http://www.w3.org/1999/xhtml" in text[:1000]:
        text = _EMPTY_TAG.sub(_spelt_out, text)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root: Element = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        raise InputError("it is no web page: there is nothing in it") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise _too_deep()  # the rest of the page was left out
    etree.strip_elements(root, "style", "svg", with_tail=False)
    _refuse_traps(root)
    for value in root.xpath(f"//@*[string-length() > {_LONG_VALUE}]"):  # pictures and programs
        del value.getparent().attrib[value.attrname]
    for element in root.xpath(f"//*[count(@*) > {_MANY_ATTRIBUTES}]"):
        element.attrib.clear()
    return root


def text_of(root: Element, dialect: Dialect = HTML) -> str:
    """The text below an element, in its blocks."""
    from lxml.etree import iterwalk

    blocks = Blocks()
    cells: list[int] = []  # of the rows around
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in dialect.silent or _is_hidden(element, dialect):
                walk.skip_subtree()
            elif tag in dialect.exact:
                blocks.part(PARAGRAPH)
                blocks.say_exactly("".join(element.itertext()).strip("\n"))
                blocks.part(PARAGRAPH)
                walk.skip_subtree()
            else:
                _begin(blocks, tag, dialect, cells)
                blocks.say(element.text or "")
        elif not (tag in dialect.silent or tag in dialect.exact or _is_hidden(element, dialect)):
            _end(blocks, tag, dialect, cells)
        if event == "end" and element is not root:
            blocks.say(element.tail or "")
    return blocks.text()


def _begin(blocks: Blocks, tag: str, dialect: Dialect, cells: list[int]) -> None:
    if tag in dialect.paragraphs:
        blocks.part(PARAGRAPH)
    elif tag in dialect.lines or tag in dialect.breaks:
        blocks.part(LINE)
    elif tag in dialect.rows:
        blocks.begin_row()
        cells.append(0)
    elif tag in dialect.cells:
        blocks.begin_cell(first=not cells or not cells[-1])
        if cells:
            cells[-1] += 1


def _end(blocks: Blocks, tag: str, dialect: Dialect, cells: list[int]) -> None:
    if tag in dialect.paragraphs:
        blocks.part(PARAGRAPH)
    elif tag in dialect.lines:
        blocks.part(LINE)
    elif tag in dialect.rows:
        blocks.part(LINE)
        if cells:
            cells.pop()
    elif tag in dialect.cells:
        blocks.end_cell()


def _is_hidden(element: Element, dialect: Dialect) -> bool:
    if dialect is not HTML or not element.attrib:
        return False
    return element.get("hidden") is not None or bool(_HIDDEN.search(str(element.get("style") or "")))


def _refuse_attributes(text: str) -> None:
    compared = 0
    for found in _TAG.finditer(text):
        if found.end(1) - found.start(1) > 2 * _MANY_ATTRIBUTES:
            compared += sum(1 for _ in _ATTRIBUTES.finditer(text, found.start(1), found.end(1))) ** 2
            if compared > _MOST_COMPARED:
                raise InputError("a tag in it has more attributes than any page's has")


def _refuse_traps(root: Element) -> None:
    # Asked in XPath, which walks the tree ten times faster than we do.
    if root.getroottree().xpath("boolean(" + "/*" * (DEEPEST + 1) + ")"):
        raise _too_deep()
    if root.xpath("count(//*)") > MOST_ELEMENTS:
        raise InputError(f"it has more than {MOST_ELEMENTS:,} elements, as no article has; save its text alone")
    if root.xpath("string-length(string(/))") > _LONGEST:
        raise InputError(f"its text is longer than {_LONGEST:,} characters, as no article's is; save its text alone")


def _spelt_out(found: re.Match[str]) -> str:
    """``<a/>`` as ``<a></a>``, which in HTML is not the same."""
    return found[0] if found[1].lower() in _VOID else f"<{found[1]}{found[2]}></{found[1]}>"


def _too_deep() -> InputError:
    return InputError(f"its elements are nested more than {DEEPEST} levels deep")
