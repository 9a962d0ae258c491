"""The OpenAPI document held against the running server, by generated requests of three roles."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from articles.actions.access import issue_token
from articles.models import Token
from tests.factories import make_user
from tests.web.conftest import World, world

__all__ = ["world"]
SEED = "7"
CONFIG = Path(__file__).with_name("schemathesis.toml")
ROLES = ["stranger", "reader", "reviewer"]


def secret_of(role: str, reviewer: User) -> str:
    if role == "stranger":
        return ""
    user = reviewer if role == "reviewer" else make_user("just-a-reader")
    _, secret = issue_token(user=user, name="fuzz", scopes=Token.Scope.values)
    return secret


def fuzz(server: LiveServer, secret: str, *more: str) -> subprocess.CompletedProcess[str]:
    # the document's first making takes longest, and it is waited for ten seconds only
    assert Client().get("/api/v1/schema/").status_code == 200
    # the key may revoke itself, so the run of one role ends where its key does
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(CONFIG), "run", f"{server.url}/api/v1/schema/",
        "--checks", "all", "--wait-for-schema", "60", "--seed", SEED, *more,
    ]  # fmt: skip
    if secret:
        command += ["-H", f"Authorization: Bearer {secret}"]
    return subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)


@pytest.mark.fuzz
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ROLES)
def test_generated_requests_find_nothing(live_server: LiveServer, world: World, reviewer: User, role: str):
    seconds = str(int(os.environ.get("FUZZ_SECONDS", "60")) // len(ROLES))
    told = fuzz(live_server, secret_of(role, reviewer), "--max-time", seconds)
    assert told.returncode == 0, told.stdout[-6000:] + told.stderr[-2000:]


@pytest.mark.django_db(transaction=True)
def test_few_generated_requests_find_nothing(live_server: LiveServer, world: World, reviewer: User):
    told = fuzz(
        live_server, secret_of("reviewer", reviewer), "--max-examples", "1", "--phases", "examples,fuzzing",
        "--include-path-regex", "/(claims|figures|disputes)/",
    )  # fmt: skip
    assert told.returncode == 0, told.stdout[-6000:] + told.stderr[-2000:]
