"""From the bytes of a capture to the page they hold."""

from __future__ import annotations

from dataclasses import replace

from articles.extraction.file_kinds import Kind
from articles.extraction.plain import read_plain
from articles.extraction.values import PageText
from articles.ingestion.child import read_document_safely, read_page_safely
from articles.ingestion.intake import parse_published
from articles.ingestion.submission import Said
from articles.models import Capture

HTML = frozenset({"text/html", "application/xhtml+xml"})
DOCUMENTS = {Kind.PDF.value: "pdf", Kind.DOCX.value: "docx"}


class Unreadable(ValueError):
    """A capture that holds no article; the message says why."""


def read_capture(capture: Capture) -> PageText:
    """The page in a capture, with what its submitter stated set above what it says of itself.

    Raises Unreadable when no text is left.
    """
    raw = bytes(capture.raw)
    if capture.media_type in HTML:
        page = read_page_safely(raw, capture.final_url, capture.charset)
    elif verb := DOCUMENTS.get(capture.media_type):
        page = read_document_safely(verb, raw)
    else:
        page = read_plain(raw, "article.md" if capture.media_type == "text/markdown" else "article.txt")
    if not page.text.strip():
        raise Unreadable("no text was found in it")
    return _as_said(page, Said.from_json(capture.said))


def _as_said(page: PageText, said: Said) -> PageText:
    published = parse_published(said.published)
    return replace(
        page,
        title=said.title or page.title,
        byline=said.byline or page.byline,
        outlet=said.outlet or page.outlet,
        language=said.language or page.language,
        published=published or page.published,
        is_date_only=len(said.published.strip()) == len("2026-03-02") if published else page.is_date_only,
    )
