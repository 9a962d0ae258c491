"""The list of claims with its facets, and one claim with everything known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connections
from django.db.models import Q, QuerySet

from articles.models import Annotation, Claim, Dispute, Membership, Review, Verdict
from articles.models.claim import ClaimQuerySet
from articles.selectors.history import Step, history_of
from articles.selectors.keyset import Key, Order
from articles.selectors.wording import amount, bounds, mode_name, money

# counting facets of more rows than this would cost more than reading the page; the page says so
MOST_COUNTED = 1_000
FACET_ROWS = 8
FACET_NAMES = ("measure", "hedge", "mode", "outlet", "speaker")
FACETS = """
SELECT field, coalesce(measure, hedge, mode, outlet::text, speaker::text),
       coalesce(measure, hedge, mode, articles_outlet.name, articles_speaker.name), times
FROM (SELECT *, row_number() OVER (PARTITION BY field ORDER BY times DESC) AS place
      FROM (SELECT measure, hedge, mode, outlet, speaker, count(*) AS times,
                   CASE 0 WHEN grouping(measure) THEN 'measure' WHEN grouping(hedge) THEN 'hedge' WHEN grouping(mode) THEN 'mode'
                   WHEN grouping(outlet) THEN 'outlet' WHEN grouping(speaker) THEN 'speaker' ELSE '' END AS field
            FROM ({rows}) AS found(measure, hedge, mode, outlet, speaker)
            GROUP BY GROUPING SETS ((), (measure), (hedge), (mode), (outlet), (speaker))) AS counted) AS placed
LEFT JOIN articles_outlet ON articles_outlet.id = outlet LEFT JOIN articles_speaker ON articles_speaker.id = speaker
WHERE place <= %s ORDER BY times DESC, 3
"""
# fields of extraction that a page shows under another name
FIELD_PARTS = {"subject": ("head", "owner", "action", "period", "qualifiers"), "mode": ("cue", "attribution")}

REPORTED = Key("reported_at", is_descending=True, kind=datetime)
NEWEST_ID = Key("id", is_descending=True)
CLAIM_ORDERS: Mapping[str, Order] = {
    "newest": Order("newest first", (REPORTED, NEWEST_ID), is_indexed=True),
    "oldest": Order("oldest first", (Key("reported_at", kind=datetime), Key("id")), is_indexed=True),
    "largest": Order("largest first", (Key("value", is_descending=True, kind=Decimal, is_nullable=True), NEWEST_ID)),
    "smallest": Order("smallest first", (Key("value", kind=Decimal, is_nullable=True), Key("id"))),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet and how many of the counted rows have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts of a list by field; ``total`` is a lower bound when ``is_capped``."""

    total: int
    is_capped: bool
    fields: Mapping[str, list[Choice]]


def current_claims() -> ClaimQuerySet:
    """What the list of claims shows: those of each article's latest text."""
    return Claim.objects.current()


def facets_of(rows: QuerySet[Claim]) -> Facets:
    """Counts by measure, hedge, mode, outlet and speaker in one query, over at most 1,000 rows."""
    some = rows.order_by().values_list("measure", "hedge", "mode", "outlet_id", "speaker_id")[:MOST_COUNTED]
    sql, params = some.query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        # a value that is absent is a group as well, and is not shown
        cursor.execute(FACETS.format(rows=sql), [*params, FACET_ROWS + 1])
        found = cursor.fetchall()
    total = next((times for field, *_, times in found if not field), 0)
    fields = {name: _choices(found, name) for name in FACET_NAMES}
    return Facets(total, total == MOST_COUNTED, fields)


def _choices(found: Iterable[tuple[Any, ...]], name: str) -> list[Choice]:
    told = [Choice(str(value), label, times) for field, value, label, times in found if field == name and value]
    return told[:FACET_ROWS]


@dataclass(frozen=True, slots=True)
class Ground:
    """One field of a claim: the rule that filled it and the words that gave it."""

    field: str
    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a claim as its page shows it."""

    name: str
    value: str
    grounds: list[Ground]
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim with its context, reasons, figures, discussion and history."""

    claim: Claim
    before: str
    after: str
    grounds: list[Ground]
    memberships: list[Membership]
    disputes: list[Dispute]
    annotations: list[Annotation]
    history: list[Step]
    review: Review | None = None

    @property
    def fields(self) -> list[FieldView]:
        """The claim's fields in the order of a page, each with its grounds."""
        return [self._field(name, value) for name, value in _values(self.claim)]

    def _field(self, name: str, value: str) -> FieldView:
        grounds = [
            ground for ground in self.grounds if ground.field == name or ground.field in FIELD_PARTS.get(name, ())
        ]
        return FieldView(name.replace("_", " "), value, grounds, name in self.claim.corrected_fields)


def claim_view(claim: Claim) -> ClaimView:
    """Everything known of one claim; expects its article, outlet, speaker, source and revision to be loaded."""
    text = claim.revision.text
    members = Membership.objects.filter(claim=claim).select_related("figure", "decided_by").order_by("-score", "pk")
    disputes = Dispute.objects.filter(Q(claim=claim) | Q(claim_a=claim) | Q(claim_b=claim)).select_related(
        "figure", "opened_by"
    )
    annotations = Annotation.objects.visible().in_order().filter(claim=claim).select_related("created_by")
    return ClaimView(
        claim=claim,
        before=text[claim.sentence_start : claim.start],
        after=text[claim.end : claim.sentence_end],
        grounds=grounds_of(claim, text),
        memberships=list(members),
        disputes=list(disputes.newest()),
        annotations=list(annotations),
        history=history_of(claim),
        review=Review.objects.filter(claim=claim).select_related("approved_by").first(),
    )


def verdicts_on(claim: Claim) -> QuerySet[Verdict]:
    """Rulings on a claim's own dispute and those that prefer it, with what a document tells of them."""
    named = [
        f"{row}__{name}" for row in ("preferred_claim", "dispute__claim") for name in ("article", "outlet", "speaker")
    ]
    about = Q(dispute__claim=claim) | Q(preferred_claim=claim)
    return Verdict.objects.filter(about).select_related("dispute__figure", *named).order_by("pk")


def _values(claim: Claim) -> list[tuple[str, str]]:
    values = [
        ("value", amount(claim.value, money(claim), claim.unit_code)),
        ("interval", bounds(claim.interval, money(claim), claim.unit_code)),
        ("hedge", claim.hedge.replace("_", " ")),
        ("unit", claim.unit),
        ("measure", claim.measure),
        ("trend", claim.trend),
        ("status", ", ".join(claim.status)),
        ("subject", claim.subject),
        ("place", claim.place),
        ("as_of", claim.as_of.isoformat() if claim.as_of else ""),
        ("mode", mode_name(claim.mode)),
        ("speaker", claim.speaker.name if claim.speaker else ""),
        ("source", claim.source.name if claim.source else ""),
    ]
    always = {"value", "interval", "hedge", "unit", "subject", "speaker"}
    return [(name, value or "—") for name, value in values if value or name in always]


def grounds_of(claim: Claim, text: str) -> list[Ground]:
    """The stored reasons with their words cut out of the text; a reason without a span has none."""
    grounds = []
    for reason in claim.reasons:
        start, end = reason["span"] or (0, 0)
        grounds.append(Ground(reason["field"], reason["rule"], text[start:end]))
    return grounds
