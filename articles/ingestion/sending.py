"""Handing a message to the broker without ever waiting for it long: what is not sent now, the sweep sends later."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from functools import cache
from typing import Any

import psycopg
from celery import Task, current_app
from kombu import pools
from kombu.exceptions import ChannelError, KombuError

from articles.ingestion.breaker import Breaker

log = logging.getLogger(__name__)
breaker = Breaker()
# a page waits at most this long for a broker that is down or frozen, and after three times not at all
PATIENCE_S = 0.8
MOST_CONNECTIONS = 8
_HURRY = {
    # kombu tries again for as long as it may connect
    "max_retries": 0,
    # RabbitMQ's and Redis's own names for it
    "read_timeout": PATIENCE_S,
    "write_timeout": PATIENCE_S,
    "socket_timeout": PATIENCE_S,
    "socket_connect_timeout": PATIENCE_S,
    "retry_on_timeout": False,
}
_AWAY = (KombuError, OSError, psycopg.Error)


def send(task: Task[Any, Any], pk: int, queue: str | None = None) -> bool:
    """Send a row's id to a task, by its own queue or the named one; False when the broker took it not, or was not even asked because it fails."""
    if breaker.is_open:
        return False
    try:
        with _producers(os.getpid()).acquire(block=True, timeout=PATIENCE_S) as producer:
            named: dict[str, Any] = {"queue": queue} if queue else {}
            task.apply_async(args=(pk,), producer=producer, retry=False, ignore_result=True, **named)
    except _AWAY as fault:
        breaker.failed()
        log.warning("the broker took no message for %s %s: %s", task.name, pk, fault)
        return False
    breaker.answered()
    return True


def are_empty(queues: Iterable[str]) -> bool:
    """Whether no message waits in these queues for a worker; also where nobody can say."""
    if breaker.is_open or current_app.conf.task_always_eager:
        return True
    try:
        # not by a producer: one that failed has lost its connection until it sends again
        with _producers(os.getpid()).connections.acquire(block=True, timeout=PATIENCE_S) as connection:
            return not any(_length(connection, queue) for queue in queues)
    except _AWAY as fault:
        log.warning("the broker does not say what waits: %s", fault)
        return True


def _length(connection: Any, queue: str) -> int:
    # a channel of its own: asking for a queue that is not there closes it, and Redis drops an empty one
    try:
        with connection.channel() as channel:
            return int(channel.queue_declare(queue, passive=True).message_count)
    except ChannelError:
        return 0


@cache
def _producers(pid: int) -> Any:
    """Connections of this process for sending only: those of a worker wait longer than a page may."""
    connection = current_app.connection_for_write(connect_timeout=PATIENCE_S)
    if current_app.conf.broker_url.startswith(("amqp", "redis")):
        connection.transport_options = {**(connection.transport_options or {}), **_HURRY}
    return pools.ProducerPool(connection.Pool(limit=MOST_CONNECTIONS), limit=MOST_CONNECTIONS)
