"""What stands around an article's headline on its page: bylines and datelines do, teasers of other pieces do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from articles.extraction.page_head import fold, words_of

_ELSEWHERE = re.compile(
    r"related|teaser|comment|sidebar|recommend|most-?read|trending|popular|newsletter|listing|widget|promo|tooltip|dropdown|"
    r"(?:^|[\s_-])(?:cards?|menu|nav|ads?|modal|breadcrumbs?)(?=$|[\s_-])",
    re.I,
)
_ELSEWHERE_TAGS = frozenset(["aside", "nav", "form", "select", "dialog"])
_NO_WORDS = frozenset(["script", "style", "title", "noscript", "option", "head", "svg", "template"])
_LONGEST_LINE = 160


class Surroundings:
    """A page seen from its headline: the heading that carries the title, and the short lines around it."""

    def __init__(self, root: etree._Element, title: str) -> None:
        self.root = root
        self.heading = _find_heading(root, title)
        # what holds the headline holds the article: its class says nothing about the parts
        self._holders = set() if self.heading is None else {self.heading, *self.heading.iterancestors()}

    def is_elsewhere(self, element: etree._Element) -> bool:
        """Whether an element lies in a teaser, comment, menu or footer rather than with the headline."""
        is_footer = False
        for parent in (element, *element.iterancestors()):
            if parent.tag in ("article", "main"):
                is_footer = False
            if parent in self._holders or parent.tag in ("body", "html"):
                return is_footer
            is_footer = is_footer or parent.tag == "footer" or "footer" in (parent.get("class") or "")
            if parent.tag in _ELSEWHERE_TAGS or _ELSEWHERE.search(
                f"{parent.get('class') or ''} {parent.get('id') or ''}"
            ):
                return True
        return is_footer

    def lines(self) -> Iterator[tuple[etree._Element, str]]:
        """The short lines of text after the headline in the page's order, then those before it, with their elements."""
        before: list[tuple[etree._Element, str]] = []
        is_after = self.heading is None
        for element in self.root.iter(etree.Element):
            is_after = is_after or element is self.heading
            if element.tag in _NO_WORDS or element is self.heading:
                continue
            for line in _own_lines(element):
                if is_after:
                    yield element, line
                else:
                    before.append((element, line))
        yield from reversed(before)


def _find_heading(root: etree._Element, title: str) -> etree._Element | None:
    wanted = fold(title)
    headings = [
        heading for heading in root.iter("h1", "h2", "h3") if wanted and wanted in fold(words_of(heading)[:500])
    ]
    return min(headings, key=lambda heading: (heading.tag, len(words_of(heading))), default=next(root.iter("h1"), None))


def _own_lines(element: etree._Element) -> Iterator[str]:
    """The element's words when it is a leaf or holds only short inline parts, else the words that stand in it directly."""
    texts = [element.text] if len(element) else [words_of(element)]
    for text in (*texts, *(child.tail for child in element)):
        line = " ".join((text or "").split())
        if 2 <= len(line) <= _LONGEST_LINE:
            yield line
