"""Every kind of page in a real browser: without barriers, on a phone, light in bytes, complete without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.web.conftest import World, grown, world
from tests.web.test_pages import OPEN, REVIEWERS, SIGNED_IN

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["world"]

EVERY = OPEN | REVIEWERS | SIGNED_IN
STATIC_OF_EVERY_PAGE = {"404": lambda w: "/figures/999999/", "400": lambda w: "/claims/?rubbish=1"}
MOST_BYTES = 60_000
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def addresses(world: World, live_server: LiveServer) -> dict[str, str]:
    grown(world, 6)
    return {name: f"{live_server.url}{address(world)}" for name, address in (EVERY | STATIC_OF_EVERY_PAGE).items()}


def signed_in(context: BrowserContext, user: User, live_server: LiveServer) -> Page:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return context.new_page()


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    made = browser.new_context(**getattr(request, "param", {}))
    yield made
    made.close()


def opened(
    context: BrowserContext, user: User, live_server: LiveServer, addresses: dict[str, str]
) -> Iterator[tuple[str, Page]]:
    page = signed_in(context, user, live_server)
    for name, address in addresses.items():
        page.goto(address)
        yield name, page


def test_axe_finds_nothing_serious_by_day_or_night(
    context: BrowserContext, live_server: LiveServer, reviewer: User, addresses: dict[str, str]
):
    found: list[str] = []
    for name, page in opened(context, reviewer, live_server, addresses):
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{name}, {scheme}: {fault}" for fault in faults_of(Axe().run(page).response)]
    assert found == []


def faults_of(response: dict[str, Any]) -> list[str]:
    return [
        f"{fault['id']} ({fault['impact']}) {fault['nodes'][0]['html'][:160]}"
        for fault in response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("context", [{"viewport": PHONE, "is_mobile": True}], indirect=True)
def test_no_page_scrolls_sideways_on_a_phone(
    context: BrowserContext, live_server: LiveServer, reviewer: User, addresses: dict[str, str]
):
    wide = {
        name: width
        for name, page in opened(context, reviewer, live_server, addresses)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > PHONE["width"]
    }
    assert wide == {}


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_pages_say_the_same_without_scripts(
    browser: Browser, context: BrowserContext, live_server: LiveServer, reviewer: User, addresses: dict[str, str]
):
    without = {name: page.inner_text("main") for name, page in opened(context, reviewer, live_server, addresses)}
    scripted = browser.new_context()
    with_them = {name: page.inner_text("main") for name, page in opened(scripted, reviewer, live_server, addresses)}
    scripted.close()
    assert without == with_them


def test_long_pages_transfer_little(context: BrowserContext, live_server: LiveServer, world: World):
    """What a browser receives for a first visit: the page as sent (gzip), its style sheets and scripts as files."""
    grown(world, 60)
    page = context.new_page()
    received: list[int] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.loadingFinished", lambda done: received.append(int(done["encodedDataLength"])))
    heavy = {}
    for name, address in OPEN.items():
        received.clear()
        page.goto(f"{live_server.url}{address(world)}", wait_until="networkidle")
        if not 0 < sum(received) <= MOST_BYTES:
            heavy[name] = sum(received)
    assert heavy == {}
