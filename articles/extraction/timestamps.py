"""Dates as machines write them in feeds and page heads: RFC 822, ISO 8601, and the near misses of both."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from articles.extraction.datelines import find_written_date

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|\d{8}(?=T))[T ]{1,2}(?P<clock>\d\d:?\d\d(?::?\d\d)?)(?:[.,]\d{1,9})?\s{0,2}(?P<zone>Z|[+-]\d\d:?(?:\d\d)?)?",
    re.I,
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:\d{4}(?:\d\d)?)?")
_EPOCH = re.compile(r"(1[0-9]{9})(?:\d{3})?")
# date(1) of Unix: "Tue Jan 28 15:28:56 CET 2020"
_UNIX = re.compile(
    r"(?:\w{3} )?(?P<month>\w{3}) (?P<day>\d{1,2}) (?P<clock>\d\d:\d\d:\d\d) (?P<zone>[A-Z]{1,5}) (?P<year>\d{4})"
)
# the hours that a name of a zone stands for where an offset is missing; summer and winter have their own names
_ZONES = {
    **{"UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3},
    **{
        "MSK": 3,
        "EST": -5,
        "EDT": -4,
        "CST": -6,
        "CDT": -5,
        "MST": -7,
        "MDT": -6,
        "PST": -8,
        "PDT": -7,
        "JST": 9,
        "KST": 9,
    },
}


def read_timestamp(text: str) -> datetime | None:
    """An aware time from a machine-written date; None when it is not one. A time without a zone is read as UTC.

    ``read_timestamp("Wed, 02 Nov 2011 17:25:27 +0000")`` and ``read_timestamp("2011-11-02T17:25:27Z")`` are one moment;
    a bare day ("2011-11-02", "20111102", "2 November 2011") is its midnight UTC. The offset that was written is kept.
    """
    text = " ".join(text.split())[:100]
    for pattern, read in ((_ISO, _from_iso), (_UNIX, _from_unix)):
        match = pattern.match(text)
        if match:
            return read(match)
    if _COMPACT.fullmatch(text) or _EPOCH.fullmatch(text):
        return _from_digits(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        written = find_written_date(text)
        return written.at if written else None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def is_bare_day(text: str) -> bool:
    """Whether a machine-written date names a day without a clock: ``is_bare_day("2011-11-02")``."""
    return ":" not in text and not _EPOCH.fullmatch(text.strip()) and not re.search(r"\dT\d", text)


def _from_iso(match: re.Match[str]) -> datetime | None:
    zone = (match["zone"] or "+00:00").upper().replace("Z", "+00:00")
    zone = zone + "00" if len(zone) == 3 else zone
    try:
        return datetime.fromisoformat(
            f"{match['day'].replace('-', '')}T{match['clock'].replace(':', '')}{zone.replace(':', '')}"
        )
    except ValueError:
        return None


def _from_unix(match: re.Match[str]) -> datetime | None:
    zone = timezone(timedelta(hours=_ZONES.get(match["zone"], 0)))
    written = find_written_date(f"{match['month']} {match['day']}, {match['year']}")
    if written is None:
        return None
    hour, minute, second = (int(part) for part in match["clock"].split(":"))
    try:
        return written.at.replace(hour=hour, minute=minute, second=second, tzinfo=zone)
    except ValueError:
        return None


def _from_digits(text: str) -> datetime | None:
    compact = _COMPACT.fullmatch(text)
    try:
        if compact:
            return datetime(int(compact["year"]), int(compact["month"]), int(compact["day"]), tzinfo=UTC)
        return datetime.fromtimestamp(int(text[:10]), UTC)
    except ValueError:
        return None
