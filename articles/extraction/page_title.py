"""The headline of a page, as readers see it: the visible heading when the page's own statements support it."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree

from articles.extraction.page_head import Metas, first_of, words_of

_LONGEST = 400
_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"\s+[|•·»›:~–—-]{1,2}\s+|\s*(?:\||--|——)\s*|\s+l\s+(?=[A-Z])")
# half of a heading's words in one of the head's titles make it the article's own
_LEAST_SUPPORT = 0.5


def find_title(root: etree._Element, metas: Metas, headline: str, outlet: str, url: str) -> str:
    """The title without the site's name: ``"35 hurt as ferry strikes pier | The Daily Harbour"`` loses its tail.

    ``headline`` is what the page's JSON-LD says. The visible first-level heading wins when the head's titles support it,
    since readers saw it; else what the head says, the statement that most others support first.
    """
    site = _site_names(outlet, url)
    headings = [words for heading in root.iter("h1") if (words := words_of(heading)) and len(words) <= _LONGEST]
    open_graph = first_of(metas, "og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
    page_title = next((words for title in root.iter("title") if (words := words_of(title))), "")
    # escaped once too often is a common fault of templates
    said = [unescape(text) for text in (headline, open_graph, page_title) if 0 < len(text) <= _LONGEST]
    known = [*headings, headline, *(words_of(heading) for heading in list(root.iter("h2"))[:20])]
    told = [_without_site(text, site, known) for text in said]
    heading = _supported(headings, told, site)
    return heading or _most_supported(told) or next((text for text in headings if _fold(text) not in site), "")


def _supported(headings: list[str], told: list[str], site: set[str]) -> str:
    scored = [
        (max((_overlap(text, other) for other in told), default=0.0), -place, text)
        for place, text in enumerate(headings)
    ]
    best = max((entry for entry in scored if _fold(entry[2]) not in site), default=(0.0, 0, ""))
    return best[2] if best[0] >= _LEAST_SUPPORT else ""


def _most_supported(told: list[str]) -> str:
    """The title that the other statements of the head agree with most; the most careful one first among equals."""
    scored = [
        (sum(_overlap(text, other) for index, other in enumerate(told) if index != place), -place, text)
        for place, text in enumerate(told)
    ]
    return max(scored, default=(0.0, 0, ""))[2]


def _overlap(text: str, other: str) -> float:
    """The share of words that two titles have in common, of the shorter one (0 when it is but one word of many)."""
    words, others = set(_WORD.findall(text.lower())), set(_WORD.findall(other.lower()))
    if _fold(text) == _fold(other):
        return 1.0
    small, large = sorted((words, others), key=len)
    if len(small) < 3 and len(large) > 4:
        return 0.0
    return len(small & large) / len(small) if small else 0.0


def _without_site(title: str, site: set[str], known: list[str]) -> str:
    """A title's head when its tail is the site's name, or when the head alone is known as a heading."""
    breaks = list(_BREAK.finditer(title))
    known_folds = {_fold(text) for text in known if text}
    for mark in breaks:
        if _fold(title[: mark.start()]) in known_folds:
            return title[: mark.start()].strip()
    while breaks and _names_site(title[breaks[-1].end() :], site):
        title = title[: breaks[-1].start()].strip()
        breaks.pop()
    first = _BREAK.search(title)
    if first and _fold(title[: first.start()]) in site:
        return title[first.end() :].strip()
    return title.strip()


def _names_site(tail: str, site: set[str]) -> bool:
    folded = _fold(tail)
    return bool(folded) and any(
        folded == name or (len(name) > 4 and name in folded and len(folded) < 3 * len(name)) for name in site
    )


def _site_names(outlet: str, url: str) -> set[str]:
    host = re.sub(r"^\w+://(?:www\d?\.|m\.)?", "", url.lower()).split("/")[0].split(":")[0]
    labels = host.split(".")
    names = {_fold(outlet), _fold(host), *(_fold(label) for label in labels[:-1] if len(label) > 3)}
    return names - {""}


def _fold(text: str) -> str:
    return "".join(_WORD.findall(text.lower())).removeprefix("the")
