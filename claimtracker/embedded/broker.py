"""Celery's broker on the embedded PostgreSQL: kombu's pgmq transport, with its queues in a database of their own."""

from queue import Empty
from time import monotonic
from typing import Any

import psycopg
from django.conf import settings
from kombu.transport import pgmq
from pgmq.install import get_embedded_install_sql

from claimtracker.embedded.cluster import Cluster
from claimtracker.embedded.server import serving

DATABASE = "broker"
# kombu sends to topics with headers and no delay, a form that the SQL of pgmq 1.1.4 lacks
SEND_TOPIC_WITH_HEADERS = """
CREATE OR REPLACE FUNCTION pgmq.send_topic(routing_key text, msg jsonb, headers jsonb) RETURNS integer
LANGUAGE sql AS $$ SELECT pgmq.send_topic(routing_key, msg, headers, 0) $$
"""
# reading and sending take milliseconds: a broker that takes longer is as good as down, and nobody waits for it
PATIENCE_MS = 1_000
# an empty queue beside a full one is asked five times a second
REST_S = 0.2
# an arbitrary number that all who install share
INSTALL_LOCK = 5_071_963
# the pool's own pauses double for five minutes: after so long it begins anew, at the next question
RECONNECT_S = 2
LOST = (psycopg.OperationalError, psycopg.InterfaceError)


class Channel(pgmq.Channel):
    """Lets go of a message whatever the server says, and changes no table that is as it should be."""

    connection: Any
    pgmq: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        self._empty_at: dict[str, float] = {}
        self._given_at = 0.0
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]

    def _get_bulk(self, queue: str, *args: Any, **options: Any) -> None:
        """Leave alone for a moment a queue that was empty, as long as another one gives.

        Else each message of a full queue costs a question to every empty one, and a question costs as much as the message.
        """
        empty_at = self._empty_at.get(queue, -REST_S)
        if self._given_at > empty_at > monotonic() - REST_S:
            raise Empty
        try:
            super()._get_bulk(queue, *args, **options)  # type: ignore[no-untyped-call]
        except Empty:
            self._empty_at[queue] = monotonic()
            raise
        # after what was read was worked on
        self._given_at = monotonic()

    def basic_ack(self, delivery_tag: str, multiple: bool = False) -> None:
        """Forget the message here even where the server cannot be told: its row says that it is done.

        Celery only logs what is raised here. A message that stayed would fill the place of the next one, and the worker,
        whose pool is connected again by then, would ask for nothing more.
        """
        try:
            super().basic_ack(delivery_tag, multiple)  # type: ignore[no-untyped-call]
        except LOST:
            self.qos.ack(delivery_tag)
            raise

    def basic_reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """The same for a message that is given back, which shows itself again after its time."""
        try:
            super().basic_reject(delivery_tag, requeue)  # type: ignore[no-untyped-call]
        except LOST:
            self.qos.reject(delivery_tag, requeue=False)
            raise

    def _size(self, queue: str) -> int:
        """Without the messages that a worker holds, or took with it when it died."""
        return int(self.pgmq.metrics(self._queue_name(queue)).queue_visible_length)

    def _new_queue(self, queue: str, **options: Any) -> None:
        if not self._has_queue(queue):  # type: ignore[no-untyped-call]
            super()._new_queue(queue, **options)  # type: ignore[no-untyped-call]

    def _maybe_enable_notify(self, queue: str, queue_name: str | None = None) -> None:
        """Kombu makes the trigger anew whenever a worker connects: several of them at once wait for each other's locks."""
        name = queue_name or self._queue_name(queue)
        with self.pgmq.pool.connection() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [INSTALL_LOCK])
            if name not in {known.queue_name for known in self.pgmq.list_notify_throttles(conn=connection)}:
                self.pgmq.enable_notify(name, conn=connection)
        self.connection._register_notify_queue(name)


class Transport(pgmq.Transport):
    """Starts the server and installs pgmq before the first connection, which kombu leaves to its user."""

    Channel = Channel

    def _create_pgmq_client(self) -> Any:
        cluster = serving(settings.EMBEDDED_POSTGRES_DIR, throwaway=settings.EMBEDDED_POSTGRES_THROWAWAY)
        install(cluster)
        connection: Any = self.client
        connection.transport_options["conn_string"] = psycopg.conninfo.make_conninfo(
            cluster.conninfo(DATABASE),
            # a message that a power cut takes is sent again: nobody waits until it is on the disk
            options=f"-c statement_timeout={PATIENCE_MS} -c synchronous_commit=off",
        )
        client: Any = super()._create_pgmq_client()
        client.pool.reconnect_timeout = RECONNECT_S
        # each question is whole in itself: no BEGIN and COMMIT around it
        client.pool.kwargs = {"autocommit": True}
        client.pool.drain()
        return client


def install(cluster: Cluster) -> None:
    """Make pgmq's tables and functions once; its script cannot be run a second time."""
    with psycopg.connect(cluster.conninfo(DATABASE)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [INSTALL_LOCK])
        found = connection.execute("SELECT to_regnamespace('pgmq')").fetchone()
        if found == (None,):
            connection.execute(get_embedded_install_sql().encode())
            connection.execute(SEND_TOPIC_WITH_HEADERS)


def release_messages(cluster: Cluster) -> None:
    """Show every message again at once. Only for when no worker lives: one that was killed still hides what it took."""
    install(cluster)
    with psycopg.connect(cluster.conninfo(DATABASE)) as connection:
        for (queue,) in connection.execute("SELECT queue_name FROM pgmq.meta").fetchall():
            table = psycopg.sql.Identifier("pgmq", f"q_{queue}")
            connection.execute(psycopg.sql.SQL("UPDATE {} SET vt = clock_timestamp()").format(table))
