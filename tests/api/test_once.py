"""Writes sent twice, and requests that come too often."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import connection, connections
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from articles.actions.idempotency import GIVEN_UP_AFTER
from articles.actions.rates import Allowance, count_read, count_request, stripes
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


@pytest.fixture
def long_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window that does not turn while many ask."""
    monkeypatch.setattr("articles.actions.rates.WINDOW_S", 86_400)


def let_through(count: Callable[[int], Allowance], times: int) -> int:
    """How many of so many requests at once are let through."""

    def ask(number: int) -> bool:
        try:
            return not count(number).is_exceeded
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(40) as pool:
        return sum(pool.map(ask, range(times)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [count_request, count_read], ids=["writes", "reads"])
def test_no_request_is_let_past_the_limit_by_two_hundred_at_once(
    long_minute: None, count: Callable[[str, int], Allowance]
):
    assert let_through(lambda _: count("of:203.0.113.9", 60), 200) == 60


@pytest.mark.django_db(transaction=True)
def test_reads_granted_to_several_processes_stay_within_the_limit(long_minute: None):
    processes, limit = [stripes() for _ in range(4)], 160
    passed = let_through(lambda number: count_read("read:203.0.113.9", limit, processes[number % 4]), 400)
    # what one was granted and did not use is lost to the others: at most a sixteenth of the limit each
    assert limit * 3 // 4 < passed <= limit


@pytest.mark.django_db
def test_most_reads_cost_no_write(long_minute: None):
    told = []
    with CaptureQueriesContext(connection) as asked:
        for _ in range(400):
            told.append(count_read("read:203.0.113.9", 1200).remaining)
    assert told == list(range(1199, 799, -1))
    assert len([query for query in asked if "INSERT" in query["sql"]]) < 20


@pytest.mark.django_db
def test_remaining_tells_what_others_took(long_minute: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("articles.actions.rates.LOOK_AGAIN_S", -1.0)
    here, there = stripes(), stripes()
    for _ in range(4):
        count_read("read:203.0.113.9", 1200, here)
    for _ in range(100):
        count_read("read:203.0.113.9", 1200, there)
    assert count_read("read:203.0.113.9", 1200, here).remaining <= 1200 - 105


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
