"""XML of strangers is read without following anything it asks for."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from annotator.formats.base import LIMITS, MEGABYTE
from annotator.formats.xml_files import iterparse, parse
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from xml.etree.ElementTree import Element

    Read = Callable[[bytes], Element]


def by_events(data: bytes) -> Element:
    root = None
    for event, element in iterparse(BytesIO(data), ("start", "end")):
        root = element if root is None and event == "start" else root
    assert root is not None
    return root


both = pytest.mark.parametrize("read", [parse, by_events])

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
REFUSED = {
    "billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>',
    "quadratic blowup": f'<!DOCTYPE a [<!ENTITY b "{"x" * 10_000}">]><a>{"&b;" * 10_000}</a>',
    "external entity": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
    "external parameter": '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/a">%b;]><a/>',
    "external subset": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
    "unparsed entity": '<!DOCTYPE a [<!NOTATION n SYSTEM "n"><!ENTITY b SYSTEM "b" NDATA n>]><a/>',
    "attribute default": '<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>',
}


@both
def test_elements_text_and_attributes_come_out(read: Read):
    root = read("<?xml version='1.0'?><a b='c'>Žižek <d/>&amp; 👩‍👩‍👧</a>".encode())
    assert (root.tag, root.attrib, root.text, root[0].tail) == ("a", {"b": "c"}, "Žižek ", "& 👩‍👩‍👧")


@both
@pytest.mark.parametrize("name", REFUSED)
def test_document_types_and_entities_are_refused(read: Read, name: str):
    with pytest.raises(InputError, match=r"declares a document type"):
        read(REFUSED[name].encode())


@both
def test_an_entity_nobody_declared_is_refused(read: Read):
    with pytest.raises(InputError, match="undefined entity"):
        read(b"<a>&nbsp;</a>")


@both
def test_nesting_beyond_the_bound_is_refused_at_once(read: Read):
    deep = LIMITS["depth"]
    assert read(b"<a>" * deep + b"</a>" * deep).tag == "a"
    with pytest.raises(InputError, match="more than 100 levels deep"):
        read(b"<a>" * (deep + 1) + b"</a>" * (deep + 1))
    with pytest.raises(InputError, match="more than 100 levels deep"):
        read(b"<a>" * 100_000)


@both
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "it is empty"),
        (b" \n ", "it is empty"),
        (b'{"text": "a"}', "does not begin with a tag"),
        (b"<!DOCTYPE html><html><p>a</html>", "looks like HTML"),
        (b"<html><p>a<br></html>", "looks like HTML"),
        (b"<a><b></a>", "no sound XML: mismatched tag in line 1, column 9"),
        (b"<a>\n<b>", "no sound XML: no element found in line 2, column 4"),
        (b"<a>\0</a>", "no sound XML"),
        (b"<a>\x0b</a>", "no sound XML: not well-formed .* in line 1, column 4"),
        (b"<a>&#0;</a>", "no sound XML"),
        (b"<a>&#xD800;</a>", "no sound XML"),
        (b"<a>\xff\xfe</a>", "no sound XML"),
        (b"<?xml version='1.0' encoding='utf-8'?><a>\xe9</a>", "no sound XML"),
        (b"<?xml version='1.0' encoding='utf-16'?><a/>", "no sound XML|not in the encoding"),
        (b"<?xml version='1.0' encoding='gb18030'?><a>\xff\xff</a>", "not in the encoding that it names"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "no known text encoding"),
        (b"<?xml version='1.0' encoding='zlib'?><a/>", "no known text encoding"),
        ("<a/>".encode("utf-16")[:7], "no sound XML|not in the encoding"),
    ],
)
def test_what_is_no_sound_xml_is_refused_in_one_sentence(read: Read, data: bytes, sentence: str):
    with pytest.raises(InputError, match=sentence) as caught:
        read(data)
    assert "\n" not in str(caught.value)


@both
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-2", "gb18030", "euc-jp", "koi8-r"])
def test_the_declared_encoding_is_believed(read: Read, encoding: str):
    words = {"iso-8859-2": "žluť", "koi8-r": "Москва"}.get(encoding, "東京")
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    assert read(f"<?xml version='1.0' encoding='{name}'?><a>{words}</a>".encode(encoding)).text == words


@both
def test_every_truncation_is_one_sentence(read: Read):
    data = "<?xml version='1.0' encoding='utf-8'?><a b='ž'><!-- c --><d>e</d><![CDATA[f]]></a>".encode()
    for length in range(len(data)):
        with pytest.raises(InputError):
            read(data[:length])


def test_a_stream_is_read_as_it_comes_and_a_silent_one_is_stopped(monkeypatch: pytest.MonkeyPatch):
    stream = BytesIO(b"<a>" + b"<b>x</b>" * MEGABYTE)  # its end is missing
    elements = iterparse(stream)
    for _ in range(MEGABYTE):
        next(elements)[1].clear()
    with pytest.raises(InputError, match="no element found"):
        next(elements)
    monkeypatch.setitem(LIMITS, "file", MEGABYTE)
    with pytest.raises(InputError, match="longer than 1 MB"):
        list(iterparse(BytesIO(b"<a b='" + b"x" * 3 * MEGABYTE)))


def test_nothing_is_opened_besides(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    include = f"<a xmlns:x='http://www.w3.org/2001/XInclude'><x:include href='{secret}' parse='text'/></a>"
    assert "secret" not in (parse(include.encode()).findtext(".") or "")
