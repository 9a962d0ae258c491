"""Splitting, moving, merging and deciding on the pages: seen beforehand, said afterwards, undone by one click."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.actions.curate import decide_membership, merge_figures
from articles.models import Act, Figure
from tests.factories import make_claim, make_figure, make_outlet, make_user
from tests.web.conftest import Read, World, text_of

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def other(world: World) -> Figure:
    return make_figure(make_claim("12", outlet=make_outlet("Vale Times")), definition="people killed by the river")


def test_preview_tells_what_a_merge_would_do_and_does_nothing(world: World, other: Figure, reviewer_client: Client):
    address = f"/figures/{other.pk}/curate/"
    given = {"verb": "merge", "into": ["", str(world.figure.pk)], "reason": "one river", "preview": "yes"}
    page = reviewer_client.post(address, given).content.decode()
    assert ("12 to 52" in page, "3 claims" in page, "its address leads to the other figure" in page) == (True,) * 3
    other.refresh_from_db()
    assert (other.merged_into, Act.objects.filter(verb="merge").count()) == (None, 0)


def test_confirmed_merge_is_said_with_a_button_and_undone_by_it(world: World, other: Figure, reviewer_client: Client):
    given = {"verb": "merge", "into": f"http://testserver/figures/{world.figure.pk}/", "reason": "one river"}
    page = reviewer_client.post(f"/figures/{other.pk}/curate/", given, follow=True).content.decode()
    act = Act.objects.get(verb="merge")
    assert (f"/acts/{act.pk}/undo/" in page, "one river" in page) == (True, True)
    response = reviewer_client.post(f"/acts/{act.pk}/undo/", follow=True)
    other.refresh_from_db()
    assert (response.status_code, response.request["PATH_INFO"]) == (200, f"/figures/{other.pk}/")
    assert (other.merged_into, "undone by reviewer" in response.content.decode()) == (None, True)


def test_address_of_a_merged_figure_leads_on_and_its_number_filters(
    world: World, other: Figure, reviewer: User, read: Read, client: Client
):
    merge_figures(figure=other, into=world.figure, by=reviewer)
    response = client.get(f"/figures/{other.pk}/")
    assert (response.status_code, response["Location"]) == (301, f"/figures/{world.figure.pk}/")
    assert "12" in text_of(read(f"/claims/?figure={other.pk}"), "table")


def test_chosen_claims_are_moved(world: World, other: Figure, reviewer_client: Client):
    given = {"verb": "move", "claims": [world.later.pk], "into": other.pk}
    reviewer_client.post(f"/figures/{world.figure.pk}/curate/", given)
    other.refresh_from_db()
    assert other.claim_count == 2


def test_move_of_nothing_is_refused(world: World, other: Figure, reviewer_client: Client):
    given = {"verb": "move", "claims": [other.claims.get().pk], "into": other.pk, "preview": "yes"}
    response = reviewer_client.post(f"/figures/{world.figure.pk}/curate/", given)
    assert (response.status_code, "None of the chosen claims" in response.content.decode()) == (400, True)


def test_later_act_in_the_way_is_a_409_that_names_it(world: World, reviewer: User, reviewer_client: Client):
    member = world.figure.memberships.earliest("pk")
    decide_membership(membership=member, status="confirmed", by=reviewer)
    first = Act.objects.newest()[0]
    decide_membership(membership=member, status="rejected", by=reviewer)
    response = reviewer_client.post(f"/acts/{first.pk}/undo/")
    assert (response.status_code, "Took “35" in response.content.decode()) == (409, True)


def test_others_see_no_button_and_may_not_undo(world: World, reviewer: User, read: Read):
    decide_membership(membership=world.figure.memberships.earliest("pk"), status="confirmed", by=reviewer)
    act = Act.objects.newest()[0]
    colleague = client_of(make_user("colleague", "reviewers"))
    assert "Undo" not in text_of(read("/acts/", by=colleague), ".acts")
    assert colleague.post(f"/acts/{act.pk}/undo/").status_code == 403
    senior = client_of(make_user("elder", "seniors"))
    assert "Undo" in text_of(read(f"/figures/{world.figure.pk}/", by=senior), ".acts")


def test_acts_are_filtered_by_person_and_kind(world: World, reviewer: User, read: Read):
    decide_membership(membership=world.figure.memberships.earliest("pk"), status="confirmed", by=reviewer)
    assert len(read("/acts/?verb=confirm&by=reviewer").css(".acts li")) == 1
    assert len(read("/acts/?undone=true").css(".acts li")) == 0
    read("/acts/?verb=nothing", status=400)


def test_curate_offers_figures_with_the_same_words(world: World, other: Figure, read: Read, reviewer_client: Client):
    assert "killed by the river" in text_of(read(f"/figures/{world.figure.pk}/curate/", by=reviewer_client), ".near")
