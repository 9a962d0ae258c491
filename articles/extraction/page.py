"""HTML pages: main text, title, byline, dates, outlet, language and canonical address of one article."""

from __future__ import annotations

from datetime import UTC, datetime

import trafilatura
from trafilatura.settings import Document

from articles.extraction.values import PageText


def read_page(html: bytes, url: str) -> PageText:
    """Read one article page; what the page does not say stays empty."""
    found = trafilatura.bare_extraction(
        html, url=url or None, with_metadata=True, include_comments=False, favor_precision=False
    )
    if not isinstance(found, Document):
        return PageText(text="", url=url)
    published = datetime.fromisoformat(found.date).replace(tzinfo=UTC) if found.date else None
    return PageText(
        text=found.text or "",
        title=found.title or "",
        byline=(found.author or "").replace("; ", ", "),
        outlet=found.sitename or "",
        url=found.url or url,
        language=found.language or "",
        published=published,
        is_date_only=published is not None,
    )
