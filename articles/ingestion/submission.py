"""What is handed in, and the answer to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without NUL and lone surrogates, which PostgreSQL and UTF-8 refuse."""
    return _UNSTORABLE.sub("", text)


def in_utc(at: datetime) -> datetime | None:
    """The same moment in UTC: PostgreSQL refuses offsets of sixteen hours and more. None for one outside of the years 1 to 9999."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Said:
    """What the submitter states of an article; it stands above what the file says of itself. Empty: not stated.

    ``published`` is an ISO 8601 date or time.
    """

    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    language: str = ""

    def storable(self) -> Said:
        """Without what no database holds: ``Said(title="a\\x00b").storable() == Said(title="ab")``."""
        return Said(**{f.name: storable(getattr(self, f.name)) for f in fields(self)})

    def as_json(self) -> dict[str, str]:
        """Only what is stated: ``Said(outlet="Herald").as_json() == {"outlet": "Herald"}``."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name))}

    @classmethod
    def from_json(cls, stated: dict[str, Any]) -> Said:
        """The reverse of :meth:`as_json`; unknown keys are left out."""
        return cls(**{f.name: str(stated.get(f.name) or "") for f in fields(cls)})


@dataclass(frozen=True, slots=True)
class Submission:
    """One article as handed in: its bytes, or a URL to fetch them from (then ``raw`` is None)."""

    raw: bytes | None
    media_type: str = "text/plain"
    file_name: str = ""
    url: str = ""
    said: Said = field(default_factory=Said)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, member or line that is no article: where, and why."""

    where: str
    reason: str
    is_too_large: bool = False


Item = Submission | Refused


class Outcome(StrEnum):
    """What became of a submission at the door."""

    ACCEPTED = "accepted"
    KNOWN = "known"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer: the article's id, and why where it was rejected."""

    outcome: Outcome
    article_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing handed in, by the name that its sender knows it by, and what became of it."""

    name: str
    receipt: Receipt
    is_too_large: bool = False
