"""Rulings on disputes: which rule, on what evidence, and what becomes of each claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange

from articles.actions.versions import Refused, locked
from articles.actions.wording import web_address, words
from articles.models import Claim, Dispute, Ranking, Verdict

Rule, Rank = Verdict.Rule, Ranking.Rank
LEAVE_OPEN = (Rule.PENDING, Rule.ASK)


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a ruling makes of one claim, and why."""

    claim: Claim
    rank: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One of the five accepted answers to sources that disagree, with what it needs.

    ``Ruling("range", "Both were counted that day.", low=Decimal(35), high=Decimal(41))``.
    """

    rule: str
    text: str
    preferred: Claim | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    evidence_url: str = ""
    ranks: Sequence[Ranked] = ()

    @property
    def leaves_open(self) -> bool:
        """Whether the dispute goes on after it."""
        return self.rule in LEAVE_OPEN


def give_verdict(
    *,
    dispute: Dispute,
    rule: str,
    text: str,
    by: User,
    preferred_claim: Claim | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    evidence_url: str = "",
    version: int | None = None,
) -> Verdict:
    """A ruling without ranks of its own; see :func:`rule_on`."""
    ruling = Ruling(rule, text, preferred_claim, low, high, evidence_url)
    return rule_on(dispute=dispute, ruling=ruling, by=by, version=version)


@transaction.atomic
def rule_on(*, dispute: Dispute, ruling: Ruling, by: User, kind: str = "", version: int | None = None) -> Verdict:
    """A ruling on a dispute; it supersedes the one before. Raises Refused when the rule lacks the claim or range it needs.

    The preferred claim is ranked preferred; every other rank is as the ruling says it, deprecated with a reason only.
    Raises StaleVersion when the dispute changed, or was ruled on while closed, after ``version`` was read.
    """
    _check(ruling, kind)
    row = locked(Dispute, dispute.pk, version)
    if row.state not in Dispute.OPEN_STATES:
        # an open one moves with the step that follows: programs rule and close with the version they read before
        Dispute.objects.filter(pk=row.pk).update(version=row.version + 1)
    standing = Verdict.objects.filter(dispute=dispute, superseded_by__isnull=True).order_by("-pk").first()
    has_range = ruling.low is not None or ruling.high is not None
    verdict = Verdict.objects.create(
        dispute=dispute,
        rule=ruling.rule,
        kind=kind,
        text=words(ruling.text, "why it is so"),
        evidence_url=web_address(ruling.evidence_url),
        preferred_claim=ruling.preferred,
        preferred_span=NumericRange(ruling.low, ruling.high, "[]") if has_range else None,
        supersedes=standing,
        created_by=by,
    )
    Ranking.objects.bulk_create(
        Ranking(
            verdict=verdict, claim=r.claim, rank=r.rank, reason=r.reason.strip()[:300], claim_version=r.claim.version
        )
        for r in _ranks(ruling)
    )
    return verdict


def _check(ruling: Ruling, kind: str) -> None:
    if ruling.rule not in Rule.values:
        raise Refused(f"There is no rule “{ruling.rule}”.")
    if kind and kind not in Dispute.Kind.values:
        raise Refused(f"There is no kind of dispute “{kind}”.")
    if ruling.rule == Rule.PRIORITISE and ruling.preferred is None:
        raise Refused("Prioritising a source needs the claim that is preferred.")
    if ruling.rule == Rule.RANGE and ruling.low is None and ruling.high is None:
        raise Refused("Reporting a range needs its ends.")
    if ruling.low is not None and ruling.high is not None and ruling.low > ruling.high:
        raise Refused("The range ends before it starts.")
    _check_ranks(ruling.ranks)


def _check_ranks(ranks: Sequence[Ranked]) -> None:
    for ranked in ranks:
        if ranked.rank not in Rank.values:
            raise Refused(f"There is no rank “{ranked.rank}”.")
        if ranked.rank == Rank.DEPRECATED and not ranked.reason.strip():
            raise Refused("Say why a claim is deprecated.")


def _ranks(ruling: Ruling) -> list[Ranked]:
    ranks = {ranked.claim.pk: ranked for ranked in ruling.ranks}
    if ruling.preferred is not None:
        ranks[ruling.preferred.pk] = Ranked(ruling.preferred, Rank.PREFERRED)
    return list(ranks.values())
