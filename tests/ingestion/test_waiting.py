"""The worker of our own that reads where none is at work."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from articles.ingestion.waiting import is_any_at_work
from claimtracker.sessions import name_of

ROOT = Path(__file__).resolve().parents[2]
PARENT = """
import time
import django
django.setup()
from articles.ingestion.waiting import TemporaryWorker
with TemporaryWorker() as worker:
    print(worker.process.pid, flush=True)
    time.sleep(60)
"""
GONE_WITHIN_S = 60


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["terminated", "killed"])
def test_the_worker_goes_with_the_command(number: signal.Signals):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(number)
    end = time.monotonic() + GONE_WITHIN_S
    while _lives(worker) and time.monotonic() < end:
        time.sleep(0.1)
    assert not _lives(worker)


def _lives(pid: int) -> bool:
    """A process that ended and that nobody has waited for yet does not live."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.django_db
def test_a_worker_is_seen_by_its_connection():
    assert not _is_seen()
    known = connection.get_connection_params()
    address = {name: known[name] for name in ("host", "user", "dbname")}
    with psycopg.connect(**address, application_name=name_of("worker")):
        assert _is_seen()
    with psycopg.connect(**address, application_name=name_of("web")):
        assert not _is_seen()


def _is_seen() -> bool:
    # within one transaction PostgreSQL looks once
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
    return is_any_at_work()
