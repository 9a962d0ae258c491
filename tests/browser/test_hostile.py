"""Hostile texts in every field, met by a real browser: nothing runs, nothing is asked of other sites."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Watched
from tests.web.conftest import World, world
from tests.web.test_hostile import HOSTILE, poison
from tests.web.test_pages import OPEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["world"]


def test_hostile_texts_run_nothing(live_server: LiveServer, watched: Watched, world: World):
    for text in (" ".join(str(each.values[0]) for each in HOSTILE[at : at + 4]) for at in range(0, len(HOSTILE), 4)):
        poison(world, text)
        for name in ("home", "figures", "figure", "claims", "claim", "article", "speaker", "outlet", "dispute"):
            watched.page.goto(f"{live_server.url}{OPEN[name](world)}")
            assert watched.page.evaluate("document.querySelectorAll('iframe, object, base, main img').length") == 0
    assert watched.faults == []
