"""Hostile texts in every field of every page, met by a real browser: nothing runs, nothing is asked of other sites."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from articles.models import Alias
from tests.browser.conftest import Watched
from tests.factories import make_invitation, make_token, make_user
from tests.web.conftest import World, world
from tests.web.test_hostile import HOSTILE, OURS, poison
from tests.web.test_pages import FORMS, OPEN, REVIEWERS, SIGNED_IN

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["world"]

SHORTEST = 200
SHARED = Path(__file__).parents[3] / "shared" / "payloads" / "xss.txt"
OWN = ("/accounts/", "/accounts/people/", "/keys/", "/accounts/login/?next=%22%3E%3Cscript%3Ealert(7)%3C/script%3E")
# what no page of ours holds, wherever it came from: elements, attributes that run or load, scripts not from our files
FOREIGN = """(ours) => [...document.querySelectorAll("*")].filter((node) =>
    !ours.includes(node.localName)
    || [...node.attributes].some(({name}) => /^(on|hx-|data-hx)|^(style|srcdoc|autofocus)$/.test(name))
    || (node.localName === "meta" && node.httpEquiv)
    || (node.localName === "script" && node.type !== "application/ld+json" && !(node.getAttribute("src") || "").startsWith("/static/"))
    || ["href", "src", "action"].some((name) => /^\\s*(javascript:|\\/\\/|data:)/i.test(node.getAttribute(name) || ""))
).map((node) => node.outerHTML.slice(0, 200))"""


def packed(payloads: list[str]) -> list[str]:
    """Several payloads to a text, as many as the shortest of the fields holds: every field then meets every payload."""
    texts = [""]
    for payload in payloads:
        joined = f"{texts[-1]} {payload}".strip()
        texts[-1:] = [joined] if len(joined) <= SHORTEST else [texts[-1], payload]
    return texts


def poison_accounts(admin: User, text: str) -> None:
    """What people type about themselves, their keys and other names of a speaker."""
    make_token(admin, name=text[:100])
    make_invitation(admin, email=text[:250])
    User.objects.filter(pk=make_user().pk).update(username=text[:150], email=text[:250])
    Alias.objects.update(name=text[:300])


@pytest.fixture
def admin(world: World) -> User:
    person = world.note.created_by
    person.groups.add(Group.objects.get_or_create(name="admins")[0])
    return person


def visit_all(watched: Watched, home: str, world: World) -> None:
    pages = [*(address(world) for address in (OPEN | REVIEWERS | SIGNED_IN | FORMS).values()), *OWN]
    for address in pages:
        answer = watched.page.goto(f"{home}{address}", wait_until="domcontentloaded")
        assert answer, address
        assert answer.ok, address
        assert watched.page.evaluate(FOREIGN, sorted(OURS)) == [], address


def payloads() -> list[str]:
    """The list beside the project, or our own where it is absent."""
    if SHARED.exists():
        return [line for line in SHARED.read_text().splitlines() if line.strip()]
    return [str(each.values[0]) for each in HOSTILE]


def test_hostile_texts_run_nothing(live_server: LiveServer, watched: Watched, world: World, admin: User):
    client = Client()
    client.force_login(admin)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    watched.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    for text in packed(payloads()):
        poison(world, text)
        poison_accounts(admin, text)
        visit_all(watched, live_server.url, world)
    assert watched.faults == []
