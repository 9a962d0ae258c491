"""The frozen values that comparison takes and hands out: statements, matches, groupings, conflicts, copies and findings.

A Statement is filled by :func:`statement_of` from a FoundClaim, or field by field from database rows; the verbs do not
know which. It holds no article text beyond the sentence of its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from articles.extraction.values import FoundClaim, Hedge, Interval, Measure, Mode, Span, Subject, Trend


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim as comparison sees it.

    ``offset`` is where ``surface`` starts in ``sentence`` (code points), ``span`` where it stands in the article.
    ``origin`` names the independent text that the article copies (its own id where it copies nothing), ``topic`` holds
    the article's salient terms as :func:`articles.comparison.keys.topic_terms` gives them, most salient first.
    """

    id: str
    article: str
    surface: str
    value: Decimal | None = None
    interval: Interval = field(default_factory=Interval)
    hedge: Hedge = Hedge.EXACT
    trend: Trend | None = None
    unit: str = ""
    unit_code: str = ""
    currency: str | None = None
    measure: Measure = Measure.COUNT
    status: tuple[str, ...] = ()
    is_negated: bool = False
    subject: Subject = field(default_factory=Subject)
    sentence: str = ""
    offset: int = 0
    span: Span = field(default_factory=lambda: Span(0, 0))
    speaker: str = ""
    source: str = ""
    mode: Mode = Mode.OWN_VOICE
    outlet: str = ""
    published: date | None = None
    origin: str = ""
    topic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article as the copy finder and the command line take it."""

    id: str
    text: str
    title: str = ""
    outlet: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """How well a statement answers a figure (or another statement), 0 to 1, and why in words for a reader."""

    figure: str
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def is_join(self) -> bool:
        """Whether the score is high enough for a membership without a person asking."""
        return self.score >= JOIN

    @property
    def is_suggestion(self) -> bool:
        """Whether the score is high enough to suggest the membership to a person."""
        return self.score >= SUGGEST


# The score is a probability that the two measure the same thing, of a figure the mean over its statements' log-odds.
JOIN = 0.4
SUGGEST = 0.25


@dataclass(frozen=True, slots=True)
class Settlement:
    """Where the statements of an article belong, by statement id, and which known figures turned out to be another one.

    ``moved`` names by id the known statements that turned out to belong elsewhere, besides those of a figure that went
    into another one as it was.
    """

    places: Mapping[str, Match]
    merged: Mapping[str, str]
    moved: Mapping[str, Match] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Membership:
    """One statement's place in a grouping: the score and reasons against the rest of the group."""

    statement: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """Statements of one figure; ``definition`` is the phrase that says what is measured."""

    definition: str
    members: tuple[Membership, ...]


class Kind(StrEnum):
    """Why two claims of one figure cannot both be right (DESIGN.md, Dispute)."""

    ROUNDING = "rounding"
    UPDATE = "update"
    SCOPE = "scope"
    MEASURE = "measure"
    ATTRIBUTION = "attribution"
    TRANSCRIPTION = "transcription"
    GENUINE = "genuine"


@dataclass(frozen=True, slots=True)
class Conflict:
    """The pair of statements that clashes most, the kind proposed and a sentence that says why."""

    first: str
    second: str
    kind: Kind
    why: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share: ``overlap`` is the part of the shorter one's own words found in the other, 0 to 1.

    ``runs`` are pairs of spans (in the first, in the second text) of at least eight shared words, longest first.
    """

    is_copy: bool
    overlap: float
    runs: tuple[tuple[Span, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A small named fact about two statements of one figure: ``first`` came before ``second``."""

    kind: str
    first: str
    second: str
    why: str


def statement_of(
    claim: FoundClaim,
    text: str,
    *,
    id: str,
    article: str,
    outlet: str = "",
    published: date | None = None,
    origin: str = "",
    topic: tuple[str, ...] = (),
) -> Statement:
    """The statement that a claim found in ``text`` makes; offsets of the claim are those of ``text``."""
    quantity, who = claim.quantity, claim.attribution
    return Statement(
        id=id,
        article=article,
        surface=quantity.surface,
        value=quantity.value,
        interval=quantity.interval,
        hedge=quantity.hedge,
        trend=quantity.trend,
        unit=quantity.unit,
        unit_code=quantity.unit_code,
        currency=quantity.currency,
        measure=quantity.measure,
        status=quantity.status,
        is_negated=quantity.is_negated,
        subject=claim.subject,
        sentence=claim.sentence.of(text),
        offset=quantity.span.start - claim.sentence.start,
        span=quantity.span,
        speaker=who.speaker.name if who.speaker else "",
        source=who.source.name if who.source else "",
        mode=who.mode,
        outlet=outlet,
        published=published,
        origin=origin or article,
        topic=topic,
    )
