"""People decide which claims and names belong together."""

import pytest
from django.contrib.auth.models import User

from articles.actions.curate import decide_membership, merge_figures, redefine_figure, split_figure
from articles.actions.merging import merge
from articles.actions.versions import Refused
from articles.models import Claim, Figure, Membership
from tests.factories import make_claim, make_figure, make_outlet, make_speaker

pytestmark = pytest.mark.django_db


def two_claims() -> tuple[Claim, Claim]:
    return make_claim("35", outlet=make_outlet()), make_claim("52", outlet=make_outlet())


def members(figure: Figure) -> set[int]:
    return set(Membership.objects.counted().filter(figure=figure).values_list("claim_id", flat=True))


def test_rejected_claim_is_counted_no_more(reviewer: User):
    first, second = two_claims()
    figure = make_figure(first, second)
    member = decide_membership(membership=figure.memberships.get(claim=second), status="rejected", by=reviewer)
    figure.refresh_from_db()
    assert (figure.claim_count, member.decided_by) == (1, reviewer)


def test_membership_takes_only_a_decision(reviewer: User):
    with pytest.raises(Refused):
        decide_membership(membership=make_figure(make_claim()).memberships.get(), status="suggested", by=reviewer)


def test_split_moves_the_chosen_claims(reviewer: User):
    first, second = two_claims()
    figure = make_figure(first, second)
    made = split_figure(figure=figure, claims=[second], definition="killed in the city", by=reviewer)
    assert (members(figure), members(made)) == ({first.pk}, {second.pk})
    assert (made.claim_count, made.is_locked) == (1, True)


def test_split_refuses_none_all_and_no_definition(reviewer: User):
    first, second = two_claims()
    figure = make_figure(first, second)
    for claims, definition in ([], "x"), ([first, second], "x"), ([first], " "):
        with pytest.raises(Refused):
            split_figure(figure=figure, claims=claims, definition=definition, by=reviewer)


def test_merge_brings_all_claims_and_leaves_an_address(reviewer: User):
    first, second = two_claims()
    one, other = make_figure(first), make_figure(second)
    merge_figures(figure=one, into=other, by=reviewer)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.merged_into, members(other), other.claim_count) == (other, {first.pk, second.pk}, 2)


def test_merge_refuses_itself_and_a_merged_one(reviewer: User):
    first, second = two_claims()
    one, other = make_figure(first), make_figure(second)
    with pytest.raises(Refused):
        merge_figures(figure=one, into=one, by=reviewer)
    merge_figures(figure=one, into=other, by=reviewer)
    with pytest.raises(Refused):
        merge_figures(figure=one, into=other, by=reviewer)


def test_redefined_figure_is_locked(reviewer: User):
    figure = redefine_figure(figure=make_figure(make_claim()), definition="dead in the city", by=reviewer)
    assert (figure.definition, figure.is_locked) == ("dead in the city", True)
    with pytest.raises(Refused):
        redefine_figure(figure=figure, definition=" ", by=reviewer)


def test_merged_speakers_share_names_and_claims(reviewer: User):
    one, other = make_speaker("A. Veld"), make_speaker("Ana Veld")
    claim = make_claim(speaker=one)
    merge(thing=one, into=other, by=reviewer)
    claim.refresh_from_db()
    assert claim.speaker == other
    assert sorted(other.aliases.values_list("name", flat=True)) == ["A. Veld", "Ana Veld"]
    with pytest.raises(Refused):
        merge(thing=one, into=other, by=reviewer)
