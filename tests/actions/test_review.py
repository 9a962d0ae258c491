"""Disputes, notes and verdicts as people write them."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.actions.notes import Anchor, Target, annotate, delete_annotation
from articles.actions.review import assign_dispute, close_dispute, open_dispute, reopen_dispute
from articles.actions.verdicts import Ruling, give_verdict, rule_on
from articles.actions.versions import Refused, StaleVersion
from articles.models import Dispute, Verdict
from tests.factories import make_annotation, make_claim, make_dispute, make_figure, make_revision, make_user

pytestmark = pytest.mark.django_db


def test_open_dispute_names_its_opener(reviewer: User):
    figure = make_figure(make_claim())
    dispute = open_dispute(figure=figure, kind="scope", reason=" city or province? ", by=reviewer)
    assert (dispute.figure, dispute.opened_by, dispute.reason) == (figure, reviewer, "city or province?")
    assert dispute.state == Dispute.State.OPEN


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"kind": "rubbish", "reason": "x"}, id="unknown kind"),
        pytest.param({"kind": "scope", "reason": "  "}, id="no reason"),
        pytest.param({"kind": "scope", "reason": "x", "claim": True}, id="two targets"),
    ],
)
def test_open_dispute_refuses(reviewer: User, wrong: dict[str, Any]):
    if "claim" in wrong:
        wrong = {**wrong, "claim": make_claim()}
    with pytest.raises(Refused):
        open_dispute(figure=make_figure(make_claim()), by=reviewer, **wrong)
    assert not Dispute.objects.exists()


def test_taking_puts_under_review_and_giving_back_opens(reviewer: User):
    dispute = assign_dispute(dispute=make_dispute(), to=reviewer, by=reviewer, version=1)
    assert (dispute.state, dispute.assigned_to, dispute.version) == ("under_review", reviewer, 2)
    dispute = assign_dispute(dispute=dispute, to=None, by=reviewer, version=2)
    assert (dispute.state, dispute.assigned_to) == ("open", None)


def test_close_and_reopen_keep_who_and_when(reviewer: User):
    dispute = close_dispute(dispute=make_dispute(), state="resolved", reason="rounded", by=reviewer, version=1)
    dispute.refresh_from_db()
    assert (dispute.state, dispute.closed_by) == ("resolved", reviewer)
    assert dispute.closed_at is not None
    dispute = reopen_dispute(dispute=dispute, by=reviewer, version=2)
    assert (dispute.state, dispute.closed_at, dispute.closed_by) == ("reopened", None, None)


def test_close_refuses_a_closed_one_and_another_state(reviewer: User):
    dispute = make_dispute()
    with pytest.raises(Refused, match="resolved or as dismissed"):
        close_dispute(dispute=dispute, state="open", reason="x", by=reviewer)
    close_dispute(dispute=dispute, state="dismissed", reason="no", by=reviewer)
    with pytest.raises(Refused, match="reopen"):
        close_dispute(dispute=dispute, state="resolved", reason="yes", by=reviewer)


def test_second_writer_with_the_old_version_is_told(reviewer: User):
    dispute = make_dispute()
    assign_dispute(dispute=dispute, to=reviewer, by=reviewer, version=1)
    with pytest.raises(StaleVersion) as caught:
        close_dispute(dispute=dispute, state="resolved", reason="mine", by=make_user(), version=1)
    assert (caught.value.read, caught.value.now) == (1, 2)


def test_annotate_anchors_quote_and_context(reviewer: User):
    revision = make_revision("One. At least 35 people died. Two.")
    note = annotate(by=reviewer, body="Who?", target=Target(revision=revision), anchor=Anchor(revision, 5, 16))
    assert (note.exact, note.prefix, note.suffix) == ("At least 35", "One. ", " people died. Two.")


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (0, 999)])
def test_annotate_refuses_places_outside_the_text(reviewer: User, start: int, end: int):
    revision = make_revision()
    with pytest.raises(Refused):
        annotate(by=reviewer, body="x", target=Target(revision=revision), anchor=Anchor(revision, start, end))


def test_reply_takes_its_parents_target_and_stays_one_deep(reviewer: User):
    note = make_annotation(reviewer)
    reply = annotate(by=reviewer, body="yes", target=Target(), parent=note)
    again = annotate(by=reviewer, body="no", target=Target(), parent=reply)
    assert (reply.claim, reply.parent, again.parent) == (note.claim, note, note)


def test_annotate_refuses_script_addresses(reviewer: User):
    with pytest.raises(Refused, match="http"):
        annotate(by=reviewer, body="x", target=Target(claim=make_claim()), evidence_url="javascript:alert(1)")


def test_only_the_writer_deletes_and_the_row_stays(reviewer: User):
    note = make_annotation(reviewer)
    with pytest.raises(Refused):
        delete_annotation(annotation=note, by=make_user())
    delete_annotation(annotation=note, by=reviewer)
    note.refresh_from_db()
    assert note.deleted_by == reviewer
    assert note.body == "Look at the table."


def test_verdict_supersedes_the_one_before(reviewer: User):
    dispute = make_dispute()
    first = give_verdict(dispute=dispute, rule="defer", text="wait", by=reviewer)
    second = give_verdict(dispute=dispute, rule="range", text="counted", low=Decimal(35), high=Decimal(41), by=reviewer)
    assert second.supersedes == first
    assert (second.preferred_span.lower, second.preferred_span.upper) == (35, 41)


def test_ruling_moves_the_version_of_a_closed_dispute_only(reviewer: User):
    dispute = make_dispute()
    give_verdict(dispute=dispute, rule="defer", text="wait", by=reviewer)
    closed = close_dispute(dispute=dispute, state="resolved", reason="ruled", by=reviewer, version=1)
    give_verdict(dispute=closed, rule="ask", text="the ministry was asked", by=reviewer)
    ruling = Ruling("defer", "wait for the census")
    with pytest.raises(StaleVersion):
        rule_on(dispute=closed, ruling=ruling, by=reviewer, version=2)
    assert rule_on(dispute=closed, ruling=ruling, by=reviewer, version=3).text == "wait for the census"


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"rule": "guess"}, id="unknown rule"),
        pytest.param({"rule": "prioritise"}, id="no claim"),
        pytest.param({"rule": "range"}, id="no range"),
        pytest.param({"rule": "range", "low": Decimal(9), "high": Decimal(2)}, id="range backwards"),
        pytest.param({"rule": "defer", "text": " "}, id="no words"),
    ],
)
def test_verdict_refuses(reviewer: User, wrong: dict[str, Any]):
    with pytest.raises(Refused):
        give_verdict(**{"dispute": make_dispute(), "text": "why", "by": reviewer, **wrong})
    assert not Verdict.objects.exists()
