"""Whatever people merge, split, move or decide can be taken back."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model

from articles.actions.acts import undo
from articles.actions.curate import (
    decide_membership,
    merge_figures,
    move_claims,
    redefine_figure,
    split_figure,
)
from articles.actions.merging import merge
from articles.actions.versions import Overtaken
from articles.ingestion.candidates import read_candidates
from articles.models import Act, ActChange, Claim, Figure, Membership, Speaker
from tests.factories import (
    make_annotation,
    make_claim,
    make_dispute,
    make_figure,
    make_membership,
    make_outlet,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


def two_claims() -> tuple[Claim, Claim]:
    return make_claim("35", outlet=make_outlet()), make_claim("52", outlet=make_outlet())


def grouping() -> set[tuple[object, ...]]:
    """All that an undone act must leave as it was."""
    return set(Membership.objects.values_list("figure", "claim", "status", "decided_at", "decided_by"))


def figures() -> set[tuple[object, ...]]:
    return set(Figure.objects.filter(claim_count__gt=0).values_list("pk", "definition", "is_locked", "merged_into"))


def reread(*rows: Model) -> None:
    for row in rows:
        row.refresh_from_db()


def last_act() -> Act:
    return Act.objects.newest()[0]


def test_act_says_who_what_why_and_about_what(reviewer: User):
    first, second = two_claims()
    one, other = make_figure(first, definition="dead"), make_figure(second, definition="killed")
    merge_figures(figure=one, into=other, by=reviewer, reason="the same flood")
    act = last_act()
    assert (act.summary, act.reason, act.done_by) == ("Merged “dead” into “killed”.", "the same flood", reviewer)
    assert list(Act.objects.about(one)) == list(Act.objects.about(other)) == [act]


def test_undone_merge_gives_back_claims_notes_disputes_and_counts(reviewer: User):
    first, second = two_claims()
    one, other = make_figure(first), make_figure(second)
    note, dispute = make_annotation(reviewer, figure=one), make_dispute(one, opened_by=reviewer)
    before = grouping(), figures()
    merge_figures(figure=one, into=other, by=reviewer)
    reread(note, dispute)
    assert (note.figure, dispute.figure, dispute.state) == (other, other, "open")
    undo(act=last_act(), by=reviewer)
    reread(note, dispute, other)
    assert (note.figure, dispute.figure, other.claim_count) == (one, one, 1)
    assert (grouping(), figures()) == before


def test_undone_merge_of_a_merged_one_leads_to_the_first_target_again(reviewer: User):
    one, two, three = (make_figure(make_claim()) for _ in range(3))
    merge_figures(figure=one, into=two, by=reviewer)
    merge_figures(figure=two, into=three, by=reviewer)
    undo(act=last_act(), by=reviewer)
    one.refresh_from_db()
    assert one.merged_into == two


def test_undone_split_leads_the_new_address_back(reviewer: User):
    first, second = two_claims()
    figure = make_figure(first, second)
    before = grouping()
    made = split_figure(figure=figure, claims=[second], definition="killed in the city", by=reviewer)
    undo(act=last_act(), by=reviewer)
    made.refresh_from_db()
    assert (grouping(), made.merged_into, made.claim_count) == (before, figure, 0)


def test_undone_split_brings_what_the_machine_added(reviewer: User):
    first, second = two_claims()
    figure = make_figure(first, second)
    made = split_figure(figure=figure, claims=[second], definition="killed in the city", by=reviewer)
    later = make_claim("53")
    make_membership(made, later)
    undo(act=last_act(), by=reviewer)
    assert Membership.objects.get(claim=later).figure == figure


def test_split_that_got_decided_claims_since_cannot_be_undone(reviewer: User):
    first, second = two_claims()
    figure, other = make_figure(first, second), make_figure(make_claim("60"), make_claim("61"))
    made = split_figure(figure=figure, claims=[second], definition="killed in the city", by=reviewer)
    split = last_act()
    moved = other.memberships.order_by("pk")[0].claim
    move_claims(claims=[moved], source=other, target=made, by=reviewer)
    before = grouping(), figures()
    with pytest.raises(Overtaken, match="undo that first"):
        undo(act=split, by=reviewer)
    assert (grouping(), figures()) == before


def test_undone_move_and_decisions_leave_no_trace_in_the_grouping(reviewer: User):
    first, second = two_claims()
    one, other = make_figure(first, second), make_figure(make_claim("60"))
    before = grouping()
    move_claims(claims=[first], source=one, target=other, by=reviewer)
    undo(act=last_act(), by=reviewer)
    for status in ("confirmed", "rejected"):
        decide_membership(membership=one.memberships.get(claim=first), status=status, by=reviewer)
        undo(act=last_act(), by=reviewer)
    assert grouping() == before
    assert [act.undone_by for act in Act.objects.all()] == [reviewer] * 3


def test_undone_definition_is_the_one_before(reviewer: User):
    figure = make_figure(make_claim(), definition="dead")
    redefine_figure(figure=figure, definition="killed by water", by=reviewer)
    undo(act=last_act(), by=reviewer)
    figure.refresh_from_db()
    assert (figure.definition, figure.is_locked) == ("dead", False)


def test_undone_merge_of_speakers_gives_back_names_and_claims(reviewer: User):
    one, other = make_speaker("A. Veld"), make_speaker("Ana Veld")
    claim, theirs = make_claim(speaker=one), make_claim(speaker=other)
    make_figure(claim, theirs)
    merge(thing=one, into=other, by=reviewer)
    assert Figure.objects.get().speaker_count == 1
    undo(act=last_act(), by=reviewer)
    reread(claim, theirs)
    assert (claim.speaker, theirs.speaker, Figure.objects.get().speaker_count) == (one, other, 2)
    assert set(Speaker.objects.values_list("merged_into", flat=True)) == {None}
    assert [alias.speaker for alias in one.aliases.all()] == [one]


def test_later_act_in_the_way_is_named_and_nothing_changes(reviewer: User):
    first, second = two_claims()
    figure = make_figure(first, second)
    decide_membership(membership=figure.memberships.get(claim=first), status="confirmed", by=reviewer)
    confirmed = last_act()
    decide_membership(membership=figure.memberships.get(claim=first), status="rejected", by=reviewer)
    before = grouping()
    with pytest.raises(Overtaken, match=f"by reviewer .act {last_act().pk}."):
        undo(act=confirmed, by=reviewer)
    assert grouping() == before
    confirmed.refresh_from_db()
    assert confirmed.undone_at is None


def test_act_is_undone_once_by_its_doer_or_a_senior(reviewer: User):
    figure = make_figure(make_claim())
    redefine_figure(figure=figure, definition="killed by water", by=reviewer)
    with pytest.raises(PermissionDenied):
        undo(act=last_act(), by=make_user("other", "reviewers"))
    senior = make_user("senior", "seniors")
    assert undo(act=last_act(), by=senior).undone_by == senior
    with pytest.raises(Overtaken, match="already"):
        undo(act=last_act(), by=reviewer)


def test_claims_deleted_since_need_nothing_put_back(reviewer: User):
    first, second = two_claims()
    figure = make_figure(first, second)
    split_figure(figure=figure, claims=[second], definition="killed in the city", by=reviewer)
    Membership.objects.filter(claim=second).delete()
    undo(act=last_act(), by=reviewer)
    assert Membership.objects.get().claim == first


def test_rows_changed_alike_are_kept_together(reviewer: User):
    claims = [make_claim() for _ in range(5)]
    merge_figures(figure=make_figure(*claims), into=make_figure(make_claim()), by=reviewer)
    kept = ActChange.objects.filter(table="membership")
    assert [len(change.rows) for change in kept] == [5]


def test_undone_merge_is_a_decision_that_the_machine_keeps(reviewer: User):
    one, other = make_figure(make_claim()), make_figure(make_claim())
    merge_figures(figure=one, into=other, by=reviewer)
    undo(act=last_act(), by=reviewer)
    assert [candidate.is_decided for candidate in read_candidates([one.pk, other.pk]).values()] == [True, True]
