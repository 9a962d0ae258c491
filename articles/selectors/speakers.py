"""The list of speakers, and one speaker's figures over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower

from articles.models import Alias, Claim, Figure, Membership, Speaker
from articles.selectors.findings import Found, findings_of
from articles.selectors.keyset import Key, Order
from articles.selectors.tallies import MOST_COUNTED, tally

MOST_CLAIMS = 100
MOST_FIGURES = 12
# what the page shows and what comparison asks of a claim
READ = (
    "figure__definition", "figure__agreement", "claim__article__copy_of", "claim__article__topic",
    "claim__article__published_at", "claim__outlet__name", "claim__source__name",
    *(f"claim__{name}" for name in (
        "surface", "value", "interval", "hedge", "trend", "unit", "unit_code", "currency", "measure", "status", "is_negated", "subject", "place",
        "as_of", "subject_parts", "sentence", "start", "end", "sentence_start", "mode", "reported_at",
    )),
)  # fmt: skip
SPEAKER_ORDERS: Mapping[str, Order] = {"name": Order("by name", (Key("sort_name", kind=str), Key("id")))}


@dataclass(frozen=True, slots=True)
class Heard:
    """How often one speaker is heard, counted to a thousand, and when last."""

    speaker: Speaker
    claims: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class FigureTold:
    """What one speaker said of one figure, oldest first, with repeats and contradictions."""

    figure: Figure
    claims: list[Claim]
    findings: list[Found]


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """One speaker: names, the figures told most among the latest claims, and the number of claims, counted to a thousand."""

    speaker: Speaker
    aliases: list[Alias]
    told: list[FigureTold]
    total: int
    is_cut: bool
    contradictions: list[Found]


def listed_speakers() -> QuerySet[Speaker]:
    """Those that stand for themselves, sortable by name."""
    return Speaker.objects.filter(merged_into__isnull=True).annotate(sort_name=Lower("name"))


def heard(speakers: Sequence[Speaker]) -> list[Heard]:
    """Tallies for the rows of one page, in one query."""
    claims = Claim.objects.current().filter(speaker=OuterRef("pk"))
    last = Subquery(claims.newest().values("reported_at")[:1])
    rows = Speaker.objects.filter(pk__in=[each.pk for each in speakers]).annotate(held=tally(claims), last=last)
    counts = {pk: (held, last) for pk, held, last in rows.values_list("pk", "held", "last")}
    return [Heard(each, *counts[each.pk]) for each in speakers]


def speaker_view(speaker: Speaker) -> SpeakerView:
    """One speaker's latest 100 claims by figure, most told first, in four queries; no more claims are read than are shown."""
    claims = Claim.objects.current().filter(speaker=speaker)
    rows = Membership.objects.exclude(status=Membership.Status.REJECTED).filter(is_component=False)
    rows = rows.filter(claim__in=claims.newest().values("pk")[:MOST_CLAIMS], figure__merged_into__isnull=True)
    times = Counter(rows.values_list("figure_id", flat=True))
    shown = sorted(times, key=lambda pk: (-times[pk], pk))
    # a figure told once neither repeats nor contradicts anything
    shown = [pk for place, pk in enumerate(shown) if place < MOST_FIGURES or times[pk] > 1]
    members = rows.filter(figure__in=shown)
    members = members.select_related("figure", "claim__article", "claim__outlet", "claim__source").only(*READ)
    by_figure: dict[Figure, list[Claim]] = {}
    for member in members.order_by("claim__reported_at", "claim_id"):
        member.claim.speaker = speaker
        by_figure.setdefault(member.figure, []).append(member.claim)
    told = [FigureTold(figure, claims, findings_of(claims)) for figure, claims in by_figure.items()]
    told.sort(key=lambda each: (-len(each.claims), each.figure.pk))
    return SpeakerView(
        speaker=speaker,
        aliases=list(speaker.aliases.order_by("name")),
        told=told[:MOST_FIGURES],
        total=claims.order_by()[:MOST_COUNTED].count(),
        is_cut=len(times) > MOST_FIGURES or len(told) > MOST_FIGURES,
        contradictions=[found for each in told for found in each.findings if found.kind == "self-contradiction"],
    )
