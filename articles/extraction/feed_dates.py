"""The dates of feeds: RFC 822 as RSS writes it, ISO 8601 as Atom does, and the near misses of both."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from articles.extraction.datelines import find_written_date

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ]{1,2}(?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s{0,2}(?P<zone>Z|[+-]\d\d:?(?:\d\d)?)?",
    re.I,
)


def read_feed_date(text: str) -> datetime | None:
    """An aware time from a feed's date; None when it is not one. A time without a zone is read as UTC.

    ``read_feed_date("Wed, 02 Nov 2011 17:25:27 +0000")`` and ``read_feed_date("2011-11-02T17:25:27Z")`` are one moment.
    """
    text = text.strip()[:100]
    iso = _ISO.match(text)
    if iso:
        return _from_iso(iso)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        written = find_written_date(text)
        return written.at if written else None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _from_iso(match: re.Match[str]) -> datetime | None:
    zone = (match["zone"] or "+00:00").upper().replace("Z", "+00:00")
    zone = zone + "00" if len(zone) == 3 else zone
    try:
        return datetime.fromisoformat(f"{match['day']}T{match['clock']}{zone}")
    except ValueError:
        return None
