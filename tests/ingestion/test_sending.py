"""A broker that is away costs no submission and, after three tries, no time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from celery import current_app
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.pools import ProducerPool

from articles import tasks
from articles.ingestion import sending
from articles.ingestion.breaker import Breaker
from articles.ingestion.submission import Outcome, Submission
from articles.models import Article


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Broken:
    """Stands where a Celery task stands; ``fault`` is what its broker answers."""

    fault: Exception | None
    name: str = "a task"
    tried: list[int] = field(default_factory=list)

    def apply_async(self, *, args: tuple[int], **options: Any) -> None:
        self.tried += args
        if self.fault is not None:
            raise self.fault


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(sending, "breaker", Breaker(clock=clock))
    return clock


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(OperationalError("away"), id="as kombu says it"),
        pytest.param(ConnectionRefusedError("away"), id="refused"),
        pytest.param(TimeoutError("away"), id="frozen"),
        pytest.param(psycopg.OperationalError("away"), id="as PostgreSQL says it"),
    ],
)
def test_a_failing_broker_is_left_alone_after_three_tries(clock: Clock, fault: Exception):
    task = Broken(fault)
    assert [sending.send(task, pk) for pk in range(10)] == [False] * 10  # type: ignore[arg-type]
    assert task.tried == [0, 1, 2]


def test_it_is_tried_again_after_half_a_minute(clock: Clock):
    task = Broken(OperationalError("away"))
    for pk in range(4):
        sending.send(task, pk)  # type: ignore[arg-type]
    clock.now += 31
    task.fault = None
    assert [sending.send(task, pk) for pk in range(10, 13)] == [True] * 3  # type: ignore[arg-type]


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """One in this process's memory, which is asked though tasks are done at once here."""
    monkeypatch.setitem(current_app.conf, "task_always_eager", False)
    with Connection("memory://") as connection:
        connection_pool = connection.Pool(limit=1)
        monkeypatch.setattr(sending, "_producers", lambda pid: ProducerPool(connection_pool, limit=1))
        yield connection


def test_queues_are_empty_until_a_message_waits(clock: Clock, broker: Connection):
    assert sending.are_empty(["one", "two"])
    with broker.SimpleQueue("two") as queue:
        queue.put("a message")
        assert not sending.are_empty(["one", "two"])
        queue.get().ack()
    assert sending.are_empty(["one", "two"])


def test_queues_of_a_broker_that_is_away_count_as_empty(
    clock: Clock, broker: Connection, monkeypatch: pytest.MonkeyPatch
):
    def channel(self: Connection) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(Connection, "channel", channel)
    assert sending.are_empty(["one"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "fault", [OperationalError("away"), RuntimeError("never seen before")], ids=["known", "unknown"]
)
def test_what_the_broker_refuses_is_accepted_and_due(clock: Clock, monkeypatch: pytest.MonkeyPatch, fault: Exception):
    monkeypatch.setattr(tasks, "extract_article", Broken(fault))
    receipts = [tasks.submit([Submission(f"{n} people".encode())], via=Article.Via.PAGE)[0] for n in range(5)]
    assert {receipt.outcome for receipt in receipts} == {Outcome.ACCEPTED}
    assert Article.objects.filter(state=Article.State.QUEUED, send_count=1).count() == 5
