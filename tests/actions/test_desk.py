"""Deeds on many rows, their undoing, saved views, flags, notices and e-mails."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core import mail as outbox

from articles.actions.claims import approve_claim
from articles.actions.counts import recount
from articles.actions.desk import in_bulk, noted, save_view, undo_batch
from articles.actions.flags import MOST_AN_HOUR, TooMany, dismiss_flags, flag_claim
from articles.actions.notes import Target, anchor_of, annotate, delete_annotation, edit_annotation, mentioned
from articles.actions.review import assign_dispute, reopen_dispute, resolve_dispute
from articles.actions.verdicts import Ranked, Ruling
from articles.actions.versions import Refused
from articles.ingestion.mail import send_due
from articles.models import BatchItem, Claim, Dispute, Flag, Notice, Review, SavedView, Verdict
from articles.selectors.desk import counts_for
from articles.selectors.notes import wordings_of
from articles.selectors.queue import Wanted, next_waiting, queue_of
from tests.factories import make_claim, make_dispute, make_figure, make_outlet, make_revision, make_user

pytestmark = pytest.mark.django_db


def test_bulk_does_each_row_for_itself_and_is_taken_back(reviewer: User):
    claim, done = make_claim(), make_claim("9")
    approve_claim(claim=done, by=reviewer)
    dispute = make_dispute()
    targets = [f"claim:{claim.pk}", f"claim:{done.pk}", f"dispute:{dispute.pk}", "claim:999999", "rubbish"]
    batch = in_bulk(verb="approve", targets=targets, by=reviewer)
    refusals = [item.refusal for item in BatchItem.objects.filter(batch=batch).order_by("pk")]
    assert refusals[0] == ""
    assert all(refusals[1:])
    assert undo_batch(batch=batch, by=reviewer) == []
    assert Review.objects.get(claim=claim).state == "in_review"
    assert Review.objects.get(claim=done).state == "approved"


def test_bulk_refuses_unknown_deeds_none_and_too_many(reviewer: User):
    for verb, targets in ("burn", ["claim:1"]), ("approve", []), ("approve", [f"claim:{n}" for n in range(101)]):
        with pytest.raises(Refused):
            in_bulk(verb=verb, targets=targets, by=reviewer)


def test_undone_ruling_is_followed_by_one_that_says_so(reviewer: User):
    dispute = make_dispute(opened_by=reviewer)
    ended = resolve_dispute(dispute=dispute, ruling=Ruling("defer", "wait"), by=reviewer, kind="rounding")
    assert (ended.state, ended.verdicts.get().kind) == ("resolved", "rounding")
    undo_batch(batch=noted(ended, by=reviewer), by=reviewer)
    dispute.refresh_from_db()
    assert (dispute.state, dispute.closed_by) == ("open", None)
    latest = Verdict.objects.latest("pk")
    assert (latest.rule, latest.supersedes_id) == ("pending", Verdict.objects.earliest("pk").pk)


@pytest.mark.parametrize("rule", ["pending", "ask"])
def test_answers_that_leave_it_open(reviewer: User, rule: str):
    dispute = resolve_dispute(dispute=make_dispute(), ruling=Ruling(rule, "we asked them"), by=reviewer)
    assert (dispute.state, dispute.assigned_to) == ("under_review", reviewer)


def test_ruling_ranks_claims_and_deprecates_with_a_reason_only(reviewer: User):
    first, second = make_claim("35"), make_claim("52")
    dispute = make_dispute(make_figure(first, second))
    bad = Ruling("prioritise", "the ministry counted", first, ranks=[Ranked(second, "deprecated")])
    with pytest.raises(Refused, match="why"):
        resolve_dispute(dispute=dispute, ruling=bad, by=reviewer)
    good = Ruling("prioritise", "the ministry counted", first, ranks=[Ranked(second, "deprecated", "a slip")])
    resolve_dispute(dispute=dispute, ruling=good, by=reviewer)
    assert dict(dispute.verdicts.get().rankings.values_list("claim", "rank")) == {
        first.pk: "preferred",
        second.pk: "deprecated",
    }


def test_machine_opens_again_what_it_closed_and_leaves_what_people_opened(reviewer: User):
    first, second = make_claim("35", outlet=make_outlet()), make_claim("52", outlet=make_outlet())
    figure = make_figure(first, second)
    recount([figure.pk])
    mine = Dispute.objects.get()
    theirs = make_dispute(figure, opened_by=reviewer)
    Claim.objects.filter(pk=second.pk).update(is_current=False)
    recount([figure.pk])
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == ("resolved", "open")
    assert "“52”" in mine.closing_reason
    Dispute.objects.filter(pk=theirs.pk).delete()
    Claim.objects.filter(pk=second.pk).update(is_current=True)
    recount([figure.pk])
    mine.refresh_from_db()
    assert (mine.state, mine.closed_at, Dispute.objects.count()) == ("reopened", None, 1)


def test_reopening_keeps_the_reason(reviewer: User):
    dispute = resolve_dispute(dispute=make_dispute(), ruling=Ruling("defer", "wait"), by=reviewer)
    dispute = reopen_dispute(dispute=dispute, by=reviewer, reason="they counted")
    assert (dispute.state, dispute.closing_reason) == ("reopened", "reopened: they counted")


def test_saved_view_is_replaced_by_name(reviewer: User):
    save_view(owner=reviewer, name="mine", query="?what=claims", is_shared=False)
    save_view(owner=reviewer, name="mine", query="what=disputes", is_shared=True)
    view = SavedView.objects.get()
    assert (view.query, view.is_shared) == ("what=disputes", True)


def test_flags_are_limited_by_address_and_counted_on_the_figure(reviewer: User):
    claims = [make_claim(str(n)) for n in range(1, MOST_AN_HOUR + 2)]
    figure = make_figure(*claims)
    for claim in claims[:-1]:
        flag_claim(claim=claim, kind="number", text="it says 36", address="203.0.113.7")
    with pytest.raises(TooMany) as refused:
        flag_claim(claim=claims[-1], kind="number", text="it says 36", address="203.0.113.7")
    assert 3500 < refused.value.retry_after_s <= 3601
    flag_claim(claim=claims[0], kind="voice", text="better put", address="203.0.113.7")
    flag_claim(claim=claims[-1], kind="number", text="it says 36", address="203.0.113.8")
    figure.refresh_from_db()
    assert (figure.flag_count, Flag.objects.count()) == (MOST_AN_HOUR + 1, MOST_AN_HOUR + 1)
    assert "203.0.113" not in str(Flag.objects.values_list("sender", flat=True))
    assert dismiss_flags(flags=list(Flag.objects.values_list("pk", flat=True)), by=reviewer) == MOST_AN_HOUR + 1
    figure.refresh_from_db()
    assert figure.flag_count == 0


def test_mentions_are_told_once_and_mailed(reviewer: User):
    ines = make_user("ines")
    User.objects.filter(pk=ines.pk).update(email="ines@example.org")
    note = annotate(by=reviewer, body="@ines, @nobody and @reviewer: look", target=Target(claim=make_claim()))
    edit_annotation(annotation=note, body="@ines: look again", by=reviewer, version=1)
    reply = annotate(by=ines, body="I did", target=Target(), parent=note)
    told = list(Notice.objects.order_by("pk").values_list("person__username", "kind", "annotation"))
    assert told == [("ines", "mention", note.pk), ("reviewer", "reply", reply.pk)]
    assert send_due() == 2
    assert send_due() == 0
    assert [message.to for message in outbox.outbox] == [["ines@example.org"], ["reviewer@example.org"]]


def test_mails_lead_to_what_they_are_about(reviewer: User, settings):
    settings.SITE_URL = "https://claims.example"
    ines, claim, revision, dispute = make_user("ines"), make_claim(), make_revision(), make_dispute()
    notes = [
        annotate(by=ines, body="@reviewer", target=target)
        for target in (Target(claim=claim), Target(revision=revision), Target(dispute=dispute))
    ]
    assign_dispute(dispute=dispute, to=reviewer, by=ines)
    assert send_due() == 4
    rows = [f"claims/{claim.pk}/", f"articles/{revision.article_id}/", f"disputes/{dispute.pk}/"]
    paths = [f"{row}#note-{note.pk}" for row, note in zip(rows, notes, strict=True)]
    for message, path in zip(outbox.outbox, [*paths, rows[-1]], strict=True):
        assert f"\n\nhttps://claims.example/{path}\n\n" in message.body
        assert "https://claims.example/notices/" in message.body


def test_mail_is_given_up_after_three_attempts(reviewer: User, settings):
    settings.EMAIL_BACKEND = "tests.fakes.BrokenMail"
    annotate(by=make_user(), body="@reviewer", target=Target(claim=make_claim()))
    assert [send_due() for _ in range(3)] == [0, 0, 0]
    notice = Notice.objects.get()
    assert (notice.mail_attempts, notice.mailed_at is None) == (3, False)


def test_names_after_an_at():
    assert mentioned("@ines and @max.b: look, a@b.example @ines.") == ["ines", "max.b"]


def test_wordings_are_kept(reviewer: User):
    note = annotate(by=reviewer, body="first", target=Target(claim=make_claim()))
    edit_annotation(annotation=note, body="second", by=reviewer, version=1)
    assert [wording.body for wording in wordings_of(note)] == ["second", "first"]
    with pytest.raises(Refused):
        edit_annotation(annotation=note, body="mine", by=make_user())
    gone = delete_annotation(annotation=note, by=reviewer, reason="wrong claim")
    gone.refresh_from_db()
    assert (gone.deleted_reason, gone.body) == ("wrong claim", "second")


def test_quote_is_found_where_it_was_selected_or_where_it_stands_once():
    revision = make_revision("Of 35 people, 35 were children.")
    assert anchor_of(revision, "35", 14).start == 14
    assert anchor_of(revision, " 35 people ").start == 3
    for quote in ("35", "99", " "):
        with pytest.raises(Refused):
            anchor_of(revision, quote)


def test_queue_is_ordered_by_worth_and_walked_in_pages(reviewer: User):
    quiet, loud = make_claim("1"), make_claim("2")
    make_figure(quiet, outlet_count=1)
    figure = make_figure(loud, outlet_count=9, agreement="conflict")
    dispute = make_dispute(figure)
    wanted = Wanted(person=reviewer)
    rows, following = queue_of(wanted, size=2)
    assert [row.target for row in rows] == [f"dispute:{dispute.pk}", f"claim:{loud.pk}"]
    assert [row.score for row in rows] == [25 + 40 + 27, 40 + 27]
    rest, last = queue_of(wanted, following, size=2)
    assert ([row.target for row in rest], last) == ([f"claim:{quiet.pk}"], None)


def test_next_leaves_out_what_others_have_in_hand(reviewer: User):
    dispute = make_dispute()
    assign_dispute(dispute=dispute, to=(other := make_user()), by=other)
    row = next_waiting(Wanted(person=reviewer, what="disputes"))
    assert row is None
    assert next_waiting(Wanted(person=other, what="disputes")) is not None


def test_counts_are_of_the_rows_as_they_stand(reviewer: User):
    claim = make_claim()
    make_figure(claim)
    assert (counts_for(reviewer).claims, counts_for(reviewer).disputes) == (1, 0)
    approve_claim(claim=claim, by=reviewer)
    assert counts_for(reviewer).claims == 0
    Claim.objects.filter(pk=claim.pk).update(unit="men")
    assert (counts_for(reviewer).claims, counts_for(reviewer).changed) == (1, 1)
