"""The frozen values that extraction hands out: spans, intervals, quantities, voices, claims and pages.

All offsets count Unicode code points of the text that was read, end exclusive, and for everything found
``text[span.start:span.end] == surface``. All numbers are Decimal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Hedge(StrEnum):
    """How a number was put, apart from the interval it states."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    VAGUE = "vague"


class Trend(StrEnum):
    """The direction of a change; a change is never the level itself."""

    UP = "up"
    DOWN = "down"


class Measure(StrEnum):
    """What kind of thing a number measures."""

    PERSONNEL = "personnel"
    MONEY = "money"
    CASUALTIES = "casualties"
    EQUIPMENT = "equipment"
    COUNT = "count"
    PERCENT = "percent"
    RATIO = "ratio"
    RATE = "rate"
    DISTANCE = "distance"
    AREA = "area"
    MASS = "mass"
    DURATION = "duration"
    AGE = "age"
    OTHER = "other"


class Mode(StrEnum):
    """Whose words carry the number: the outlet's own, a report of a voice, or the voice's very words."""

    OWN_VOICE = "own_voice"
    DIRECT = "direct"
    INDIRECT = "indirect"


class VoiceKind(StrEnum):
    """What a speaker or a cited source is."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    OUTLET = "outlet"
    AGENCY = "agency"
    REPORT = "report"
    POLL = "poll"
    DATASET = "dataset"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` to ``end`` (exclusive) of one text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span: ``Span(0, 2).of("at 5") == "at"``."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Interval:
    """``low`` to ``high``; None is an open end ("at least 35" has no high), ``*_open`` leaves the end itself out."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field has its value: the rule's name and the words that gave it."""

    field: str
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One numeric mention: its surface, interval, hedge and unit, before anybody is asked who said it.

    ``value`` is the number as written, None for a range or a vague word. ``unit`` is the words of the unit or
    the counted noun ("troops", "billion dollars" gives "dollars"), ``unit_code`` its normal name ("person", "percent", "USD", "mile").
    ``status`` holds words such as "estimated", "planned", "projected", "authorised", "target", "hypothetical".
    """

    span: Span
    surface: str
    value: Decimal | None
    interval: Interval
    hedge: Hedge = Hedge.EXACT
    hedge_span: Span | None = None
    trend: Trend | None = None
    unit: str = ""
    unit_span: Span | None = None
    unit_code: str = ""
    currency: str | None = None
    measure: Measure = Measure.COUNT
    status: tuple[str, ...] = ()
    is_negated: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks (or a block quotation); ``span`` leaves the marks out."""

    span: Span
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker, or a source that an article cites: ``name`` resolved inside the article, ``mention`` as written at ``span``."""

    name: str
    mention: str
    span: Span
    kind: VoiceKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who carries a number: speaker and/or source, the cue that says so, and the mode. Own voice has none of them."""

    mode: Mode = Mode.OWN_VOICE
    cue: Span | None = None
    speaker: Voice | None = None
    source: Voice | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted, as a phrase a reader understands alone, with the parts that comparison matches on.

    ``head`` is the counted noun in the singular ("troop"), ``owner`` whose ("United States"), ``place`` where ("Europe"),
    ``action`` what happened to it in the infinitive ("kill", "injure", "deploy", "authorise"), ``period`` the words of the period
    ("fiscal year 2022"), ``qualifiers`` the other content words in the singular ("additional", "direct NATO command").
    """

    phrase: str = ""
    head: str = ""
    owner: str = ""
    place: str = ""
    action: str = ""
    period: str = ""
    qualifiers: tuple[str, ...] = ()
    as_of: date | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """One quantity about one subject at one span of one text, with its attribution and the reasons for every field."""

    quantity: Quantity
    sentence: Span
    subject: Subject
    attribution: Attribution

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason, quantity's first."""
        return self.quantity.reasons + self.subject.reasons + self.attribution.reasons


@dataclass(frozen=True, slots=True)
class PageText:
    """What a file or page says of itself; what it does not say stays empty (None for times).

    ``notes`` names what was done to the text ("line ends normalised", "NUL removed"); ``is_truncated`` says that
    the parser cut something. ``published`` is aware; a bare date is midnight UTC with ``is_date_only``.
    """

    text: str
    title: str = ""
    byline: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    is_date_only: bool = False
    is_truncated: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed."""

    title: str
    url: str
    published: datetime | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FeedText:
    """A feed as read: its entries, the feed's own title, and what was wrong with it (empty when nothing).

    A list of sitemaps has no entries of its own but ``parts``: the addresses of its sitemaps, the one with the latest news first.
    """

    entries: tuple[FeedEntry, ...]
    title: str = ""
    error: str = ""
    parts: tuple[str, ...] = ()
