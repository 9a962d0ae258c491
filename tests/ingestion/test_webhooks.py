"""Deliveries to a local server: signed, tried again, stopped, sent again."""

from __future__ import annotations

import hmac
import json
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from articles import tasks
from articles.actions.follows import ping, replay, rotate_secret, set_active
from articles.actions.versions import Refused
from articles.ingestion import fetch, guard, webhooks
from articles.ingestion.fetch import FetchError
from articles.models import Delivery, Webhook
from articles.selectors.webhooks import secrets_of
from tests.alert_factories import make_alert, make_delivery, make_follow, make_webhook
from tests.fakes import LocalServer, local_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    """A server that stands in for every webhook; it speaks no TLS, which only this test lets pass."""
    with local_server() as running:
        rule = replace(running.guard(), post_schemes=frozenset({"http"}))
        asked = fetch.post

        def post(url: str, body: bytes, headers: dict[str, str]) -> int:
            return asked(running.url("/hook"), body, headers, guard=rule)

        monkeypatch.setattr(fetch, "post", post)
        running.says("/hook", b"")
        yield running


@pytest.fixture
def delivery(reviewer: User) -> Delivery:
    alert = make_alert(make_follow(reviewer), title="35 → 41", facts={"claim": {"value": "41"}})
    return make_delivery(make_webhook(reviewer), alert=alert)


def received(server: LocalServer, at: int = -1) -> tuple[dict[str, str], bytes]:
    head, _, body = server.requests[at].partition("\r\n\r\n")
    lines = head.split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines), body.encode("latin-1")


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """The eight lines of the README."""
    parts = [part.split("=", 1) for part in headers["ClaimTracker-Signature"].split(",")]
    at = next(value for name, value in parts if name == "t")
    expected = hmac.new(secret.encode(), f"{at}.".encode() + body, "sha256").hexdigest()
    return any(name == "v1" and hmac.compare_digest(value, expected) for name, value in parts)


def due(delivery: Delivery) -> Delivery:
    Delivery.objects.filter(pk=delivery.pk).update(send_at=timezone.now() - timedelta(seconds=1))
    delivery.refresh_from_db()
    return delivery


def test_delivery_is_signed_and_says_what_it_is(server: LocalServer, delivery: Delivery) -> None:
    webhooks.deliver(delivery.pk)
    headers, body = received(server)
    assert server.requests[0].startswith("POST /hook HTTP/1.1")
    assert is_signed(headers, body, secrets_of(delivery.webhook)[0])
    assert not is_signed(headers, body + b" ", secrets_of(delivery.webhook)[0])
    document = json.loads(body)
    assert (document["version"], document["id"], document["title"]) == ("1", str(delivery.event), "35 → 41")
    assert (headers["ClaimTracker-Delivery"], headers["ClaimTracker-Event"]) == (document["id"], document["type"])
    assert document["data"] == {"claim": {"value": "41"}}
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status, delivery.lease_until) == ("delivered", 200, None)


def test_error_is_tried_again_with_the_same_id_and_body(server: LocalServer, delivery: Delivery) -> None:
    server.says("/hook", b"", status="500 Oh")
    webhooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status, delivery.attempt_count) == ("queued", 500, 1)
    assert delivery.send_at > timezone.now() + timedelta(seconds=20)
    webhooks.deliver(delivery.pk)
    assert len(server.requests) == 1, "it is not due"
    server.says("/hook", b"")
    webhooks.deliver(due(delivery).pk)
    (first, body), (second, again) = received(server, 0), received(server, 1)
    assert (first["ClaimTracker-Delivery"], body) == (second["ClaimTracker-Delivery"], again)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.webhook.failure_count) == ("delivered", 0)


def test_pauses_double_and_server_may_ask_for_more(server: LocalServer, delivery: Delivery) -> None:
    waits = []
    for header in ("X: 1", "X: 1", "Retry-After: 3000"):
        server.says("/hook", b"", header, status="503 Busy")
        webhooks.deliver(due(delivery).pk)
        delivery.refresh_from_db()
        waits.append((delivery.send_at - timezone.now()).total_seconds())
    assert 20 < waits[0] < 31 < waits[1] < 61
    assert waits[2] > 2900


