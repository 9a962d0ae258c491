"""Fixtures of every room."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.settings import RUN

# folders whose tests need more than this process and its database; `make unit` leaves them out
MARKERS = {"browser": "browser", "services": "service", "crowd": "crowd"}
# the fixture of who asks a server over the wire, wherever the test stands
SERVED = "live_server"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        served = "service" if SERVED in getattr(item, "fixturenames", ()) else ""
        if marker := MARKERS.get(item.path.parent.name, served):
            item.add_marker(marker)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Where no server was started there is no keeper to delete the folder of the run."""
    folder = Path(os.environ[RUN])
    if not hasattr(config, "workerinput") and not (folder / "users.lock").exists():
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests that commit empty all tables afterwards, the audit too, which is never emptied anywhere else."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'never_emptied'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER never_emptied")


@contextmanager
def rows_kept(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is written when this block begins stays until it ends, for a fixture of a module; each test is undone as ever.

    The tests of that module must not be transactional ones, and must leave what they are given as objects as it was.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_reviewer() -> User:
    user = User.objects.create_user("reviewer", "reviewer@example.org", "correct horse battery")
    group, _ = Group.objects.get_or_create(name="reviewers")
    user.groups.add(group)
    return user


@pytest.fixture
def reviewer(db: None) -> User:
    return make_reviewer()


@pytest.fixture
def reviewer_client(reviewer: User) -> Client:
    client = Client()
    client.force_login(reviewer)
    return client
