"""A web page to an article: its main text and what it says of itself, by trafilatura."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from annotator.formats.extracted import Extracted, Facts, quiet
from annotator.formats.html_decoding import declared_encoding, decode_page
from annotator.formats.html_tree import ARTICLE, HTML, parse, text_of
from annotator.formats.text import refuse_unstorable
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

    from annotator.formats.decoding import Decoded

_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "readability", "charset_normalizer")
_STATED_DATES = {"original_date": True, "extensive_search": False}
"""Only dates that the page states as its own; others are anybody's guess, and a wrong date is worse than none."""
_ANY_TAG = re.compile(r"<[A-Za-z!?/]")
_OPENS, _CLOSES = re.compile(r"<html[\s>]", re.IGNORECASE), re.compile(r"</(html|body)\s*>", re.IGNORECASE)
_IN_LANGUAGE = re.compile(r'"inLanguage"\s*:\s*"([A-Za-z_-]{2,20})"')


def extract(data: bytes, encoding: str | None, *, whole_page: bool, headline: bool) -> Extracted:
    """The text of a page, and what it says of itself. InputError where it has none."""
    page = decode_page(data, encoding)
    refuse_unstorable(page.text, data)  # at a NUL character the parser would end without a word
    if _ANY_TAG.search(page.text) is None:
        raise InputError("it is no web page: there is no tag in it")
    tree = parse(page.text)
    with quiet(*_LOGGERS):
        import trafilatura

        try:
            found = _article(trafilatura, tree) if not whole_page else None
            facts = _facts(found or _metadata(tree), tree)
        except RecursionError:
            raise InputError("its elements are nested too deeply") from None
    if whole_page:
        text = text_of(tree, HTML)
    elif found is not None and (text := text_of(found.body, ARTICLE)):
        text = _with_headline(text, facts.title) if headline else text
    else:
        raise InputError("no article was found in it; read all of it with --set text=whole-page")
    return Extracted(text, facts, _remarks(data, page), f"trafilatura {trafilatura.__version__}")


def _remarks(data: bytes, page: Decoded) -> list[str]:
    remarks = []
    declared = declared_encoding(data)
    if declared and page.encoding == "utf-8" and not declared.startswith("utf") and not data.isascii():
        remarks.append(f"it says that it is {declared}, but it is UTF-8 and was read so")
    if _OPENS.search(page.text) and not _CLOSES.search(page.text):
        remarks.append("its end is missing: it may have been cut off")
    return remarks


def _article(trafilatura: Any, tree: Element) -> Any:  # noqa: ANN401 - trafilatura has no types of its own here
    return trafilatura.bare_extraction(
        deepcopy(tree),
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        include_links=False,
        include_images=False,
        deduplicate=False,
        date_extraction_params=_STATED_DATES,
    )


def _metadata(tree: Element) -> Any:  # noqa: ANN401
    from trafilatura.metadata import extract_metadata

    return extract_metadata(deepcopy(tree), date_config=_STATED_DATES)


def _facts(found: Any, tree: Element) -> Facts:  # noqa: ANN401
    return Facts(
        title=found.title or "",
        date=found.date or "",
        source=found.sitename or "",
        author=found.author or "",
        url=found.url or "",
        language=_language(tree),
    )


def _language(tree: Element) -> str:
    """As the page tags itself, the outermost element before the rest; “de-AT” for “de_AT”."""
    said = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    if not said:
        for meta in tree.iterfind(".//meta"):
            name = str(meta.get("http-equiv") or meta.get("property") or meta.get("name") or "").lower()
            if name in ("content-language", "og:locale", "dc.language", "language"):
                said = meta.get("content")
                break
    if not said:
        scripts = (script.text or "" for script in tree.iterfind(".//script[@type='application/ld+json']"))
        said = next((found[1] for text in scripts if (found := _IN_LANGUAGE.search(text))), "")
    return str(said or "").split(",")[0].strip().replace("_", "-")


def _with_headline(text: str, title: str) -> str:
    """The headline as first line, unless one of the first lines is it already."""
    line = " ".join(title.split())
    if not line or any(" ".join(block.split()) == line for block in text.split("\n\n", 3)[:3]):
        return text
    return f"{line}\n\n{text}"
