"""What the tests of services begin with, made once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.services import servers
from tests.services.site import WAIT_S, Site

KEY = """
from django.contrib.auth.models import User
from django.core.management import call_command
User.objects.create_user("desk")
call_command("token", "desk", "test", "--scope", "submit")
"""


@dataclass(frozen=True, slots=True)
class Ready:
    """A database that the service `migrate` has filled, a key to its site, the static files. To be copied, not used."""

    database: str
    token: str
    static: Path


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ready]:
    static = tmp_path_factory.mktemp("static")
    with servers.postgres() as database:
        # nobody rings a bell here
        site = Site(tmp_path_factory.mktemp("ready"), static, database, "amqp://127.0.0.1:1/")
        migrate = site.start("migrate")
        site.run("python", "manage.py", "collectstatic", "--noinput", "-v", "0")
        assert migrate.wait(WAIT_S) == 0, site.log("migrate")
        yield Ready(database, site.run("python", "manage.py", "shell", "-v", "0", "-c", KEY).split()[-1], static)
