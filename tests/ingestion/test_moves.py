"""Claims that the machine put into a wrong figure move when later reports show it; what people decided stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import User

from articles.actions.claims import approve_claim, assign_claim
from articles.actions.counts import recount
from articles.actions.curate import decide_membership, redefine_figure
from articles.actions.notes import Target, annotate
from articles.actions.review import assign_dispute, open_dispute
from articles.comparison.values import Match
from articles.ingestion.candidates import read_candidates
from articles.ingestion.grouping import group_claims
from articles.ingestion.moves import move
from articles.models import Article, Claim, Dispute, Figure, Membership
from tests.factories import make_figure
from tests.ingestion.stories import read

pytestmark = pytest.mark.django_db

TOLL = "{words} were killed when the Ister burst its banks in Marrow Valley on Monday, the governor said."
POWER = "{words} were left without power in Marrow Valley on Tuesday, the operator of the grid said."


def report(outlet: str, *lines: str) -> Article:
    return read("Flood in Marrow Valley\n\n" + "\n\n".join(lines) + "\n", outlet=outlet)


def member(article: Article) -> Membership:
    return Membership.objects.counted().filter(claim__article=article).earliest("claim")


@pytest.fixture
def misplaced() -> tuple[Article, Article]:
    """A report of homes without power that stands in the disputed figure of three reports of the dead."""
    toll = report("Herald", TOLL.format(words="35 people"))
    report("Star", TOLL.format(words="Thirty-five people"))
    odd = report("Courier", POWER.format(words="4,000 homes"))
    report("Echo", TOLL.format(words="52 people"))
    before, into = member(odd).figure, member(toll).figure
    Membership.objects.filter(pk=member(odd).pk).update(figure=into)
    recount([before.pk, into.pk])
    return toll, odd


def later() -> Article:
    return report("Post", POWER.format(words="About 4,000 homes"))


def test_misplaced_claim_moves_and_its_figure_keeps_its_address(misplaced: tuple[Article, Article]) -> None:
    toll, odd = misplaced
    whole = member(toll).figure
    before = member(odd)
    third = later()
    after = member(odd)
    assert after.figure == member(third).figure != whole
    assert (after.pk, after.created_at) == (before.pk, before.created_at)
    assert "same subject: home" in after.reasons
    whole.refresh_from_db()
    assert (whole.claim_count, whole.merged_into, whole.agreement) == (3, None, Figure.Agreement.CONFLICT)
    assert (after.figure.claim_count, after.figure.outlet_count) == (2, 2)
    assert "homes" in after.figure.definition


def test_dispute_over_a_misplaced_claim_is_told_anew(misplaced: tuple[Article, Article]) -> None:
    toll, odd = misplaced
    dispute = Dispute.objects.get(figure=member(toll).figure)
    assert dispute.state in Dispute.OPEN_STATES
    Dispute.objects.filter(pk=dispute.pk).update(claim_b=member(odd).claim)
    later()
    assert member(odd).figure != member(toll).figure
    assert Dispute.objects.filter(figure=member(odd).figure).count() == 0
    dispute.refresh_from_db()
    assert odd.pk not in {claim.article_id for claim in (dispute.claim_a, dispute.claim_b) if claim}


def test_move_is_in_the_audit_trail(misplaced: tuple[Article, Article]) -> None:
    toll, odd = misplaced
    later()
    moved = member(odd)
    steps = apps.get_model("articles", "MembershipEvent")._default_manager.filter(pgh_obj=moved).order_by("pgh_id")
    assert [step.figure_id for step in steps][-2:] == [member(toll).figure_id, moved.figure_id]


def test_figure_left_without_a_claim_leads_on() -> None:
    first = report("Herald", TOLL.format(words="35 people"))
    second = report("Star", TOLL.format(words="At least 35 people"))
    alone = make_figure()
    Membership.objects.filter(pk=member(second).pk).update(figure=alone)
    recount([alone.pk, member(first).figure_id])
    report("Post", TOLL.format(words="Thirty-five people"))
    alone.refresh_from_db()
    kept = member(first).figure
    assert (member(second).figure, alone.merged_into, alone.claim_count) == (kept, kept, 0)
    assert (kept.claim_count, kept.outlet_count) == (3, 3)


DECISIONS: dict[str, Callable[[Membership, User], object]] = {
    "figure named": lambda held, by: redefine_figure(figure=held.figure, definition="killed by the flood", by=by),
    "confirmed": lambda held, by: decide_membership(membership=held, status="confirmed", by=by),
    "claim approved": lambda held, by: approve_claim(claim=held.claim, by=by),
    "claim taken to review": lambda held, by: assign_claim(claim=held.claim, to=by, by=by),
    "figure noted": lambda held, by: annotate(by=by, body="Whose count?", target=Target(figure=held.figure)),
    "claim noted": lambda held, by: annotate(by=by, body="Whose count?", target=Target(claim=held.claim)),
    "claim disputed": lambda held, by: open_dispute(by=by, kind="scope", reason="who counts?", claim=held.claim),
    "dispute taken": lambda held, by: assign_dispute(dispute=held.figure.disputes.get(), to=by, by=by),
    "dispute noted": lambda held, by: annotate(by=by, body="Why?", target=Target(dispute=held.figure.disputes.get())),
}


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("is_about_it", [True, False], ids=["itself", "another of the figure"])
def test_what_a_person_decided_on_stays(
    misplaced: tuple[Article, Article], reviewer: User, decision: str, is_about_it: bool
) -> None:
    toll, odd = misplaced
    whole = member(odd).figure
    DECISIONS[decision](member(odd if is_about_it else toll), reviewer)
    later()
    assert member(odd).figure == whole


def test_grouping_again_moves_nothing(misplaced: tuple[Article, Article]) -> None:
    later()
    before = list(Membership.objects.order_by("pk").values_list("pk", "figure", "score"))
    group_claims(list(Claim.objects.order_by("pk")))
    assert list(Membership.objects.order_by("pk").values_list("pk", "figure", "score")) == before


def test_what_moved_in_the_meantime_is_left(misplaced: tuple[Article, Article], reviewer: User) -> None:
    _, odd = misplaced
    held = member(odd)
    known = read_candidates([held.figure_id])
    decide_membership(membership=held, status="confirmed", by=reviewer)
    other = member(report("Echo", "The operator of the ferry sold 70 boats.")).figure
    assert move({str(held.claim_id): Match(str(other.pk), 0.9)}, {str(other.pk): other}, known) == set()
    assert member(odd).figure == held.figure


def test_parts_go_with_their_total(misplaced: tuple[Article, Article]) -> None:
    toll, _ = misplaced
    both = report("Echo", "The flood killed 35 people in Marrow Valley, including 12 children.")
    total = member(both)
    part = Membership.objects.components().get(figure=total.figure)
    known = read_candidates([total.figure_id])
    other = member(report("Times", "The operator of the ferry sold 70 boats.")).figure
    changed = move({str(total.claim_id): Match(str(other.pk), 0.9)}, {str(other.pk): other}, known)
    assert changed == {total.figure_id, other.pk}
    part.refresh_from_db()
    assert part.figure == other
    assert member(toll).figure == total.figure
