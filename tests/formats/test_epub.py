"""Books come in chapter by chapter, in the order in which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.formats import archives
from annotator.formats.epub import Epub
from annotator.formats.look import Look
from tests.formats.extracting import only, refusal, remarks
from tests.formats.pages import epub

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("lxml")


def test_chapters_come_in_reading_order_without_the_list_of_contents():
    assert only("epub", epub()).text == "One\n\nThe\u00a0locks were closed.\n\nNobody came.\n\nTwo\n\nHalvia 😀"


def test_what_the_book_says_of_itself_is_kept():
    record = only("epub", epub())
    assert (record.title, record.language) == ("The locks of Brenn", "en")
    found = {name: record.meta[name] for name in ("author", "source", "date", "converted from")}
    assert found == {
        "author": "Ana Varo; Ben Osk",
        "source": "Courier Books",
        "date": "2026-03-04",
        "converted from": "epub",
    }


def test_a_chapter_that_is_not_there_is_named():
    data = epub().replace(b"text/two.xhtml", b"text/2wo.xhtml")
    [remark] = remarks("epub", data)
    assert remark == "1 of its chapters are not in it: OPS/text/two.xhtml"


def test_locked_chapters_are_refused_and_locked_fonts_are_not():
    def locks(name: str) -> str:
        return (
            "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><EncryptedData "
            "xmlns='http://www.w3.org/2001/04/xmlenc#'><CipherData>"
            f"<CipherReference URI='{name}'/></CipherData></EncryptedData></encryption>"
        )

    assert "copy protection" in refusal("epub", epub(locks=locks("OPS/text/one%20a.xhtml")))
    assert only("epub", epub(locks=locks("OPS/font.otf"))).text.startswith("One")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty"),
        (b"<html>", "no sound ZIP archive"),
        (b"".join(archives.packed([("mimetype", b"application/epub+zip")])), "no EPUB: there is no META-INF"),
        (epub(container="<container/>"), "the list of its parts is not where it says"),
        (epub(container="<!DOCTYPE a [<!ENTITY b 'c'>]><container>&b;</container>"), "declares a document type"),
        (epub(one="<html><body>" + "<div>" * 100_000), "its chapter “OPS/text/one a.xhtml”: its elements are nested"),
        (epub(one="<html><body>a\0b"), "its chapter “OPS/text/one a.xhtml”: there is a NUL character in line 1"),
        (epub(container="<container><rootfile full-path='OPS/nav.xhtml'/></container>"), "names no chapters"),
        (epub(container="<container><rootfile full-path='../../etc/passwd'/></container>"), "not where it says"),
    ],
)
def test_what_is_no_sound_book_is_refused_in_one_sentence(data: bytes, sentence: str):
    assert sentence in refusal("epub", data)


def test_every_truncation_is_refused_in_one_sentence():
    data = epub()
    for length in range(0, len(data), 41):
        assert refusal("epub", data[:length])


def test_a_book_is_known_by_how_it_is_laid_out(tmp_path: Path):
    path = tmp_path / "unnamed"
    path.write_bytes(epub())
    assert "EPUB" in Epub().sniff(Look.at(path))
    assert not Epub().sniff(Look("a.epub", b"PK\x03\x04"))
