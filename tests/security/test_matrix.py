"""Every route × role × method: who is let through, who is not, and that neither reading nor a refusal writes a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from articles.models.people import Role
from tests.conftest import make_reviewer, rows_kept
from tests.security.conftest import OWNER, RANKS, STRANGER, SUPERUSER, Cast, client_of, make_people
from tests.security.routes import Route, listed, shape, walked
from tests.security.rows import filled
from tests.web.conftest import World, make_world

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
ADMIN = "/admin/"
ROUTES = [route for route in listed() if not route.address.startswith(ADMIN)]
NO_SUCH_METHOD = 405
# PostgreSQL's own count of what this transaction has written; a session is the browser's own
WRITTEN = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables WHERE relname <> 'articles_session'
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """The world with everybody in it, and the cookies of who is signed in: made once, for no request of a test stays."""

    world: World
    cookies: dict[str, str]


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    with rows_kept(django_db_blocker):
        world, people = make_world(reviewer := make_reviewer()), make_people(reviewer)
        cookies = {name: client_of(user).cookies.output(header="") for name, user in people.items()}
        yield Stage(world, cookies)


@pytest.fixture
def world(stage: Stage) -> World:
    return stage.world


def client_with(cookies: str, *, enforce_csrf_checks: bool = False) -> Client:
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    client.cookies.load(cookies)
    return client


@pytest.fixture
def cast(stage: Stage) -> Cast:
    return {STRANGER: Client()} | {name: client_with(cookies) for name, cookies in stage.cookies.items()}


def test_table_and_urlconf_name_the_same_routes():
    told = [shape(route.address) for route in ROUTES]
    found = {address for address in walked() if not address.startswith(ADMIN)}
    assert len(told) == len(set(told)), "a route has two lines"
    assert sorted(found - set(told)) == [], "new routes: give each a line in tests/security/routes.txt"
    assert sorted(set(told) - found) == [], "these routes are gone: take their lines out"


def send(client: Client, method: str, address: str, route: Route) -> HttpResponseBase:
    """An empty request, undone afterwards."""
    media = "application/json" if route.is_api else "application/octet-stream"
    with transaction.atomic():
        response: HttpResponseBase = client.generic(method, address, content_type=media)
        if response.streaming:
            list(response)
        transaction.set_rollback(True)
    return response


def written() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return int(cursor.fetchone()[0])


@contextmanager
def nothing_written() -> Iterator[None]:
    before = written()
    yield
    assert written() == before


def may(route: Route, name: str, method: str) -> bool:
    who = route.who_reads if method == "GET" else route.who
    if name == OWNER:
        return who in ("open", "reader", "reviewer") or who.startswith("own")
    least = who.partition("+")[2] if who.startswith("own") else who
    return bool(least) and (least == "open" or RANKS.index(name) >= RANKS.index(least))


def is_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and response["Location"].startswith("/accounts/login/")


def is_refused(response: HttpResponseBase, name: str, route: Route) -> bool:
    """As who may not is refused: asked to sign in, or told that their account may not."""
    if name != STRANGER:
        return response.status_code in ({403, route.other} if route.is_own else {403})
    return response.status_code == 401 if route.is_api else is_sign_in(response)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_route_answers_each_role_and_method(world: World, cast: Cast, route: Route):
    address = filled(route.address, world)
    before = written()
    for name, client in cast.items():
        for method in METHODS:
            as_if = "GET" if method == "HEAD" else method
            response = send(client, method, address, route)
            told = f"{name} {method} {address}: {response.status_code}"
            if as_if not in route.statuses:
                assert response.status_code in (401, 403, NO_SUCH_METHOD) or is_sign_in(response), told
            elif may(route, name, as_if):
                assert response.status_code == route.statuses[as_if], told
            else:
                assert is_refused(response, name, route), told
            after = written()
            if as_if == "GET" or response.status_code >= 400:
                assert after == before, f"{told} wrote a row"
            before = after


def admin_addresses(world: World) -> list[str]:
    ids = {"/user/": world.note.created_by_id, "/group/": world.note.created_by.groups.get().pk}
    found = (address for address in walked() if address.startswith(ADMIN) and not address.endswith("<>"))
    return [
        address.replace("<>", str(next((pk for part, pk in ids.items() if part in address), 1))) for address in found
    ]


def test_staff_screens_open_to_superusers_only(world: World, cast: Cast):
    for address in admin_addresses(world):
        route = Route(address, SUPERUSER, {})
        for name in (STRANGER, Role.ADMIN):
            for method in ("GET", "POST"):
                response = send(cast[name], method, address, route)
                told = f"{name} {method} {address}: {response.status_code}"
                if not address.startswith(("/admin/login/", "/admin/logout/", "/admin/jsi18n")):
                    assert response.status_code in (302, 403, 404), told
                    assert "/login/" in response.get("Location", "/login/"), told


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_unsafe_methods_need_the_csrf_token(world: World, stage: Stage, route: Route):
    address = filled(route.address, world)
    owner, root = (client_with(stage.cookies[name], enforce_csrf_checks=True) for name in (OWNER, SUPERUSER))
    for method in UNSAFE:
        for client in (owner, root, Client(enforce_csrf_checks=True)):
            with nothing_written():
                response = send(client, method, address, route)
            assert response.status_code in (401, 403, NO_SUCH_METHOD), f"{method} {address}: {response.status_code}"
            assert method not in route.statuses or response.status_code != NO_SUCH_METHOD
