"""Which queue carries what, and that the workers listen to all of them."""

import pytest
from celery.fixups import django as celery_django
from django.db import connection

from claimtracker import queues
from claimtracker.celery import app
from claimtracker.crew import QUEUES


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        pytest.param("sweep", "timetable", id="sweep"),
        pytest.param("poll_feeds", "timetable", id="feeds that are due"),
        pytest.param("poll_feed", "fetch", id="one feed"),
        pytest.param("fetch_article", "fetch", id="page"),
        pytest.param("extract_article", "extract", id="text"),
    ],
)
def test_task_goes_to_its_queue(task: str, queue: str) -> None:
    assert app.amqp.router.route({}, f"articles.tasks.{task}")["queue"].name == queue


def test_no_entry_of_the_timetable_waits_behind_articles() -> None:
    found = {app.amqp.router.route({}, str(entry["task"]))["queue"].name for entry in queues.beat_schedule.values()}
    assert found == {"timetable"}


def test_workers_listen_to_every_queue() -> None:
    assert {queue.name for queue in app.conf.task_queues} == set(QUEUES.split(","))


def test_any_worker_does_one_task_a_process() -> None:
    assert app.conf.worker_pool == "claimtracker.crew:TaskPool"


@pytest.mark.django_db
def test_connection_is_kept_from_task_to_task():
    connection.ensure_connection()
    before = connection.connection
    fixup = celery_django.DjangoWorkerFixup(app)  # type: ignore[attr-defined]
    fixup.close_database()
    fixup.close_database()
    assert connection.connection is before is not None
