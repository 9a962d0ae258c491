"""Plain text and Markdown files: the text as given, and what its first and last lines say of themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from articles.extraction.charsets import decode
from articles.extraction.datelines import WrittenDate, find_written_date
from articles.extraction.values import PageText

_HEAD_LINES = 12
_TAIL_LINES = 12
_LONGEST_TITLE = 200
_LABEL = re.compile(
    r"(?P<key>title|headline|author|authors|byline|written by|published|published on|date|outlet|publisher|source|url|link|language)"
    r"\s{0,3}:\s{0,3}(?P<value>\S.{0,300})",
    re.I,
)
_KEYS = {
    "headline": "title",
    "author": "byline",
    "authors": "byline",
    "written by": "byline",
    "published on": "published",
    "date": "published",
    "publisher": "outlet",
    "source": "outlet",
    "link": "url",
}
_BY = re.compile(r"(?:by|von|por|par)\s+(?P<names>[^\W\d_].{2,120})", re.I)
_BODY = re.compile(
    r"(?:(?:a )?(?:statement|editorial|perspective) (?:of|by) )(?:the )?(?P<names>[^\W\d_].{2,100})", re.I
)
_PERSON = r"[^\W\d_][\w.’'-]*(?: (?:(?:de|da|del|der|den|di|du|la|le|van|von|bin|al|el|ter) )*[^\W\d_][\w.’'-]*){1,3}"
_PEOPLE = re.compile(rf"{_PERSON}(?:(?:, and | and |, | & ){_PERSON}){{0,5}}")
_LEADING_DATE = re.compile(r"\s*date:?\s+(?=\d{4}-\d\d?-\d\d?)", re.I)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    is_heading: bool
    is_alone: bool


def read_plain(raw: bytes | str, name: str = "") -> PageText:
    """Read a .txt or .md file: the text as stored, and its title, byline and date where the file says them.

    Line ends become ``\\n`` and NUL, a byte-order mark and lone surrogates go, each named in ``notes``; nothing else of
    the text changes, so offsets count in what is returned. "Alex Roe, Ida Berg 12 February 2022" under a headline gives
    byline "Alex Roe, Ida Berg" and that day. What the file does not say stays empty. ``name`` is only used to tell
    Markdown from text; it is never shown.
    """
    text, notes = _as_stored(raw)
    page = PageText(text=text, notes=notes)
    page = _read_leading_date(page)
    page = _read_labels(page)
    return _read_head(page, is_markdown=name.lower().endswith((".md", ".markdown")))


def _as_stored(raw: bytes | str) -> tuple[str, tuple[str, ...]]:
    notes: list[str] = []
    text = raw if isinstance(raw, str) else _decode(raw, notes)
    for pattern, replacement, note in (
        (re.compile("^\ufeff"), "", "byte-order mark removed"),
        (re.compile("\r\n?"), "\n", "line ends normalised"),
        (re.compile("\0"), "", "NUL removed"),
        (_SURROGATE, "\ufffd", "lone surrogates replaced"),
    ):
        text, count = pattern.subn(replacement, text)
        if count:
            notes.append(note)
    return text, tuple(notes)


def _decode(raw: bytes, notes: list[str]) -> str:
    text, name = decode(raw)
    if name != "utf-8":
        notes.append(f"read as {name}")
    return text


def _lines(text: str) -> list[_Line]:
    rows = text.split("\n")
    padded = ["", *rows, ""]
    return [
        _Line(
            row.strip().lstrip("#> ").strip("*_# "),
            bool(re.match(r"\s{0,3}#{1,2}\s", row)),
            not padded[index].strip() and not padded[index + 2].strip(),
        )
        for index, row in enumerate(rows)
        if row.strip()
    ]


def _read_leading_date(page: PageText) -> PageText:
    label = _LEADING_DATE.match(page.text[:200])
    written = find_written_date(page.text[label.end() : label.end() + 40]) if label else None
    return _dated(page, written)


def _dated(page: PageText, written: WrittenDate | None) -> PageText:
    if written is None or page.published is not None:
        return page
    return replace(page, published=written.at, is_date_only=written.is_date_only)


def _read_labels(page: PageText) -> PageText:
    lines = _lines(page.text)
    ends = lines[:_HEAD_LINES] + lines[max(_HEAD_LINES, len(lines) - _TAIL_LINES) :]
    for line in ends:
        label = _LABEL.fullmatch(line.text)
        if label:
            page = _set(page, label["key"].lower(), label["value"].strip(" *_"))
    return page


def _set(page: PageText, key: str, value: str) -> PageText:
    field = _KEYS.get(key, key)
    if field == "published":
        return _dated(page, find_written_date(value))
    value = value.strip("\"'") if field != "byline" else value
    fitting = field != "url" or re.match(r"https?://\S+$", value)
    return _filled(page, field, value) if fitting and not getattr(page, field) else page


def _filled(page: PageText, field: str, value: str) -> PageText:
    said: dict[str, str] = {name: getattr(page, name) for name in ("title", "byline", "outlet", "url", "language")}
    said[field] = value
    return replace(
        page,
        title=said["title"],
        byline=said["byline"],
        outlet=said["outlet"],
        url=said["url"],
        language=said["language"],
    )


def _read_head(page: PageText, is_markdown: bool) -> PageText:
    lines = _lines(page.text)[:_HEAD_LINES]
    if not page.title:
        page, lines = _read_title(page, lines, is_markdown)
    for line in lines[:4]:
        page = _read_byline(page, line)
    return page


def _read_title(page: PageText, lines: list[_Line], is_markdown: bool) -> tuple[PageText, list[_Line]]:
    first = next((line for line in lines if not _LABEL.fullmatch(line.text) and line.text != "---"), None)
    if first is None or not _looks_like_title(first, is_markdown, is_only=len(lines) == 1):
        return page, lines
    return replace(page, title=first.text), lines[lines.index(first) + 1 :]


def _looks_like_title(line: _Line, is_markdown: bool, is_only: bool) -> bool:
    if not 3 <= len(line.text) <= _LONGEST_TITLE or (_PEOPLE.fullmatch(line.text) and find_written_date(line.text)):
        return False
    if is_markdown and line.is_heading:
        return True
    return (
        not is_only and (line.is_heading or line.is_alone) and not line.text.endswith((".", ":", ";", ",", ".”", '."'))
    )


def _read_byline(page: PageText, line: _Line) -> PageText:
    """A line that is only names, only a date, or both; a sentence that holds them is neither."""
    if len(line.text) > _LONGEST_TITLE:
        return page
    written = find_written_date(line.text)
    rest = line.text if written is None else line.text[: written.span.start] + line.text[written.span.end :]
    rest = re.sub(
        r"(?:published|updated|posted|on|at|\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?)(?=\W|$)", "", rest, flags=re.I
    ).strip(" ,|–—-·•:*_")
    names = _credited(rest, has_date=written is not None)
    if rest and not names:
        return page
    page = _dated(page, written)
    return replace(page, byline=names) if names and not page.byline else page


def _credited(rest: str, has_date: bool) -> str:
    for pattern in (_BY, _BODY):
        match = pattern.fullmatch(rest)
        if match and not rest.endswith((".", "!", "?")):
            return match["names"].strip()
    return rest if has_date and _PEOPLE.fullmatch(rest) else ""
