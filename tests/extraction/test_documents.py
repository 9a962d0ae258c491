"""PDF and Word files as texts, and what a file is by its content."""

from __future__ import annotations

import pytest

from articles.extraction.claims import find_claims
from articles.extraction.docx import read_docx
from articles.extraction.file_kinds import Kind, UnknownKind, kind_of
from articles.extraction.lines import join_lines, without_running_lines
from articles.extraction.pdf import read_pdf
from tests.documents import make_docx, make_pdf, make_zip

STORY = (
    "Ferry strikes pier in Marrow harbour",
    "",
    "By Ida Berg, 12 June 2024",
    "",
    "At least 35 people were hurt when the ferry Ister struck the outer pier on Mon-",
    "day morning, the harbour office said. It had carried more than 1,200 passen-",
    "gers, most of them commuters, and cost $4.2",
    "million to repair after an earlier accident.",
)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        pytest.param("More than 35 peo-\nple died in the\nflood.", "More than 35 people died in the flood.", id="hyphen"),
        pytest.param("A 35-\nyear-old was hurt in the\nflood.", "A 35-year-old was hurt in the flood.", id="number's hyphen"),
        pytest.param("It cost $4.2\nbillion in all, officials\nsaid.", "It cost $4.2 billion in all, officials said.", id="scale"),
        pytest.param("In mid-\n2020 it rose by a lot, they\nsaid.", "In mid-2020 it rose by a lot, they said.", id="prefix"),
        pytest.param("Some so\u00ad\nldiers left the town at\nnoon.", "Some soldiers left the town at noon.", id="soft hyphen"),
        pytest.param("One.\n\nTwo.", "One.\n\nTwo.", id="blank line"),
        pytest.param("The river rose by three metres.\nA day.\nThen it fell by two metres again.", 
                     "The river rose by three metres. A day.\n\nThen it fell by two metres again.", id="short end"),
    ],
)  # fmt: skip
def test_join_lines(lines: str, joined: str):
    assert join_lines(lines) == joined


def test_running_lines_and_page_numbers_go():
    pages = [
        f"Marrow Herald, page {n}\nThe text of page {word} is here.\n{n}"
        for n, word in enumerate(("one", "two", "three"), 1)
    ]
    assert without_running_lines(pages) == [f"The text of page {word} is here." for word in ("one", "two", "three")]


def test_pdf_numbers_stay_findable():
    page = read_pdf(make_pdf(STORY))
    assert (page.title, page.byline) == ("Ferry strikes pier in Marrow harbour", "Ida Berg")
    assert page.published is not None
    assert page.published.date().isoformat() == "2024-06-12"
    found = {claim.quantity.surface: claim.quantity.unit for claim in find_claims(page.text)}
    assert found == {"35": "people", "1,200": "passengers", "$4.2 million": found["$4.2 million"]}


def test_pdf_sentence_goes_on_over_its_page():
    page = read_pdf(
        make_pdf(["The union said that about 45,000 workers of the", "railways had"], ["walked out by noon on Friday."])
    )
    assert "had walked out by noon" in page.text


def test_pdf_properties_are_taken_with_care():
    odd = {"/Title": "Microsoft Word - draft3.doc", "/Author": "jdoe", "/CreationDate": "D:20240613120000Z"}
    page = read_pdf(
        make_pdf(["Ferry strikes pier", "", "At least 35 people were hurt, the harbour office said."], info=odd)
    )
    assert (page.title, page.byline) == ("Ferry strikes pier", "")
    assert page.is_date_only
    assert page.notes == ("published is the day on which the PDF was made",)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param(make_pdf(STORY, password="secret"), "encrypted", id="locked"),
        pytest.param(make_pdf([], picture=True), "text recognition", id="scan"),
        pytest.param(make_pdf([]), "no text", id="empty"),
        pytest.param(b"%PDF-1.4 rubbish", "cannot be read", id="broken"),
        pytest.param(make_pdf(STORY)[:200], "cannot be read", id="cut"),
    ],
)
def test_pdf_without_text_says_why(raw: bytes, words: str):
    page = read_pdf(raw)
    assert page.text == ""
    assert words in page.notes[0]


def test_docx_paragraphs_and_properties():
    page = read_docx(
        make_docx("Ferry strikes pier", "At least 35 people were hurt.", title="Ferry strikes pier", author="Admin")
    )
    assert (page.text, page.title, page.byline) == (
        "Ferry strikes pier\n\nAt least 35 people were hurt.",
        "Ferry strikes pier",
        "",
    )


def test_docx_table_rows_and_struck_words():
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Hurt</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>35</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    words = "<w:p><w:del><w:r><w:delText>41</w:delText></w:r></w:del><w:r><w:t>35 people</w:t><w:tab/><w:t>left</w:t></w:r></w:p>"
    page = read_docx(make_docx(document=f"<w:document {w}><w:body>{words}{table}</w:body></w:document>"))
    assert page.text == "35 people left\n\nHurt | 35"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param(make_zip({"word/other.xml": "x"}), "cannot be unpacked", id="no document"),
        pytest.param(make_docx(document="<w:document"), "XML cannot be read", id="broken"),
        pytest.param(
            make_docx(document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "XML cannot be read", id="entities"
        ),
        pytest.param(make_docx("x" * 20_000_001), "over 20,000,000 bytes", id="bomb"),
        pytest.param(b"PK\x03\x04rubbish", "cannot be unpacked", id="no zip"),
    ],
)
def test_docx_that_is_none_says_why(raw: bytes, words: str):
    assert words in read_docx(raw).notes[0]


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (b"%PDF-1.7\n", "notes.txt", Kind.PDF),
        (make_docx("x"), "report.zip", Kind.DOCX),
        (make_zip({"a.txt": "x"}), "a.html\0.txt", Kind.ZIP),
        (b"<!-- saved --><!DOCTYPE html><p>x", "page.txt", Kind.HTML),
        ("\ufeff<html>".encode("utf-16"), "", Kind.HTML),
        (b"<p>Nine died.</p>", "", Kind.HTML),
        (b"5 < 6 and <3", "", Kind.TEXT),
        (b'{"text": "Nine died."}\n', "a.txt", Kind.JSONL),
        (b"url;outlet;text\n", "a.txt", Kind.CSV),
        (b"Text, and a comma", "a.txt", Kind.TEXT),
        (b"anything", "a.csv", Kind.CSV),
        (b"# Nine died", "a.md", Kind.MARKDOWN),
        (b"Nine\0 died", "", Kind.TEXT),
        (b"", "a.txt", Kind.TEXT),
    ],
)
def test_kind_goes_by_content(raw: bytes, name: str, kind: Kind):
    assert kind_of(raw, name) is kind


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n", b"\x7fELF\x02\x01", bytes(range(32)) * 9, b"\xd0\xcf\x11\xe0\xa1", b"\x1f\x8b\x08"]
)
def test_other_kinds_are_named(raw: bytes):
    with pytest.raises(UnknownKind, match="this is"):
        kind_of(raw, "story.txt")
