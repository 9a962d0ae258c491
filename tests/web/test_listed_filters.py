"""What a list costs whose filters name rows: each name is asked for once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import World, grown, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db


def test_words_and_an_outlet_ask_for_its_name_once(client: Client, world: World):
    address = f"/claims/?q=people&outlet={world.outlet.pk},{world.other.pk}"

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        assert "Marrow Herald, Ister Courier" in page.content.decode()
        return len(asked)

    first = cost()
    grown(world, 12)
    assert cost() == first <= 9
