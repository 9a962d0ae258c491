"""Text and Markdown files: stored as given, and what their first and last lines say of themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from articles.extraction.plain import read_plain

BODY = (
    "\n\nThe ferry struck the pier on Tuesday, and 35 passengers were hurt, the harbour office said.\n\nNobody died.\n"
)
DAY = datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "title", "byline", "published"),
    [
        pytest.param("Ferry strikes pier", "Ferry strikes pier", "", None, id="title"),
        pytest.param("Ferry strikes pier\n\nIda Berg, Olu Ade 5 March 2024", "Ferry strikes pier", "Ida Berg, Olu Ade", DAY, id="names and day"),
        pytest.param("Ferry strikes pier\n\nBy Ida Berg", "Ferry strikes pier", "Ida Berg", None, id="by"),
        pytest.param("Ferry strikes pier\n\nBy Ida Berg | 5 March 2024, 10:15", "Ferry strikes pier", "Ida Berg", DAY, id="by and day"),
        pytest.param("Ferry strikes pier\n\nPublished: 5 March 2024", "Ferry strikes pier", "", DAY, id="published"),
        pytest.param("# Ferry strikes pier\n\n**Statement of the Harbour Board**  \n**5 March 2024**", "Ferry strikes pier", "Harbour Board", DAY, id="markdown"),
        pytest.param("Title: Ferry strikes pier\nAuthor: Ida Berg\nDate: 2024-03-05", "Ferry strikes pier", "Ida Berg", DAY, id="labels"),
        pytest.param("---\ntitle: \"Ferry strikes pier\"\nauthor: Ida Berg\ndate: 2024-03-05\n---", "Ferry strikes pier", "Ida Berg", DAY, id="front matter"),
        pytest.param("The ferry struck the pier.", "", "", None, id="a sentence is no title"),
        pytest.param("Ferry strikes pier\n\nIda Berg was there on 5 March 2024 and saw it", "Ferry strikes pier", "", None, id="a sentence is no byline"),
        pytest.param("", "", "", None, id="nothing"),
    ],
)  # fmt: skip
def test_head_is_read(head: str, title: str, byline: str, published: datetime | None) -> None:
    page = read_plain(head + BODY)
    assert (page.title, page.byline, page.published) == (title, byline, published)
    assert page.is_date_only is (published is not None)
    assert page.text == head + BODY


def test_leading_date_is_the_day_and_no_title() -> None:
    page = read_plain(" date 2024-03-05 The ferry struck the pier on Tuesday." + BODY)
    assert (page.title, page.published) == ("", DAY)


def test_author_may_stand_at_the_end() -> None:
    page = read_plain("Ferry strikes pier" + BODY + "\nAuthor: Ida Berg\n\nIda Berg has 20 years at sea.")
    assert page.byline == "Ida Berg"


def test_outlet_and_address_are_read_where_they_are_labelled() -> None:
    page = read_plain("Outlet: The Daily Harbour\nURL: https://harbour.example/a\nLanguage: en" + BODY)
    assert (page.outlet, page.url, page.language) == ("The Daily Harbour", "https://harbour.example/a", "en")
    assert read_plain("URL: javascript:alert(1)" + BODY).url == ""


@pytest.mark.parametrize(
    ("raw", "text", "notes"),
    [
        pytest.param(b"one\r\ntwo\rthree", "one\ntwo\nthree", ("line ends normalised",), id="line ends"),
        pytest.param(b"3\x005", "35", ("NUL removed",), id="nul"),
        pytest.param("35 \ud800", "35 \ufffd", ("lone surrogates replaced",), id="surrogate"),
        pytest.param("\ufeff35", "35", ("byte-order mark removed",), id="mark"),
        pytest.param(b"\xef\xbb\xbf35", "35", (), id="utf-8 mark"),
        pytest.param("35 Städte".encode("utf-16"), "35 Städte", ("read as utf-16",), id="utf-16"),
        pytest.param("  35  \t\n\n\n ", "  35  \t\n\n\n ", (), id="spaces stay"),
        pytest.param("١٢٣ and 𝟙 and 👍", "١٢٣ and 𝟙 and 👍", (), id="other digits stay"),
        pytest.param(b"", "", (), id="empty"),
    ],
)
def test_text_is_stored_as_given(raw: bytes | str, text: str, notes: tuple[str, ...]) -> None:
    page = read_plain(raw)
    assert (page.text, page.notes) == (text, notes)


def test_other_encoding_is_named() -> None:
    page = read_plain("Der Minister sprach über große Städte und schöne Häfen.".encode("cp1252"))
    assert page.text == "Der Minister sprach über große Städte und schöne Häfen."
    assert page.notes[0].startswith("read as ")
