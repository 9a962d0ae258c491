"""The documentation of the API works under the policy of the site."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Watched

pytestmark = pytest.mark.django_db(transaction=True)


def test_documentation_shows_operations_without_a_violation(watched: Watched, live_server: LiveServer):
    watched.page.goto(f"{live_server.url}/api/v1/docs/")
    expect(watched.page.locator("#operations-claims-claims_list")).to_be_visible(timeout=60_000)
    assert watched.faults == []
