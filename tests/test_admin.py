"""The staff screens: every table has one, it lists and searches, and its cost does not grow with its rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from articles import models
from tests import alert_factories, desk_factories, factories
from tests.conftest import rows_kept

pytestmark = pytest.mark.django_db

# an index of numbers: nothing in it can be read; changes are shown in their act
UNSHOWN = {
    "ClaimKey", "ActChange", "Seal", "SealFloor", "SealShape", "Person", "PersonRole", "Session", "Modification",
}  # fmt: skip
MODELS = [getattr(models, name) for name in models.__all__ if name not in UNSHOWN]
NAMES = [model._meta.model_name for model in MODELS]


@pytest.fixture
def staff_client(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="correct horse battery"))
    return client


def rows(reviewer: User, times: int) -> None:
    for _ in range(times):
        source = factories.make_source(outlet=factories.make_outlet())
        claim = factories.make_claim(speaker=factories.make_speaker(), outlet=factories.make_outlet(), source=source)
        figure = factories.make_figure(claim, series=factories.make_series())
        dispute = factories.make_dispute(figure, opened_by=reviewer)
        factories.make_annotation(reviewer, dispute=dispute)
        factories.make_verdict(reviewer, dispute)
        factories.make_change(claim)
        factories.make_feed(outlet=claim.outlet)
        factories.make_capture(claim.article)
        factories.make_token(factories.make_user())
        factories.make_host()
        factories.make_invitation(reviewer)
        factories.make_idempotent_write(reviewer)
        factories.make_rate_window()
        factories.make_act(reviewer, figure)
        follow = alert_factories.make_follow(figure=figure)
        alert = alert_factories.make_alert(follow)
        alert_factories.make_delivery(alert_factories.make_webhook(), alert=alert)
        alert_factories.make_subscription()
        alert_factories.make_watermark()
        desk_factories.make_review(by=reviewer)
        desk_factories.make_check(reviewer)
        desk_factories.make_batch_item(reviewer)
        desk_factories.make_saved_view(reviewer)
        desk_factories.make_flag()
        desk_factories.make_notice(reviewer, reviewer)
        desk_factories.make_ranking(reviewer)
        item = desk_factories.make_item(desk_factories.make_project(reviewer, reviewer))
        desk_factories.make_coding(item, reviewer, value="35")
        desk_factories.make_adjudication(item, reviewer)


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_every_model_has_a_screen():
    ours = {model for model in apps.get_app_config("articles").get_models() if model.__name__ in models.__all__}
    assert {model for model in ours if model.__name__ not in UNSHOWN} <= admin.site._registry.keys()


def test_lists_and_searches_cost_the_same_for_more_rows(reviewer: User, staff_client: Client):
    addresses = [reverse(f"admin:articles_{name}_changelist") for name in NAMES]
    addresses += [f"{address}?q=flood" for address in addresses]
    rows(reviewer, 2)
    few = [cost(staff_client, address) for address in addresses]
    rows(reviewer, 8)
    assert [cost(staff_client, address) for address in addresses] == few


@pytest.fixture(scope="module")
def opener(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Client]:
    """One row of everything, and who may open it: made once, for the tests only read."""
    with rows_kept(django_db_blocker):
        rows(factories.make_user(), 1)
        client = Client()
        client.force_login(User.objects.create_superuser("opener"))
        yield client


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_one_row_opens(opener: Client, model: type[models.Claim]):
    row = model._default_manager.first()
    assert row is not None
    address = reverse(f"admin:articles_{model._meta.model_name}_change", args=[row.pk])
    assert opener.get(address).status_code == 200
