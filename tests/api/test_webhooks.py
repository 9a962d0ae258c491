"""Webhooks by program: made, stopped, switched on, pinged, given a new secret, and their log."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from articles.actions.follows import MOST_WEBHOOKS
from articles.models import Delivery, IdempotentWrite, Webhook
from articles.selectors.webhooks import secrets_of
from tests.alert_factories import make_alert, make_delivery, make_follow, make_webhook

pytestmark = pytest.mark.django_db
HOOKS = "/api/v1/webhooks/"
URL = "https://hooks.example/claims"


@pytest.fixture
def hook(reviewer: User) -> Webhook:
    return make_webhook(reviewer, url=URL)


def test_secret_is_told_when_it_is_made_and_not_again(program: APIClient):
    answer = program.post(HOOKS, {"url": URL})
    made = answer.json()
    assert answer.status_code == 201
    assert "no-store" in answer["Cache-Control"]
    assert made["secret"] == secrets_of(Webhook.objects.get())[0]
    assert program.get(answer["Location"]).json() == {name: made[name] for name in made if name != "secret"}


def test_same_key_adds_once_and_no_row_keeps_the_secret(program: APIClient):
    sent = [program.post(HOOKS, {"url": URL}, headers={"Idempotency-Key": "k-1"}).json() for _ in range(2)]
    assert sent[0] == sent[1]
    assert sent[0]["secret"].startswith("whsec_")
    assert "whsec_" not in IdempotentWrite.objects.get().answer


def test_same_key_after_deletion_has_no_secret_to_tell(program: APIClient):
    for _ in range(2):
        sent = program.post(HOOKS, {"url": URL}, headers={"Idempotency-Key": "k-1"})
        Webhook.objects.all().delete()
    assert (sent.status_code, sent.json()["secret"]) == (201, None)


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://hooks.example/", 400),
        ("https://", 400),
        ("https://hooks.example/a b", 400),
        ("https://" + "a" * 2000, 400),
        ("https://[", 422),
        ("https://hooks.example:99999/", 422),
        ("https://me:secret@hooks.example/", 422),
        ("https://?x", 422),
    ],
)
def test_address_that_cannot_be_used_is_refused(program: APIClient, url: str, status: int):
    answer = program.post(HOOKS, {"url": url})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert not Webhook.objects.exists()


def test_known_address_and_the_eleventh_are_refused(program: APIClient, reviewer: User, hook: Webhook):
    assert program.post(HOOKS, {"url": URL}).status_code == 422
    for _ in range(MOST_WEBHOOKS - 1):
        make_webhook(reviewer)
    assert program.post(HOOKS, {"url": f"{URL}/more"}).status_code == 422


def test_disabled_webhook_is_switched_on_again(program: APIClient, hook: Webhook):
    Webhook.objects.update(is_active=False, failure_count=20, stopped_because="20 attempts failed")
    row = program.patch(f"{HOOKS}{hook.pk}/", {"is_active": True}).json()
    assert (row["is_active"], row["failure_count"], row["stopped_because"]) == (True, 0, "")


@pytest.mark.parametrize("body", [{}, {"is_active": "yes"}, {"is_active": 0}, {"is_active": False, "url": URL}])
def test_switch_takes_true_or_false_and_nothing_else(program: APIClient, hook: Webhook, body: dict[str, object]):
    assert program.patch(f"{HOOKS}{hook.pk}/", body).status_code == 400
    assert Webhook.objects.get().is_active


def test_stopped_webhook_is_not_pinged(program: APIClient, hook: Webhook):
    assert program.patch(f"{HOOKS}{hook.pk}/", {"is_active": False}).json()["is_active"] is False
    assert program.post(f"{HOOKS}{hook.pk}/ping/").status_code == 422


def test_ping_is_on_its_way(program: APIClient, hook: Webhook, sent: list[int]):
    answer = program.post(f"{HOOKS}{hook.pk}/ping/")
    row = answer.json()
    assert (answer.status_code, row["state"], row["alert"]) == (202, "queued", None)
    assert sent == [row["id"]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The deliveries that were handed to a worker."""
    ids: list[int] = []
    monkeypatch.setattr("articles.tasks.enqueue", lambda task, pk: ids.append(pk))
    return ids


def test_new_secret_signs_and_the_old_one_for_a_day(program: APIClient, hook: Webhook):
    before = secrets_of(hook)[0]
    row = program.post(f"{HOOKS}{hook.pk}/secret/").json()
    hook.refresh_from_db()
    assert secrets_of(hook) == [row["secret"], before]
    assert row["old_secret_until"]


def test_same_key_rolls_once(program: APIClient, hook: Webhook):
    headers = {"Idempotency-Key": "k-1"}
    secrets = {program.post(f"{HOOKS}{hook.pk}/secret/", headers=headers).json()["secret"] for _ in range(2)}
    hook.refresh_from_db()
    assert (len(secrets), hook.generation) == (1, 2)


def test_deleted_webhook_takes_its_log_along(program: APIClient, hook: Webhook):
    make_delivery(hook)
    assert program.delete(f"{HOOKS}{hook.pk}/").status_code == 204
    assert program.get(f"{HOOKS}{hook.pk}/deliveries/").status_code == 404
    assert not Delivery.objects.exists()


def test_log_tells_what_became_of_each_delivery(program: APIClient, reviewer: User, hook: Webhook):
    alert = make_alert(make_follow(reviewer), title="35 → 41")
    failed = make_delivery(hook, alert=alert, state="failed", status=500, last_error="HTTP 500", attempt_count=10)
    make_delivery(hook, state="delivered", status=200)
    make_delivery(make_webhook(reviewer))
    log = program.get(f"{HOOKS}{hook.pk}/deliveries/?state=failed&expand=alert&facets=state").json()
    assert [(row["id"], row["last_error"], row["alert"]["title"]) for row in log["results"]] == [
        (failed.pk, "HTTP 500", "35 → 41")
    ]
    assert log["results"][0]["event"] == str(failed.event)
    row = program.get(f"{HOOKS}{hook.pk}/deliveries/{failed.pk}/").json()
    assert (row["attempt_count"], row["alert"]) == (10, alert.pk)


def test_delivery_of_another_webhook_is_not_in_this_log(program: APIClient, reviewer: User, hook: Webhook):
    other = make_delivery(make_webhook(reviewer), state="failed")
    assert program.get(f"{HOOKS}{hook.pk}/deliveries/{other.pk}/").status_code == 404
    assert program.post(f"{HOOKS}{hook.pk}/deliveries/{other.pk}/replay/").status_code == 404


def test_ended_delivery_is_sent_again_under_its_old_id(program: APIClient, hook: Webhook, sent: list[int]):
    failed = make_delivery(hook, state="failed", attempt_count=10)
    address = f"{HOOKS}{hook.pk}/deliveries/{failed.pk}/replay/"
    answer = program.post(address)
    row = answer.json()
    assert (answer.status_code, row["state"], row["event"]) == (202, "queued", str(failed.event))
    assert sent == [failed.pk]
    assert program.post(address).status_code == 422


def test_key_page_and_command_know_the_scope(reviewer_client: object, reviewer: User):
    page = reviewer_client.get("/keys/").content.decode()  # type: ignore[attr-defined]  # a client
    assert 'value="follow"' in page
    made = reviewer_client.post("/keys/", {"name": "alerts", "scopes": ["follow"], "days": 30})  # type: ignore[attr-defined]
    assert made.status_code == 200, json.dumps(str(made))
    assert reviewer.api_tokens.get().scopes == ["follow"]