def test_delivery_is_given_up_after_many_attempts(server: LocalServer, delivery: Delivery) -> None:
    server.says("/hook", b"", status="410 Gone")
    Delivery.objects.update(attempt_count=webhooks.MOST_ATTEMPTS - 1)
    webhooks.deliver(due(delivery).pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("failed", "HTTP 410")
    assert delivery.ended_at is not None


def test_address_that_always_fails_is_stopped_and_started_again(server: LocalServer, delivery: Delivery) -> None:
    server.says("/hook", b"", status="500 Oh")
    Webhook.objects.update(failure_count=webhooks.MOST_FAILURES - 1)
    webhooks.deliver(delivery.pk)
    hook = Webhook.objects.get()
    assert (hook.is_active, "HTTP 500" in hook.stopped_because) == (False, True)
    webhooks.deliver(due(delivery).pk)
    assert len(server.requests) == 1
    assert webhooks.due_ids() == []
    server.says("/hook", b"")
    set_active(webhook=hook, is_active=True)
    webhooks.deliver(delivery.pk)
    hook.refresh_from_db()
    assert (hook.is_active, hook.failure_count, hook.stopped_because) == (True, 0, "")


def test_replay_sends_an_ended_delivery_again(server: LocalServer, delivery: Delivery) -> None:
    with pytest.raises(Refused):
        replay(delivery=delivery)
    webhooks.deliver(delivery.pk)
    webhooks.deliver(replay(delivery=delivery).pk)
    assert received(server, 0)[1] == received(server, 1)[1]


def test_new_secret_signs_beside_the_old_one_for_a_day(server: LocalServer, delivery: Delivery) -> None:
    old = secrets_of(delivery.webhook)[0]
    rotate_secret(webhook=delivery.webhook)
    delivery.webhook.refresh_from_db()
    new = secrets_of(delivery.webhook)[0]
    assert new != old
    webhooks.deliver(delivery.pk)
    assert all(is_signed(*received(server), secret) for secret in (old, new))
    Webhook.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    replay(delivery=delivery)
    webhooks.deliver(delivery.pk)
    assert [is_signed(*received(server), secret) for secret in (old, new)] == [False, True]


def test_ping_reaches_the_address(server: LocalServer) -> None:
    hook = make_webhook()
    webhooks.deliver(ping(webhook=hook).pk)
    assert json.loads(received(server)[1])["type"] == "ping"
    set_active(webhook=hook, is_active=False)
    with pytest.raises(Refused):
        ping(webhook=hook)


def test_held_delivery_is_left_and_a_dead_holder_replaced(server: LocalServer, delivery: Delivery) -> None:
    Delivery.objects.update(lease_until=timezone.now() + timedelta(minutes=1))
    webhooks.deliver(delivery.pk)
    assert server.requests == []
    Delivery.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    webhooks.deliver(delivery.pk)
    assert len(server.requests) == 1


def test_late_holder_writes_nothing(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(url: str, body: bytes, headers: dict[str, str]) -> int:
        Delivery.objects.update(lease_token=delivery.event, attempt_count=F("attempt_count") + 1)
        raise FetchError(url, "too slow")

    monkeypatch.setattr(fetch, "post", overtaken)
    webhooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.last_error, delivery.webhook.failure_count, delivery.attempt_count) == ("", 0, 2)


def test_timetable_sends_what_is_due(
    server: LocalServer, delivery: Delivery, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tasks.look_for_alerts()
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://10.0.0.5/",
        "https://169.254.169.254/",
        "https://intra.internal/",
    ],
)
def test_inside_is_refused(url: str) -> None:
    hook = make_webhook(url=url)
    delivery = make_delivery(hook)
    webhooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.last_error.startswith("refused: ")


def test_body_goes_over_tls_only() -> None:
    with pytest.raises(FetchError, match="https addresses only"):
        fetch.post(
            "http://hooks.example/", b"{}", {}, guard=replace(guard.STRICT, resolve=lambda host, port: ["8.8.8.8"])
        )


def test_name_that_leads_inside_is_refused() -> None:
    rule = replace(guard.STRICT, resolve=lambda host, port: ["93.184.215.14", "127.0.0.1"])
    with pytest.raises(FetchError, match="not public"):
        fetch.post("https://hooks.example/", b"{}", {}, guard=rule)


def test_redirect_is_not_followed(server: LocalServer, delivery: Delivery) -> None:
    server.says("/hook", b"", "Location: /elsewhere", status="302 Found")
    webhooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (len(server.requests), delivery.last_error) == (1, "HTTP 302")


def test_server_that_hangs_up_is_a_failure(server: LocalServer, delivery: Delivery) -> None:
    server.answers["/hook"] = lambda connection, request: connection.shutdown(socket.SHUT_RDWR)
    webhooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert re.match("broken answer|no connection", delivery.last_error)
