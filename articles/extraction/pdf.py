"""PDF files: the text of their pages with its lines joined again, and what the document says of itself."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from articles.extraction.lines import join_lines, without_running_lines
from articles.extraction.page_head import fold
from articles.extraction.plain import read_plain
from articles.extraction.values import PageText

MOST_PAGES = 300
MOST_CHARS = 1_000_000
_HEAD_CHARS = 3_000
_REFUSED = "refused: "
LOCKED = "the PDF is encrypted: save it without a password and protection"
SCANNED = "the PDF holds pictures of pages and no text: run text recognition over it first"
EMPTY = "the PDF holds no text"


def read_pdf(raw: bytes) -> PageText:
    """Read a PDF: the text of at most 300 pages, joined to paragraphs, without page numbers and running heads.

    Title and author of its properties are taken only where the first page shows the same words, as they often name a
    template or a program; its date of making only where the text itself is not dated, which ``notes`` then says. What
    is locked, scanned or broken has no text and a note ``refused: ...``. ``is_truncated`` tells of unread pages.
    """
    # only readers of PDF pay for it
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return _refused(LOCKED)
        count, metadata = len(reader.pages), reader.metadata
        pages = _pages(reader)
    except DependencyError:
        return _refused(LOCKED)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError) as fault:
        return _refused(f"the PDF cannot be read: {type(fault).__name__}: {' '.join(str(fault).split())[:200]}")
    text = join_lines(_flowing(without_running_lines(pages)))
    if not any(character.isalnum() for character in text):
        return _refused(SCANNED if _has_pictures(reader) else EMPTY)
    page = read_plain(text[:MOST_CHARS], "article.txt")
    return replace(_with_properties(page, metadata), is_truncated=len(pages) < count or len(text) > MOST_CHARS)


def _refused(why: str) -> PageText:
    return PageText(text="", notes=(f"{_REFUSED}{why}",))


def _pages(reader: Any) -> list[str]:
    pages: list[str] = []
    size = 0
    for page in reader.pages[:MOST_PAGES]:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > MOST_CHARS:
            break
    return pages


def _flowing(pages: list[str]) -> str:
    """A sentence goes on over the end of its page; a finished one ends its paragraph there."""
    text = ""
    for page in pages:
        is_going_on = text and not re.search(r"[.!?]['\"’”»)]{0,2}\s*$", text) and page[:1].islower()
        text += ("\n" if is_going_on else "\n\n" if text else "") + page
    return text


def _has_pictures(reader: Any) -> bool:
    try:
        resources = (page.get("/Resources", {}).get_object().get("/XObject", {}) for page in reader.pages[:3])
        return any(bool(found.get_object()) for found in resources if hasattr(found, "get_object"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def _with_properties(page: PageText, metadata: Any) -> PageText:
    if metadata is None:
        return page
    head = fold(page.text[:_HEAD_CHARS])
    title, author = (_words(metadata, name) for name in ("title", "author"))
    if len(title) > 8 and fold(title) in head:
        page = replace(page, title=title)
    if not page.byline and " " in author and fold(author) in head:
        page = replace(page, byline=author)
    made = _made_at(metadata)
    if page.published is None and made is not None:
        note = "published is the day on which the PDF was made"
        page = replace(page, published=made, is_date_only=True, notes=(*page.notes, note))
    return page


def _words(metadata: Any, name: str) -> str:
    try:
        value = getattr(metadata, name)
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return " ".join(str(value or "").split())[:300]


def _made_at(metadata: Any) -> datetime | None:
    try:
        made = metadata.creation_date
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if not isinstance(made, datetime) or not 1990 < made.year < 2200:
        return None
    return datetime(made.year, made.month, made.day, tzinfo=UTC)
