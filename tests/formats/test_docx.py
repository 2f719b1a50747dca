"""Word documents come in as they read once all changes are accepted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from annotator.formats.docx import Docx
from annotator.formats.look import Look
from tests.formats.extracting import only, read, refusal, remarks
from tests.formats.pages import WORD, docx, paragraph

if TYPE_CHECKING:
    from pathlib import Path

ITEM = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"


def run(words: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t xml:space='preserve'>{words}</w:t></w:r>"


def test_paragraphs_lists_and_tables_are_parted_as_said():
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    body = (
        paragraph("Halvia  warns\u00a0Brenn 😀")
        + paragraph("")
        + paragraph("one", ITEM)
        + paragraph("two", ITEM)
        + "<w:tbl>"
        + row.format(paragraph("a"), paragraph("b"))
        + row.format(paragraph(""), paragraph("c") + paragraph("d"))
        + "</w:tbl>"
        + paragraph("end")
    )
    assert only("docx", docx(body)).text == "Halvia  warns\u00a0Brenn 😀\n\none\ntwo\n\na\tb\n\tc\nd\n\nend"


def test_tabs_breaks_and_hyphens_are_what_they_are_called():
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
        "<w:br w:type='page'/><w:softHyphen/><w:t>e</w:t><w:sym w:font='Wingdings' w:char='F04A'/>"
        "<w:sym w:font='X' w:char='03B1'/></w:r></w:p>"
    )
    assert only("docx", docx(body)).text == "a\tb\nc\u2011d\u00adeα"


def test_deleted_text_stays_out_and_inserted_text_comes_in():
    body = (
        "<w:p>"
        + run("The council ")
        + "<w:del w:id='1'><w:r><w:delText>threatens</w:delText></w:r></w:del>"
        + f"<w:ins w:id='2'>{run('asks')}</w:ins>"
        + f"<w:moveFrom w:id='3'>{run('gone')}</w:moveFrom><w:moveTo w:id='4'>{run(' Halvia')}</w:moveTo></w:p>"
    )
    data = docx(body)
    assert only("docx", data).text == "The council asks Halvia"
    assert remarks("docx", data) == [
        "it has tracked changes: what they delete was left out, what they insert was taken"
    ]


def test_hidden_text_comments_headers_and_field_codes_stay_out_and_are_named():
    body = (
        "<w:p>"
        + run("seen")
        + run("hidden", "<w:rPr><w:vanish/></w:rPr>")
        + run(" too", "<w:rPr><w:vanish w:val='0'/></w:rPr>")
        + "<w:r><w:instrText>HYPERLINK</w:instrText></w:r><w:hyperlink>"
        + run(" link")
        + "</w:hyperlink></w:p>"
    )
    data = docx(body, comments="<w:comments/>", header1=f"<w:hdr xmlns:w='{WORD}'>{paragraph('HEADER')}</w:hdr>")
    assert only("docx", data).text == "seen too link"
    assert remarks("docx", data) == ["its hidden text was left out", "its comments were left out"]


@pytest.mark.parametrize(("notes", "text"), [("at-the-end", "said\n\nA note.\n\nAn end note."), ("left-out", "said")])
def test_notes_come_at_the_end_or_stay_out(notes: str, text: str):
    separator = f"<w:footnote w:type='separator' w:id='-1'>{paragraph('----')}</w:footnote>"
    footnote = f"<w:footnote w:id='1'>{paragraph('A note.')}</w:footnote>"
    footnotes = f"<w:footnotes xmlns:w='{WORD}'>{separator}{footnote}</w:footnotes>"
    endnotes = f"<w:endnotes xmlns:w='{WORD}'><w:endnote w:id='1'>{paragraph('An end note.')}</w:endnote></w:endnotes>"
    assert only("docx", docx(paragraph("said"), footnotes=footnotes, endnotes=endnotes), notes=notes).text == text


def test_a_text_box_comes_once_though_the_file_has_it_twice():
    box = f"<w:txbxContent>{paragraph('box')}</w:txbxContent>"
    both = (
        "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert only("docx", docx(f"<w:p>{run('before')}<w:r>{both}</w:r></w:p>")).text == "before\n\nbox"


def test_what_the_file_says_of_itself_is_kept_and_its_date_is_not_taken_for_the_articles():
    record = only("docx", docx(paragraph("said")))
    assert (record.title, record.language) == ("Harbour fees", "en-GB")
    assert record.meta["author"] == "Ana Varo"
    assert record.meta["file date"] == "2026-03-04T10:00:00Z"
    assert "date" not in record.meta


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty"),
        (b"<html>", "no sound ZIP archive"),
        (docx(""), "it has no text"),
        (docx("<w:p>" * 100_000), "levels deep"),
        (docx("<w:p>"), "no sound XML"),
        (docx(paragraph("a")).replace(b"word/document.xml", b"ward/document.xml"), "no Word document"),
    ],
)
def test_what_is_no_sound_document_is_refused_in_one_sentence(data: bytes, sentence: str):
    assert sentence in refusal("docx", data)


def test_entities_are_refused_in_any_part():
    trap = "<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><w:footnotes/>"
    assert "declares a document type" in refusal("docx", docx(paragraph("a"), footnotes=trap))


def test_every_truncation_is_refused_in_one_sentence():
    data = docx(paragraph("said"))
    for length in range(0, len(data), 41):
        assert refusal("docx", data[:length])


def test_a_document_is_known_by_its_parts(tmp_path: Path):
    path = tmp_path / "unnamed"
    path.write_bytes(docx(paragraph("a")))
    assert "Word document" in Docx().sniff(Look.at(path))
    assert not Docx().sniff(Look("a.docx", b"PK\x03\x04"))


def test_what_another_library_writes_is_read():
    writer = pytest.importorskip("docx")
    document = writer.Document()
    document.add_heading("Halvia warns Brenn", 0)
    document.add_paragraph("“We will close the locks”, she said.")
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("second", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "a", "b"
    document.sections[0].header.paragraphs[0].text = "HEADER"
    buffer = io.BytesIO()
    document.save(buffer)
    expected = "Halvia warns Brenn\n\n“We will close the locks”, she said.\n\nfirst\nsecond\n\na\tb"
    assert only("docx", buffer.getvalue()).text == expected
    assert len(read("docx", buffer.getvalue())) == 1
