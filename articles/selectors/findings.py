"""Named facts about how a figure's number travelled, each with its two claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.comparison.findings import findings
from articles.models import Claim
from articles.models.statements import statement_of_claim

MOST_COMPARED = 80
REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: ``first`` came before ``second``."""

    kind: str
    why: str
    first: Claim
    second: Claim


@dataclass(frozen=True, slots=True)
class Travel:
    """Findings of one kind that start from one claim: how it went on from there. ``why`` is told of the first of them."""

    kind: str
    why: str
    first: Claim
    later: list[Claim]


def travels_of(claims: Sequence[Claim]) -> list[Travel]:
    """The findings of one figure's claims, those of one kind from one claim told together, in the order in which they are found."""
    kept: dict[tuple[str, int], Travel] = {}
    for found in findings_of(claims):
        travel = kept.setdefault((found.kind, found.first.pk), Travel(found.kind, found.why, found.first, []))
        travel.later.append(found.second)
    return list(kept.values())


def findings_of(claims: Sequence[Claim]) -> list[Found]:
    """What comparison finds in the latest 80 of one figure's claims; empty for one claim."""
    latest = claims[-MOST_COMPARED:]
    if len(latest) < 2:
        return []
    by_id = {str(claim.pk): claim for claim in latest}
    found = findings(statement_of_claim(claim) for claim in latest)
    told = [Found(each.kind, each.why, by_id[each.first], by_id[each.second]) for each in found]
    # a number told four times is one fact, not three
    last = {each.second.speaker_id: each for each in told if each.kind == REPEATED}
    return [each for each in told if each.kind != REPEATED or last[each.second.speaker_id] is each]
