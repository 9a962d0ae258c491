"""The end matter of an article that claims nothing about its subject: author biographies, contacts, calls to subscribe."""

from __future__ import annotations

import re

_BIOGRAPHY = re.compile(
    r"\b(?:is|was)\s(?:an?\s|the\s)?(?:[\w’'.-]+\s){0,4}(?:editor|reporter|correspondent|columnist|journalist|writer|author|contributor|"
    r"freelancer|blogger|fellow|producer)\b[^.\n]{0,60}\b(?:for|at|of|with|from|based|who)\b",
    re.I,
)
_FOOTER = re.compile(
    r"\s*(?:\*|_|\W){0,4}(?:to contact|contact (?:us|the)|contact:|e-?mail|follow (?:us|him|her|them|@)|subscribe|sign up|click here|"
    r"copyright|©|\(c\)|all rights reserved|read more|related:|advertisement|about the author|join (?:us|our)|donate|support our)",
    re.I,
)
_AUTHOR_LINE = re.compile(r"(?:^|\n)\s*(?:Author|About the author|About|By)\b[^\n]{0,80}\n\s*\Z")
SHORTEST_TAIL = 0.6
_WIDEST = 1_200


def is_end_matter(text: str, at: int) -> bool:
    """Whether the paragraph around ``at`` is a biography of the author or a footer, in the last part of the text.

    "Ana Ruiz is a senior editor at the Courier. She has 20 years of experience." at the end of an article is.
    """
    if at < len(text) * SHORTEST_TAIL:
        return False
    start = max(text.rfind("\n", max(0, at - _WIDEST), at) + 1, at - _WIDEST)
    end = text.find("\n", at, at + _WIDEST)
    end = end if end >= 0 else min(len(text), at + _WIDEST)
    if _FOOTER.match(text, start, end):
        return True
    found = _BIOGRAPHY.search(text, start, min(end, start + 240))
    if found is None:
        return False
    return end >= len(text.rstrip()) or _AUTHOR_LINE.search(text, max(0, start - 120), start) is not None
