"""The main text of a page: furniture taken out, trafilatura's reading, the headline and the standfirst put back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import trafilatura
from lxml import etree

from articles.extraction.datelines import find_written_date
from articles.extraction.page_head import Metas, fold, words_of
from articles.extraction.page_near import Surroundings

_FURNITURE = tomllib.loads((Path(__file__).parent / "lexicon" / "furniture.toml").read_text(encoding="utf-8"))
_LINES = tuple(_FURNITURE["lines"])
_LONGEST_LINE: int = _FURNITURE["longest_line"]


def _names(words: list[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s_-])(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})(?=$|[\s_-])",
        re.I,
    )


_BLOCKS = _names(_FURNITURE["blocks"])
_STANDFIRSTS = _names(_FURNITURE["standfirsts"])
_REMOVED_TAGS = ("figcaption", "button", "iframe")
# a long block of plain words is the article, whatever its class says: only lists of links are furniture at that length
_LONGEST_BLOCK = 600
_MOSTLY_LINKS = 0.5
_STANDFIRST_LENGTH = range(30, 800)
_ABOUT_THE_AUTHOR = re.compile(
    r"\b(?:is|was|has|writes|covers|joined|reports|lives|ist|schreibt|berichtet|est|es|écrit|escribe|è)\b", re.I
)
_SHORTEST = 200
_LONGEST_DATELINE = 120
_MOST_LETTERS_BESIDE_A_DATE = 25


def find_text(near: Surroundings, title: str, byline: str, descriptions: list[str], body: str) -> str:
    """The article's own words, a blank line between paragraphs: headline, standfirst, then the main text.

    Captions, related pieces, newsletters, share bars and the author's biography are taken out. ``descriptions`` are the
    head's summaries, which name the standfirst when the page shows one of them; ``body`` is the text that the page's
    JSON-LD carries, used when the markup holds next to none.
    """
    standfirst = _standfirst(near, descriptions)
    found = trafilatura.extract(_cleared(near), include_comments=False, with_metadata=False) or ""
    text = found if len(found) >= _SHORTEST or len(body) < len(found) else body
    lines = [line for row in text.split("\n") if (line := " ".join(row.split())) and not _is_furniture(line)]
    lines = _without_biography(
        [line for place, line in enumerate(lines) if place > 5 or not _is_dateline(line, byline)], byline
    )
    return "\n\n".join(_headed(lines, [part for part in (title, standfirst) if part]))


def _headed(lines: list[str], heads: list[str]) -> list[str]:
    """The lines with the headline and standfirst first, each once; a page without main text stays without."""
    if not lines:
        return []
    folded = [fold(line) for line in lines]
    missing = [head for head in heads if not any(fold(head) in line for line in folded[:6])]
    return [*missing, *lines]


def _cleared(near: Surroundings) -> etree._Element:
    """A copy of the page without its furniture; what holds the headline or running text stays."""
    root = deepcopy(near.root)
    etree.strip_elements(root, *_REMOVED_TAGS, with_tail=False)
    for element in [part for part in root.iter(etree.Element) if _is_block(part)]:
        if element.getparent() is not None and element.find(".//h1") is None and not _is_running_text(element):
            _drop(element)
    return root


def _is_running_text(element: etree._Element) -> bool:
    length = len("".join(element.itertext()))
    linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
    return length > _LONGEST_BLOCK and linked < _MOSTLY_LINKS * length


def _is_block(element: etree._Element) -> bool:
    if element.tag in ("html", "body", "main", "article", "h1", "a"):
        return False
    return bool(_BLOCKS.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _drop(element: etree._Element) -> None:
    """Take an element out and leave the text after it where it stands."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _standfirst(near: Surroundings, descriptions: list[str]) -> str:
    """The visible lead paragraph: one that the head's summary repeats, else one near the headline that is called so."""
    summaries = [folded[:60] for text in descriptions if len(folded := fold(text)) >= 40]
    named = ""
    for element in _paragraphs(near):
        words = words_of(element)
        if len(words) not in _STANDFIRST_LENGTH:
            continue
        if any(fold(words).startswith(summary) for summary in summaries):
            return words
        if not named and _STANDFIRSTS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            named = words
    return named


def _paragraphs(near: Surroundings) -> Iterator[etree._Element]:
    for element in near.root.iter("p", "h2", "h3", "div", "span", "strong", "li", "section", "header"):
        if (
            len(element) == 0 or (element.find(".//div") is None and element.find(".//p") is None)
        ) and not near.is_elsewhere(element):
            yield element


def _is_furniture(line: str) -> bool:
    if not any(character.isalnum() for character in line):
        return True
    return len(line) <= _LONGEST_LINE and line.lower().lstrip("-–—•*([ ").startswith(_LINES)


def _is_dateline(line: str, byline: str) -> bool:
    """Whether an opening line holds no more than a date and the authors: "By Ida Berg, 5 March 2024, 10:15"."""
    written = find_written_date(line) if len(line) <= _LONGEST_DATELINE else None
    if written is None:
        return False
    rest = line[: written.span.start] + line[written.span.end :]
    for name in byline.split(", "):
        rest = rest.replace(name, "") if name else rest
    return sum(character.isalpha() for character in rest) <= _MOST_LETTERS_BESIDE_A_DATE


def _without_biography(lines: list[str], byline: str) -> list[str]:
    """Drop closing lines that speak of an author: "Ida Berg is the harbour correspondent, with 20 years at sea." """
    names = [name for name in byline.split(", ") if " " in name]
    kept = [
        line
        for line in lines[-4:]
        if not any(
            line.startswith(name) and _ABOUT_THE_AUTHOR.search(line[len(name) : len(name) + 40]) for name in names
        )
    ]
    return [*lines[:-4], *kept]


def describe(metas: Metas, description: str) -> list[str]:
    """Every summary that a page's head gives of it."""
    names = ("og:description", "description", "twitter:description", "dc.description", "sailthru.description")
    return [*(text for name in names for text in metas.get(name, [])), description]
