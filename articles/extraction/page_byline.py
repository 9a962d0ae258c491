"""The credited authors of a page: named in its structured data, its head, or a visible line near the heading."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from lxml import etree

from articles.extraction.datelines import find_written_date
from articles.extraction.page_head import Metas, fold, words_of
from articles.extraction.page_json import Structured
from articles.extraction.page_near import Surroundings

_WORDS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "lexicon" / "bylines.toml").read_text(encoding="utf-8")
)
_METAS = (
    *("author", "article:author", "article:author_name", "byl", "dc.creator", "dcterms.creator", "parsely-author"),
    *(
        "sailthru.author",
        "cxenseparse:author",
        "citation_author",
        "og:author",
        "og:article:author",
        "creator",
        "authors",
    ),
)
_MOST_NAMES = 8
_LONGEST_LINE = 160


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BEFORE = re.compile(rf"(?:{_any_of(_WORDS['before'])})(?:\s*[:：]\s*|\s+)", re.I)
_AFTER = re.compile(rf"(?:^|[\s|•·,–—-])(?:{_any_of(_WORDS['after'])})(?=$|[\s:.,|])", re.I)
_BETWEEN = re.compile(rf"\s*[,;/|•·、，；＆&\n]\s*|\s+(?:{_any_of(_WORDS['between'])})\s+", re.I)
# a name that stands for one person keeps its short words: "Ortega y Gasset", "Costa e Silva"
_BETWEEN_PEOPLE = re.compile(
    rf"\s*[,;/|•·、，；＆&\n]\s*|\s+(?:{_any_of(word for word in _WORDS['between'] if len(word) > 2)})\s+", re.I
)
_NOBODY = frozenset(_WORDS["nobody"])
_CONTACT = re.compile(
    r"\S{1,60}@\S{1,60}|(?<=[\w.])@\w{2,30}|@\w{2,30}|https?://\S{1,200}|www\.\S{1,200}|\((?:[^()]{0,60})\)"
)
# the marks of a byline in a page's markup, from the surest to the loosest, and whether each element names one author
_BYLINE = re.compile(r"byline", re.I)
_AUTHOR = re.compile(r"author|autor|auteur|journalist|reporter|redakt|signature|signed|writer|firma|editor", re.I)
_LABEL = re.compile(
    r"(?:written by|by|von|par|por|texto|auteurs?|autor(?:en|in|es|a)?|author|text|责编|责任编辑|作者|记者|記者)(?:\s?[:：]\s?|\s+)(?=[^\W\d_])",
    re.I,
)
_NO_LINES = frozenset(
    ["meta", "link", "script", "img", "figure", "figcaption", "body", "html", "main", "article", "input", "button"]
)
_NEAR_LINES = 400
_LONGEST_LABELLED = 80


def find_byline(near: Surroundings, metas: Metas, structured: Structured, outlet: str, url: str) -> str:
    """The authors' names, joined by commas: ``"By Ida Berg and Olu Ade | 5 March"`` gives "Ida Berg, Olu Ade".

    People named in JSON-LD come first where the page shows them, then the head's, then those of a visible line near the
    headline, then the bodies that are credited ("Harbour News staff"), among them the outlet itself. Accounts,
    addresses and "No Author" are nobody.
    """
    publishers = [
        text for name in ("publisher", "dc.publisher", "copyright", "application-name") for text in metas.get(name, [])
    ]
    site = _Site([outlet, structured.publisher, *publishers], url)
    shown = fold(words_of(near.root))
    people = _people(structured.people, site, _BETWEEN_PEOPLE)
    told = _people([text for name in _METAS for text in metas.get(name, [])], site)
    for names in ([name for name in people if fold(name) in shown], told, _people(_visible(near), site), people):
        if names:
            return ", ".join(names)
    labelled = _people(_labelled(near), site)
    bodies = [*structured.bodies, *structured.people, *metas.get("author", [])]
    body = next((body for body in bodies if _is_name(body) and not _is_nobody(body)), "")
    return ", ".join(labelled) or body


class _Site:
    """The spellings of the outlet itself, which is an author only when nobody else is."""

    def __init__(self, names: list[str], url: str) -> None:
        host = re.sub(r"^\w+://(?:www\.)?", "", url.lower()).split("/")[0]
        labels = [host, host.rpartition(".")[0], *(label for label in host.split(".")[:-1] if len(label) > 3)]
        spelled = [fold(_CONTACT.sub(" ", name)) for name in names] + [fold(label) for label in labels]
        self._names = {*spelled, *(name.removeprefix("the") for name in spelled)} - {""}

    def is_it(self, name: str) -> bool:
        folded = fold(name)
        return not folded or folded in self._names or folded.removeprefix("the") in self._names


def _people(texts: Iterable[str], site: _Site, between: re.Pattern[str] = _BETWEEN) -> list[str]:
    """The names that the texts hold, each once; a text that holds several is the whole byline."""
    found: dict[str, str] = {}
    for text in list(texts)[:40]:
        names = [name for name in split_names(text, between) if not site.is_it(name)]
        found.update((fold(name), name) for name in names if fold(name) not in found)
        if len(names) > 1:
            break
    return list(found.values())[:_MOST_NAMES]


def split_names(line: str, between: re.Pattern[str] = _BETWEEN) -> list[str]:
    """The names in a byline: ``split_names("Von Ida Berg und Olu Ade, Kiel")`` gives the two and "Kiel"; [] for none."""
    line = _CONTACT.sub(" ", _unbracketed(" ".join(line.split())[:_LONGEST_LINE]))
    written = find_written_date(line)
    line = line[: written.span.start] if written and written.span.start > 3 else line
    end = _AFTER.search(line)
    line = line[: end.start()] if end else line
    while before := _BEFORE.match(line):
        line = line[before.end() :]
    if re.fullmatch(r"[^\W\d_]+, [^\W\d_]+", line):
        line = " ".join(reversed(line.split(", ")))
    names = (
        _BEFORE.sub("", part.strip(" .:-–—*"), count=1) if _BEFORE.match(part) else part for part in between.split(line)
    )
    return [name for part in names if _is_name(name := part.strip(" .:-–—*")) and not _is_nobody(name)]


def _unbracketed(line: str) -> str:
    return line[1:-1] if line[:1] in ("(", "（") and line[-1:] in (")", "）") else line


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(text) <= 70 or not 1 <= len(words) <= 7 or re.search(r"\d{3}|[<>{}=_\\]|^\d", text):
        return False
    return any(character.isalpha() for character in text) and "://" not in text and not text.startswith(("/", "www."))


def _is_nobody(name: str) -> bool:
    return " ".join(name.lower().split()) in _NOBODY


def _visible(near: Surroundings) -> Iterator[str]:
    """The lines that call themselves a byline, from the surest mark to the loosest."""
    for elements, most in zip(_marked(near.root), (4, 4, 1, 1), strict=True):
        lines = [_line(element) for element in elements[:40] if not near.is_elsewhere(element)][:12]
        fitting = [line for line in lines if 2 <= len(line) <= _LONGEST_LINE and split_names(line)]
        if fitting:
            yield from fitting[:most]
            return


def _marked(root: etree._Element) -> tuple[list[etree._Element], ...]:
    """The elements with a link to an author, an author property, a byline's class and an author's class."""
    linked, stated, bylines, authors = [], [], [], []
    for element in root.iter(etree.Element):
        if element.tag in _NO_LINES or not element.attrib:
            continue
        name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
        if "author" in (element.get("rel") or "").split():
            linked.append(element)
        elif "author" in (element.get("itemprop"), element.get("property")):
            stated.append(next(iter(element.xpath(".//*[@itemprop='name']")), element))
        elif _BYLINE.search(name):
            bylines.append(element)
        elif _AUTHOR.search(name) or element.tag == "address" or _is_credit(element, name):
            authors.append(element)
    return linked, stated, bylines, authors


def _is_credit(element: etree._Element, name: str) -> bool:
    """A credit is a photographer's, unless it stands in the header of the article itself."""
    header = next(element.iterancestors("header", "hgroup"), None) if "credit" in name.lower() else None
    return header is not None and header.find(".//h1") is not None


def _line(element: etree._Element) -> str:
    """An element's words, its parts set apart by commas when each is a name of its own."""
    parts = [words_of(part) for part in element.iter(etree.Element) if not len(part) and words_of(part)]
    whole = words_of(element)
    is_list = (
        len(parts) > 1 and fold("".join(parts)) == fold(whole) and all(len(part.split()) in (2, 3) for part in parts)
    )
    return ", ".join(parts) if is_list else whole or element.get("content") or ""


def _labelled(near: Surroundings) -> Iterator[str]:
    """Lines that say "By ..." or "Author: ..." without any mark in the markup."""
    for element, line in islice(near.lines(), _NEAR_LINES):
        label = _LABEL.match(line.strip("()（） "))
        if label and not near.is_elsewhere(element) and len(line) <= _LONGEST_LABELLED and split_names(line):
            yield line
            return
