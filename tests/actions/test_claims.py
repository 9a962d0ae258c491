"""Claims reviewed field by field and as a whole, and approvals that end by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.actions.claims import Decision, approve_claim, assign_claim, review_claim
from articles.actions.corrections import correct_field
from articles.actions.versions import Overtaken, Refused, StaleVersion
from articles.models import Claim, FieldCheck, Membership, Review
from articles.models.fields import REVIEWED
from tests.desk_factories import make_review
from tests.factories import make_claim, make_figure, make_membership, make_speaker, make_user

pytestmark = pytest.mark.django_db


def accepted(*fields: str) -> list[Decision]:
    return [Decision(field, "accepted") for field in fields]


def state_of(claim: Claim) -> str:
    return str(Review.objects.get(claim=claim).state)


def test_every_field_accepted_approves(reviewer: User):
    claim = make_claim()
    make_figure(claim)
    review = review_claim(claim=claim, decisions=accepted(*REVIEWED), by=reviewer, version=1)
    assert (review.state, review.approved_by) == ("approved", reviewer)
    assert Membership.objects.get(claim=claim).status == "confirmed"
    claim.refresh_from_db()
    assert claim.version == 2


def test_some_fields_leave_it_in_review_and_a_query_stops_it(reviewer: User):
    claim = make_claim()
    assert review_claim(claim=claim, decisions=accepted("value"), by=reviewer, version=1).state == "in_review"
    asked = [Decision("speaker", "queried", reason="who is he?")]
    assert review_claim(claim=claim, decisions=asked, by=reviewer, version=2).state == "queried"
    with pytest.raises(Refused, match="queried"):
        approve_claim(claim=claim, by=reviewer)


def test_correction_keeps_machine_value_person_and_reason(reviewer: User):
    claim = make_claim(speaker=make_speaker("Ana Veld"))
    decisions = [
        Decision("speaker", "corrected", "Jon Brask", "the next sentence"),
        Decision("value", "corrected", "20 to 25", "a range"),
    ]
    review_claim(claim=claim, decisions=decisions, by=reviewer, version=1)
    claim.refresh_from_db()
    assert str(claim.speaker) == "Jon Brask"
    assert (claim.interval.lower, claim.interval.upper) == (20, 25)
    note = claim.annotations.get(field="speaker")
    assert (note.machine_value, note.corrected_value, note.body) == ("Ana Veld", "Jon Brask", "the next sentence")
    assert FieldCheck.objects.get(claim=claim, field="speaker").seen == "Jon Brask"


def test_corrected_figure_moves_the_claim(reviewer: User):
    claim, other = make_claim(), make_figure(make_claim("9"))
    make_figure(claim, make_claim("36"))
    move = [Decision("figure", "corrected", str(other.pk), "another flood")]
    review_claim(claim=claim, decisions=move, by=reviewer, version=1)
    assert Membership.objects.counted().get(claim=claim).figure == other


@pytest.mark.parametrize(
    "wrong",
    [
        Decision("luck", "accepted"),
        Decision("value", "guessed"),
        Decision("value", "corrected", "41", " "),
        Decision("value", "corrected", "many", "so"),
        Decision("figure", "corrected", "0", "so"),
    ],
)
def test_one_wrong_decision_keeps_none(reviewer: User, wrong: Decision):
    claim = make_claim()
    with pytest.raises(Refused):
        review_claim(claim=claim, decisions=[*accepted("unit"), wrong], by=reviewer, version=1)
    assert not FieldCheck.objects.exists()


def test_second_save_of_the_version_read_is_stale(reviewer: User):
    claim = make_claim()
    review_claim(claim=claim, decisions=accepted("unit"), by=reviewer, version=1)
    with pytest.raises(StaleVersion):
        review_claim(claim=claim, decisions=accepted("hedge"), by=make_user(), version=1)


def test_approval_ends_when_the_text_goes_on(reviewer: User):
    claim = make_claim()
    make_review(claim, reviewer)
    Claim.objects.filter(pk=claim.pk).update(is_current=False)
    review = Review.objects.get(claim=claim)
    assert (review.state, review.changed_what) == ("changed", "revision")
    assert review.changed_at is not None


def test_approval_ends_with_another_span_or_value(reviewer: User):
    for changes, what in (({"start": 4}, "span"), ({"unit": "men"}, "fields")):
        claim = make_claim()
        make_review(claim, reviewer)
        Claim.objects.filter(pk=claim.pk).update(**changes)
        assert Review.objects.get(claim=claim).changed_what == what


def test_approval_ends_when_a_membership_moves_but_not_when_it_is_confirmed(reviewer: User):
    claim = make_claim()
    make_figure(claim)
    make_review(claim, reviewer)
    member = Membership.objects.filter(claim=claim)
    member.update(status="confirmed", decided_by=reviewer, decided_at=timezone.now())
    assert state_of(claim) == "approved"
    member.update(status="rejected")
    assert state_of(claim) == "changed"
    Review.objects.filter(claim=claim).update(state="approved")
    make_membership(make_figure(make_claim()), claim)
    assert state_of(claim) == "changed"


def test_version_and_speakers_other_name_change_no_approval(reviewer: User):
    claim = make_claim()
    make_review(claim, reviewer)
    Claim.objects.filter(pk=claim.pk).update(version=7, speaker=make_speaker(), mode="indirect")
    assert state_of(claim) == "changed", "the mode says that somebody speaks now"
    Review.objects.filter(claim=claim).update(state="approved")
    Claim.objects.filter(pk=claim.pk).update(version=8, speaker=make_speaker())
    assert state_of(claim) == "approved"


def test_approving_twice_is_refused(reviewer: User):
    claim = make_claim()
    approve_claim(claim=claim, by=reviewer, version=1)
    with pytest.raises(Overtaken):
        approve_claim(claim=claim, by=reviewer)


def test_what_somebody_took_is_theirs_until_the_time_is_over(reviewer: User):
    claim, other = make_claim(), make_user()
    assign_claim(claim=claim, to=reviewer, by=reviewer)
    with pytest.raises(Refused, match="in hand until"):
        approve_claim(claim=claim, by=other)
    Review.objects.filter(claim=claim).update(assigned_until=timezone.now() - timedelta(seconds=1))
    approve_claim(claim=claim, by=other)
    assert state_of(claim) == "approved"


@pytest.mark.parametrize(
    ("typed", "code", "currency"),
    [("tonnes", "ton", ""), ("euros", "EUR", "EUR"), ("soldiers", "person", ""), ("", "", "")],
)
def test_corrected_unit_gets_its_normal_name(reviewer: User, typed: str, code: str, currency: str):
    claim = make_claim()
    correct_field(claim=claim, field="unit", value=typed, reason="as read", by=reviewer, version=1)
    claim.refresh_from_db()
    assert (claim.unit, claim.unit_code, claim.currency) == (typed, code, currency)
