"""Which queue carries what, and that the workers listen to all of them."""

import shlex

import pytest

from articles.management.commands.serve import QUEUES
from claimtracker import queues
from claimtracker.celery import app
from tests.claimtracker.compose import ROOT, services

VALUES = {"SECRET_KEY": "s", "ALLOWED_HOSTS": "h", "POSTGRES_PASSWORD": "p", "RABBITMQ_PASSWORD": "r"}
ALL = {"fetch", "extract", "timetable"}


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


def test_every_worker_listens_to_every_queue() -> None:
    make = (ROOT / "Makefile").read_text()
    command = services(VALUES)["worker"].command
    assert set(QUEUES.split(",")) == ALL
    assert set(command[command.index("-Q") + 1].split(",")) == ALL
    line = next(line for line in make.splitlines() if "celery -A claimtracker worker" in line)
    words = shlex.split(line)
    assert set(words[words.index("-Q") + 1].split(",")) == ALL
    assert {queue.name for queue in app.conf.task_queues} == ALL
