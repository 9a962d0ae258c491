"""Writes sent twice, and requests that come too often."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import connections
from django.db.models.functions import Now
from rest_framework.test import APIClient

from articles.actions.idempotency import GIVEN_UP_AFTER
from articles.actions.rates import count_request
from articles.models import Annotation, Claim, IdempotentWrite
from tests.factories import make_claim

NOTES = "/api/v1/annotations/"


@pytest.fixture
def claim(db: None) -> Claim:
    return make_claim()


def send(program: APIClient, claim: Claim, body: str = "since when?", key: str = "k-1") -> tuple[int, bytes]:
    answer = program.post(NOTES, {"claim": claim.pk, "body": body}, headers={"Idempotency-Key": key})
    return answer.status_code, answer.content


def test_same_key_is_done_once_and_answered_alike(program: APIClient, claim: Claim):
    first, again = send(program, claim), send(program, claim)
    assert first == again
    assert first[0] == 201
    assert Annotation.objects.count() == 1


def test_same_key_of_another_body_is_422(program: APIClient, claim: Claim):
    send(program, claim)
    assert send(program, claim, "other words")[0] == 422


def test_key_under_way_is_409_until_it_is_given_up(program: APIClient, claim: Claim):
    send(program, claim)
    IdempotentWrite.objects.update(status=None)
    assert send(program, claim)[0] == 409
    IdempotentWrite.objects.update(created_at=Now() - 2 * GIVEN_UP_AFTER)
    assert send(program, claim)[0] == 201


def test_refused_write_leaves_its_key_free(program: APIClient, claim: Claim):
    assert send(program, claim, " ")[0] == 400
    assert send(program, claim)[0] == 201


def test_keys_of_two_people_are_two(program: APIClient, claim: Claim):
    send(program, claim)
    IdempotentWrite.objects.update(user=User.objects.create_user("somebody else"))
    assert send(program, claim)[0] == 201


def test_key_that_cannot_be_kept_is_400(program: APIClient, claim: Claim):
    assert send(program, claim, key="x" * 201)[0] == 400


@pytest.mark.django_db(transaction=True)
def test_no_request_is_let_past_the_limit_by_two_hundred_at_once(monkeypatch: pytest.MonkeyPatch):
    # a window that does not turn while they run
    monkeypatch.setattr("articles.actions.rates.WINDOW_S", 86_400)
    limit = 60

    def ask(_: int) -> bool:
        try:
            return count_request("read:203.0.113.9", limit).is_exceeded
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(40) as pool:
        told = Counter(pool.map(ask, range(200)))
    assert told[False] == limit


@pytest.mark.django_db
def test_limit_is_told_and_kept(program: APIClient, settings: LazySettings):
    settings.API_RATES = {"read": 3, "write": 0}
    answers = [program.get("/api/v1/outlets/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert 0 < int(answers[3]["Retry-After"]) <= 60


@pytest.mark.django_db
def test_scopes_and_people_are_counted_apart(anyone: APIClient, program: APIClient, settings: LazySettings):
    settings.API_RATES = {"read": 1, "write": 1}
    assert [client.get("/api/v1/outlets/").status_code for client in (program, anyone)] == [200, 200]
    assert program.post(NOTES, {}).status_code == 400
    assert program.post("/api/v1/disputes/", {}).status_code == 400
    assert program.post(NOTES, {}).status_code == 429


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b'{"claim": NaN}', "application/json", 400),
        (b'{"body": "\\ud800"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b'"' + b"x" * 6_000_001 + b'"', "application/json", 413),
    ],
    ids=["NaN", "half character", "deep", "cut", "no UTF-8", "form", "large"],
)
def test_bodies_that_cannot_be_used(program: APIClient, body: bytes, media: str, status: int):
    answer = program.generic("POST", NOTES, body, content_type=media)  # type: ignore[arg-type]  # bytes are taken
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
