"""Celery's broker on the embedded PostgreSQL: kombu's pgmq transport, with its queues in a database of their own."""

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
# an arbitrary number that all who install share
INSTALL_LOCK = 5_071_963


class Transport(pgmq.Transport):
    """Starts the server and installs pgmq before the first connection, which kombu leaves to its user."""

    def _create_pgmq_client(self) -> Any:
        cluster = serving(settings.EMBEDDED_POSTGRES_DIR, throwaway=settings.EMBEDDED_POSTGRES_THROWAWAY)
        install(cluster)
        connection: Any = self.client
        connection.transport_options["conn_string"] = psycopg.conninfo.make_conninfo(
            cluster.conninfo(DATABASE), options=f"-c statement_timeout={PATIENCE_MS}"
        )
        return super()._create_pgmq_client()


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
