"""One person of every role, none of whom owns a row of the world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models.people import Role
from tests.factories import make_user
from tests.web.conftest import world

__all__ = ["world"]

STRANGER, SUPERUSER, OWNER = "stranger", "superuser", "owner"
PASSWORD = "correct horse battery"
# from least to most
RANKS = (STRANGER, *Role.values, SUPERUSER)
Cast = Mapping[str, Client]


def client_of(user: User, *, enforce_csrf_checks: bool = False) -> Client:
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    client.force_login(user)
    return client


def make_people(reviewer: User) -> dict[str, User]:
    groups = {role: [] if role is Role.READER else [role.group] for role in Role}
    people = {role.value: make_user(f"a-{role}", *named) for role, named in groups.items()}
    return people | {SUPERUSER: User.objects.create_superuser("root"), OWNER: reviewer}


@pytest.fixture
def people(reviewer: User) -> dict[str, User]:
    return make_people(reviewer)


@pytest.fixture
def cast(people: dict[str, User]) -> Cast:
    return {STRANGER: Client()} | {name: client_of(user) for name, user in people.items()}


@pytest.fixture
def ann(db: None) -> User:
    person = make_user("ann", "reviewers")
    person.email = "ann@example.org"
    person.save()
    return person


def signed_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def sign_in(client: Client, name: str = "ann", password: str = PASSWORD, **more: str) -> Any:
    return client.post("/accounts/login/", {"username": name, "password": password, **more})
