"""The embedded broker goes away in the middle of a task, and comes back."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from kombu import Connection, Exchange, Queue

from claimtracker.embedded.broker import DATABASE, Transport
from claimtracker.embedded.server import serving
from claimtracker.queues import _embedded

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
TRIGGERS = "SELECT oid, xmin FROM pg_trigger WHERE tgrelid = %s::regclass"


@pytest.fixture
def connection() -> Iterator[Connection]:
    with Connection(
        "pgmq://localhost", transport=Transport, transport_options=_embedded()["broker_transport_options"]
    ) as connection:
        yield connection


@pytest.fixture
def queue() -> Queue:
    name = f"t{uuid4().hex[:10]}"
    return Queue(name, Exchange(name), routing_key=name)


def ask(question: str, value: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(serving(settings.EMBEDDED_POSTGRES_DIR).conninfo(DATABASE)) as one:
        return one.execute(question.encode(), [value]).fetchall()


def test_next_message_comes_after_one_whose_end_could_not_be_told(connection: Connection, queue: Queue) -> None:
    got = []

    def read(body: str, message: Any) -> None:
        got.append(body)
        if body == "first":
            ask(CUT, DATABASE)
            # Celery logs it and goes on
            with pytest.raises(psycopg.OperationalError):
                message.ack()
        else:
            message.ack()

    with connection.Consumer(queue, callbacks=[read], prefetch_count=1), connection.Producer() as producer:
        for body in ("first", "second"):
            producer.publish(body, exchange=queue.exchange, routing_key=queue.routing_key, declare=[queue])
        while len(got) < 2:
            connection.drain_events(timeout=10)
    assert got == ["first", "second"]


def test_queue_that_is_there_is_not_made_again(connection: Connection, queue: Queue) -> None:
    bound = queue(connection.default_channel)
    bound.declare()
    before = ask(TRIGGERS, f"pgmq.q_{queue.name}")
    with connection.clone() as other, other.Consumer(queue):
        assert ask(TRIGGERS, f"pgmq.q_{queue.name}") == before
    assert before


def test_length_of_a_queue_is_what_nobody_took(connection: Connection, queue: Queue) -> None:
    with connection.Producer() as producer:
        for _ in range(3):
            producer.publish("text", exchange=queue.exchange, routing_key=queue.routing_key, declare=[queue])
    bound: Any = queue(connection.default_channel)
    assert bound.get() is not None
    assert bound.queue_declare(passive=True).message_count == 2


def test_an_empty_queue_is_let_rest_while_another_gives(connection: Connection, queue: Queue) -> None:
    idle = Queue(f"{queue.name}idle", Exchange(f"{queue.name}idle"), routing_key=f"{queue.name}idle")
    got: list[str] = []

    def read(body: str, message: Any) -> None:
        got.append(body)
        message.ack()

    with connection.Consumer([idle, queue], callbacks=[read], prefetch_count=1), connection.Producer() as producer:
        for n in range(9):
            producer.publish(str(n), exchange=queue.exchange, routing_key=queue.routing_key, declare=[queue])
        asked: list[str] = []
        channel: Any = connection.default_channel
        receive = channel._receive_messages

        def note(name: str, **options: Any) -> Any:
            asked.append(name)
            return receive(name, **options)

        channel._receive_messages = note
        while len(got) < 9:
            connection.drain_events(timeout=10)
        producer.publish("late", exchange=idle.exchange, routing_key=idle.routing_key, declare=[idle])
        connection.drain_events(timeout=10)
    assert got == [*map(str, range(9)), "late"]
    assert asked.count(idle.name) < asked.count(queue.name)
