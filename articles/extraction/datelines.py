"""Dates as articles write them beside their headline: "12 February 2022", "Feb. 12, 2022", "2022年3月16日"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from articles.extraction.values import Span

_TABLE: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "lexicon" / "months.toml").read_text(encoding="utf-8")
)
MONTHS: dict[str, int] = {name: int(number) for number, names in _TABLE.items() for name in names}

_WORD = r"[^\W\d_]{3,14}"
_CLOCK = r"(?:[T ]{1,2}(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
_PATTERNS = (
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?!\d){_CLOCK}"),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: de| of)? (?P<name>{_WORD})\.?,?(?: de| del)? (?P<year>(?:19|20)\d\d)(?!\d)",
        re.I,
    ),
    re.compile(rf"(?P<name>{_WORD})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)(?!\d)", re.I),
    re.compile(r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<![\d/])(?P<year>(?:19|20)\d\d)[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})(?![\d/])"),
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """One date in a text: aware, at midnight UTC when only the day is written."""

    at: datetime
    is_date_only: bool
    span: Span


def find_written_date(line: str) -> WrittenDate | None:
    """The first full date of a short line, None when there is none or it is no day of the calendar.

    ``find_written_date("Ana Ruiz 12 February 2022")`` gives midnight UTC of that day at span 9..25. Dates of digits
    and slashes that could be read day first or month first ("03/04/2022") are not read: nothing says which is meant.
    """
    found = (read for pattern in _PATTERNS for match in pattern.finditer(line[:2_000]) if (read := _read(match)))
    return min(found, key=lambda written: written.span.start, default=None)


def _read(match: re.Match[str]) -> WrittenDate | None:
    parts = match.groupdict()
    month = MONTHS.get(parts["name"].lower()) if parts.get("name") else int(parts["month"])
    if not month:
        return None
    try:
        day = date(int(parts["year"]), month, int(parts["day"]))
        at, is_date_only = _with_clock(day, parts)
    except ValueError:
        return None
    return WrittenDate(at, is_date_only, Span(match.start(), match.end()))


def _with_clock(day: date, parts: dict[str, str | None]) -> tuple[datetime, bool]:
    if not parts.get("hour"):
        return datetime(day.year, day.month, day.day, tzinfo=UTC), True
    zone = (parts["zone"] or "Z").replace("Z", "+00:00")
    return datetime.fromisoformat(f"{day}T{parts['hour']}:{parts['minute']}:{parts['second'] or '00'}{zone}"), False
