"""PDFs come in page by page; what cannot be read is named, and nothing hangs."""

from __future__ import annotations

import pytest

from annotator.formats import pdf_read
from annotator.formats.look import Look
from annotator.formats.pdf import Pdf
from tests.formats.extracting import only, read, refusal, remarks
from tests.formats.pages import lines, pdf

pypdf = pytest.importorskip("pypdf")

TWO = pdf(lines("Halvia threat-", "ens to close", "the locks."), lines("Brenn won’t", "give in."))


def test_the_pages_come_one_after_the_other_with_their_line_breaks():
    assert only("pdf", TWO).text == "Halvia threat-\nens to close\nthe locks.\n\nBrenn won’t\ngive in."


def test_lines_and_parted_words_are_joined_only_when_asked_for():
    assert (
        only("pdf", TWO, **{"join-lines": "yes"}).text == "Halvia threatens to close the locks.\n\nBrenn won’t give in."
    )
    assert "its lines were joined, and words parted at their ends: a guess" in remarks(
        "pdf", TWO, **{"join-lines": "yes"}
    )


def test_it_is_said_that_the_order_may_be_wrong():
    assert remarks("pdf", TWO) == [
        "the order of a PDF's text may be wrong, as in columns and captions: look through it"
    ]


def test_pages_without_text_are_counted():
    assert remarks("pdf", pdf(lines("a"), b"", b"0 0 m"))[1] == "2 of its 3 pages have no text; they may be pictures"


def test_what_the_file_says_of_itself_is_kept_and_its_date_is_not_taken_for_the_articles():
    record = only("pdf", TWO)
    assert (record.title, record.language) == ("Harbour fees", "en-GB")
    assert record.meta["author"] == "Ana Varo"
    assert record.meta["file date"] == "2026-03-04"
    assert record.meta["converted by"].startswith("pypdf ")
    assert "date" not in record.meta


def test_a_scanned_file_is_refused_with_what_to_do():
    assert refusal("pdf", pdf(b"")) == "it has no text: it is scanned or drawn; run text recognition (OCR) on it first"


def encrypted(password: str, algorithm: str = "RC4-128") -> bytes:
    import io

    writer = pypdf.PdfWriter(io.BytesIO(TWO))
    writer.encrypt(password, "owner", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_locked_file_is_refused_with_what_to_do():
    assert refusal("pdf", encrypted("secret")).startswith("it is encrypted; open it with its password")


def test_a_file_that_only_forbids_printing_is_read():
    assert only("pdf", encrypted("")).text == only("pdf", TWO).text


@pytest.mark.parametrize("data", [b"<html>", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\xff\x00" * 5_000, b"\x89PNG" * 10])
def test_what_is_no_pdf_is_refused_in_one_sentence(data: bytes):
    assert "damaged PDF" in refusal("pdf", data)


def test_an_empty_file_is_said_to_be_empty():
    assert refusal("pdf", b"") == "the file is empty"


def test_truncations_and_changed_bytes_are_read_or_refused_without_noise(capfd: pytest.CaptureFixture[str]):
    for place in range(0, len(TWO), 23):
        assert read("pdf", TWO[:place])
        assert read("pdf", TWO[:place] + bytes((TWO[place] ^ 0x15,)) + TWO[place + 1 :])
    assert capfd.readouterr() == ("", "")


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf_read, "SECONDS", 0.2)
    data = pdf(lines(*["Halvia"] * 200_000))
    assert "took longer than 0 seconds" in refusal("pdf", data)


def test_a_page_that_unpacks_to_very_much_is_refused():
    assert "no page of it could be read" in refusal("pdf", pdf(b"BT " + b" " * 40_000_000 + b"ET"))


def test_a_form_that_draws_itself_ends():
    data = pdf(b"/X Do").replace(b"/Font<</F1 3 0 R>>", b"/XObject<</X 6 0 R>>")
    assert refusal("pdf", data)


def test_pages_that_hold_each_other_end():
    data = TWO.replace(b"/Kids[5 0 R 7 0 R]", b"/Kids[2 0 R 2 0 R]")
    assert refusal("pdf", data)


def test_deep_nesting_is_refused_in_one_sentence():
    assert "damaged PDF" in refusal("pdf", pdf(lines("a"), more=b"/Deep" + b"[" * 100_000))


def test_control_characters_of_odd_fonts_are_left_out_and_counted():
    data = pdf(b"BT /F1 12 Tf 50 800 Td (Hal\\000via\\001) Tj ET")
    assert only("pdf", data).text.replace("\ufffd", "") == "Halvia"


def test_a_pdf_is_known_by_how_it_begins():
    assert Pdf().sniff(Look("a", b"junk\n%PDF-1.4\n"))
    assert not Pdf().sniff(Look("a.pdf", b"PDF"))
