"""Lines of a page that every article of a site carries: rights notices, sign-in forms, calls to click or subscribe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.extraction.values import Span

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^.!?]+[.!?]*\s*")
_RIGHTS = re.compile(
    r"(?:copyright|\u00a9|\(c\))\s*(?:\d{4}|by\b|the\b)|all rights reserved|may not be (?:published|reproduced|broadcast)"
    r"|terms of (?:service|use)|privacy policy|material may not be",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\b(?:click here|sign[ -](?:in|up)|log[ -]?in|subscribe|newsletter|your (?:account|password|e-?mail|profile|inbox)"
    r"|e-?mail address|confirmation e-?mail|already have an account|thank you for registering|create (?:a|an|your) account"
    r"|mobile (?:alerts|app)|download (?:the|our)|follow us|like us on|register(?:ing)? (?:with|for|to)|breaking news alerts"
    r"|cookies?|enter your|check your email|reset your password|return to the page|activate your|visit us and"
    r"|social login|traditional login|we have sent|your information|please (?:confirm|enter)"
    r"|read more:|related (?:stories|articles|content):?|watch live|share this (?:story|article)|email this|story continues)\b",
    re.IGNORECASE,
)
# each phrase above holds one of these: looking for them first costs a tenth
_CUES = (
    "copyright", "\u00a9", "(c)", "rights", "may not be", "terms", "privacy", "click", "sign", "log", "subscribe", "newsletter",
    "your", "mail", "account", "register", "mobile", "download", "follow", "like us", "breaking", "cookie", "return to",
    "visit us", "please", "read more", "related", "watch live", "share this", "story continues", "we have sent",
)  # fmt: skip
_LONGEST_NOTICE = 45  # words; a longer sentence with such a phrase is a report about it


def boilerplate_spans(text: str) -> Iterator[Span]:
    """The sentences of ``text`` that belong to the site, not to the article, in order; nothing for a clean text."""
    for line in _LINE.finditer(text):
        low = line.group().lower()
        if not any(cue in low for cue in _CUES):
            continue
        for sentence in _SENTENCE.finditer(line.group()):
            words = sentence.group()
            if len(words.split()) <= _LONGEST_NOTICE and (_RIGHTS.search(words) or _SITE.search(words)):
                yield Span(line.start() + sentence.start(), line.start() + sentence.end())
