"""One figure as a whole answer for programs: who says what, from how many origins, what clashes, how it was ruled, why it is one figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from articles.models import Claim, Membership
from articles.selectors.exports import number
from articles.selectors.figures import FigureView, Origin
from articles.selectors.findings import findings_of

Row = dict[str, Any]


def whole_answer(view: FigureView, claims: Mapping[int, Row], disputes: Sequence[Row]) -> Row:
    """What stands beside a figure's own columns; ``claims`` and ``disputes`` are their documents."""
    standing = [ruling for dispute in disputes for ruling in dispute["verdicts"]]
    superseded = {ruling["supersedes"] for ruling in standing}
    ruled = [ruling for ruling in standing if ruling["id"] not in superseded]
    return {
        "members": [_member(member, claims) for member in view.members if member.claim_id in claims],
        "is_cut": view.is_cut,
        "by_outlet": _by_outlet(view.claims),
        "origins": [_origin(origin) for origin in view.origins],
        "conflicts": [
            _conflict(row) for row in disputes if row["claim_a"] and row["state"] in ("open", "under_review")
        ],
        "findings": [
            {"kind": each.kind, "why": each.why, "first": each.first.pk, "second": each.second.pk}
            for each in findings_of(view.claims)
        ],
        "disputes": list(disputes),
        "verdict": max(ruled, key=lambda ruling: (ruling["created_at"], ruling["id"]), default=None),
        "why_together": _why(view.members),
        "not_counted": [member.claim_id for member in view.rejected],
    }


def _member(member: Membership, claims: Mapping[int, Row]) -> Row:
    return {
        "claim": claims[member.claim_id],
        "status": member.status,
        "score": number(member.score),
        "reasons": member.reasons,
        "is_component": member.is_component,
        "decided_at": member.decided_at.isoformat() if member.decided_at else None,
    }


def _by_outlet(claims: Sequence[Claim]) -> list[Row]:
    told: dict[int | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.outlet_id].append(claim)
    return [_of_outlet(held) for held in told.values()]


def _of_outlet(claims: Sequence[Claim]) -> Row:
    outlet, values = claims[0].outlet, [claim.value for claim in claims if claim.value is not None]
    return {
        "outlet": {"id": outlet.pk, "name": outlet.name} if outlet else None,
        "low": number(min(values)) if values else None,
        "high": number(max(values)) if values else None,
        "latest": claims[-1].pk,
        "speakers": sorted({claim.speaker.name for claim in claims if claim.speaker}),
        "hedges": sorted({claim.hedge for claim in claims}),
        "claims": [claim.pk for claim in claims],
    }


def _origin(origin: Origin) -> Row:
    copies = [claim.pk for claim in origin.copies]
    return {"article": origin.first.article_id, "first": origin.first.pk, "copies": copies}


def _conflict(dispute: Row) -> Row:
    return {"dispute": dispute["id"], **{name: dispute[name] for name in ("kind", "reason", "claim_a", "claim_b")}}


def _why(members: Sequence[Membership]) -> list[Row]:
    counted = Counter(str(reason) for member in members for reason in member.reasons)
    return [{"reason": reason, "claims": count} for reason, count in counted.most_common()]
