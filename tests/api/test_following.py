"""Follows and alerts by program: one's own, by the scope `follow`, with the pages' own rules."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from articles.actions.access import issue_token
from articles.actions.follows import MOST_FOLLOWS
from articles.models import Alert, Figure, Follow
from tests.alert_factories import make_alert, make_delivery, make_follow, make_webhook
from tests.factories import make_claim, make_figure, make_outlet, make_speaker, make_user

pytestmark = pytest.mark.django_db
FOLLOWS, ALERTS = "/api/v1/follows/", "/api/v1/alerts/"


@pytest.fixture
def reader() -> User:
    return make_user("just-a-reader")


@pytest.fixture
def own(reader: User) -> APIClient:
    """A key of somebody who is no reviewer, with the one scope that is needed."""
    _, secret = issue_token(user=reader, name="tests", scopes=["follow"])
    return APIClient(headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def figure() -> Figure:
    return make_figure(make_claim())


def test_figure_is_followed_as_its_page_would(own: APIClient, reader: User, figure: Figure):
    answer = own.post(FOLLOWS, {"figure": figure.pk})
    row = answer.json()
    assert (answer.status_code, row["figure"], row["mail"]) == (201, figure.pk, "daily")
    assert row["triggers"] == ["outside", "speaker", "hedge", "edit", "dispute"]
    assert own.get(answer["Location"]).json() == row
    assert Follow.objects.get().person == reader


@pytest.mark.parametrize("kind", ["speaker", "outlet"])
def test_speakers_and_outlets_are_followed(own: APIClient, kind: str):
    thing = {"speaker": make_speaker, "outlet": make_outlet}[kind]()
    row = own.post(FOLLOWS, {kind: thing.pk, "triggers": ["claim"], "mail": "never"}).json()
    assert (row[kind], row["triggers"], row["mail"]) == (thing.pk, ["claim"], "never")


def test_list_is_followed_by_its_filters_alone(own: APIClient):
    row = own.post(FOLLOWS, {"query": "?hedge=about&sort=newest&format=csv"}).json()
    assert (row["query"], row["figure"], row["triggers"]) == ("hedge=about", None, ["claim", "edit"])


def test_following_again_changes_how_and_is_200(own: APIClient, figure: Figure):
    first = own.post(FOLLOWS, {"figure": figure.pk}).json()
    again = own.post(FOLLOWS, {"figure": figure.pk, "triggers": ["hedge"]})
    assert (again.status_code, again.json()["id"], again.json()["triggers"]) == (200, first["id"], ["hedge"])


def test_only_what_is_sent_is_changed(own: APIClient, reader: User, figure: Figure):
    address = f"{FOLLOWS}{make_follow(reader, figure=figure, triggers=['hedge']).pk}/"
    assert own.patch(address, {"mail": "instant"}).json()["triggers"] == ["hedge"]
    assert own.patch(address, {"triggers": ["edit", "edit"]}).json()["triggers"] == ["edit"]
    assert own.get(address).json()["mail"] == "instant"


def test_what_is_left_is_gone(own: APIClient, reader: User):
    follow = make_follow(reader)
    assert own.delete(f"{FOLLOWS}{follow.pk}/").status_code == 204
    assert own.get(f"{FOLLOWS}{follow.pk}/").status_code == 404


def test_same_key_follows_once(own: APIClient, figure: Figure):
    sent = [own.post(FOLLOWS, {"figure": figure.pk}, headers={"Idempotency-Key": "k-1"}) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[1]["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({}, 400, "exactly one"),
        ({"figure": 1, "query": "hedge=about"}, 400, "exactly one"),
        ({"figure": 999_999}, 404, "figure 999999"),
        ({"query": "colour=red"}, 422, "colour"),
        ({"query": "sort=newest"}, 422, "at least one filter"),
        ({"query": f"speaker={','.join(['9' * 18] * 52)}"}, 422, "1,000"),
        ({"query": "hedge=about", "triggers": []}, 400, "triggers"),
        ({"query": "hedge=about", "triggers": ["rain"]}, 400, "triggers"),
        ({"query": "hedge=about", "mail": "hourly"}, 400, "mail"),
        ({"query": "hedge=about", "person": 1}, 400, "person"),
    ],
)  # fmt: skip
def test_unusable_wish_says_what_is_wrong(own: APIClient, body: dict[str, object], status: int, word: str):
    answer = own.post(FOLLOWS, body)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert word in answer.json()["detail"]
    assert not Follow.objects.exists()


def test_too_many_follows_are_refused(own: APIClient, reader: User, figure: Figure):
    Follow.objects.bulk_create(
        Follow(person=reader, query=f"q=word{n}", triggers=["claim"]) for n in range(MOST_FOLLOWS)
    )
    assert own.post(FOLLOWS, {"figure": figure.pk}).status_code == 422


@pytest.fixture
def others() -> dict[str, int]:
    """Rows of somebody else."""
    person = make_user()
    follow, hook = make_follow(person), make_webhook(person)
    return {
        "follow": follow.pk, "alert": make_alert(follow).pk, "webhook": hook.pk, "delivery": make_delivery(hook, state="failed").pk,
    }  # fmt: skip


ROUTES = [
    ("get", "follows/{follow}/"), ("patch", "follows/{follow}/"), ("delete", "follows/{follow}/"), ("get", "alerts/{alert}/"),
    ("get", "webhooks/{webhook}/"), ("patch", "webhooks/{webhook}/"), ("delete", "webhooks/{webhook}/"), ("post", "webhooks/{webhook}/ping/"),
    ("post", "webhooks/{webhook}/secret/"), ("get", "webhooks/{webhook}/deliveries/"),
    ("get", "webhooks/{webhook}/deliveries/{delivery}/"), ("post", "webhooks/{webhook}/deliveries/{delivery}/replay/"),
]  # fmt: skip
LISTS = [("get", "follows/"), ("get", "alerts/"), ("get", "webhooks/"), ("post", "follows/"), ("post", "webhooks/")]


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_rows_of_others_are_not_there(own: APIClient, others: dict[str, int], method: str, route: str):
    body = {"is_active": False} if method == "patch" and "webhook" in route else {}
    assert getattr(own, method)(f"/api/v1/{route.format(**others)}", body).status_code == 404


@pytest.mark.parametrize(("method", "route"), ROUTES + LISTS)
def test_everything_needs_the_scope(
    anyone: APIClient, limited: APIClient, others: dict[str, int], method: str, route: str
):
    address = f"/api/v1/{route.format(**others)}"
    refused = getattr(limited, method)(address, {})
    assert (refused.status_code, "scope follow" in refused.json()["detail"]) == (403, True)
    assert getattr(anyone, method)(address, {}).status_code == 401


@pytest.mark.parametrize("noun", ["follows", "alerts", "webhooks"])
def test_lists_hold_nothing_of_others(own: APIClient, others: dict[str, int], noun: str):
    assert own.get(f"/api/v1/{noun}/").json()["results"] == []


def test_signed_in_person_needs_no_key(reader: User, figure: Figure):
    browser = APIClient()
    browser.force_login(reader)
    assert browser.post(FOLLOWS, {"figure": figure.pk}).status_code == 201
    assert len(browser.get(FOLLOWS).json()["results"]) == 1


def test_alerts_are_told_newest_first_and_walked(own: APIClient, reader: User):
    follow = make_follow(reader)
    made = [make_alert(follow, title=f"alert {n}").pk for n in range(5)]
    seen, address = [], f"{ALERTS}?page_size=2&expand=follow"
    while address:
        page = own.get(address).json()
        seen += page["results"]
        address = page["next"]
    assert [row["id"] for row in seen] == made[::-1]
    assert seen[0]["follow"]["figure"] == follow.figure_id


def test_alerts_are_filtered(own: APIClient, reader: User):
    first, second = make_follow(reader), make_follow(reader)
    make_alert(first, trigger="edit")
    mine = make_alert(second, trigger="hedge", facts={"claim": {"id": 7}})
    rows = own.get(f"{ALERTS}?follow={second.pk}&trigger=hedge,claim").json()["results"]
    assert [(row["id"], row["data"]) for row in rows] == [(mine.pk, {"claim": {"id": 7}})]


def test_alerts_are_followed_from_where_the_last_round_ended(own: APIClient, reader: User):
    follow = make_follow(reader)
    make_alert(follow)
    since = datetime.now(UTC).isoformat()
    made = [make_alert(follow).pk for _ in range(3)]
    seen, address = [], f"{ALERTS}?{urlencode({'modified_since': since, 'page_size': 2})}"
    while address:
        page = own.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert seen == made
    later = own.get(f"{ALERTS}?{urlencode({'modified_since': page['synced_to']})}").json()
    assert later["results"] == []


@pytest.mark.parametrize(("query", "status"), [("sort=oldest", 409), ("cursor=W10.abc", 404), ("as_of=x", 400)])
def test_alerts_since_go_with_nothing_that_reorders_them(own: APIClient, query: str, status: int):
    assert own.get(f"{ALERTS}?modified_since=2026-01-01T00:00:00Z&{query}").status_code == status


@pytest.mark.parametrize("noun", ["follows", "alerts", "webhooks", "webhooks/{webhook}/deliveries"])
def test_queries_are_the_same_for_more_rows(own: APIClient, reader: User, noun: str):
    hook = make_webhook(reader)
    address = f"/api/v1/{noun.format(webhook=hook.pk)}/?page_size=100"

    def cost() -> int:
        for _ in range(3):
            make_delivery(make_webhook(reader))
            make_delivery(hook, alert=make_alert(make_follow(reader)))
        with CaptureQueriesContext(connection) as asked:
            assert own.get(address).status_code == 200
        return len(asked)

    assert cost() == cost() <= 6
    assert Alert.objects.count() == 6
