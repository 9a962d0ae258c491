"""Migrations on a database that has rows, backwards and forwards again: an empty one refuses nothing."""

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Dispute
from tests.factories import make_claim, make_dispute, make_figure

# the last one before those that are walked
BEFORE = "0019"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def there_and_back():
    try:
        call_command("migrate", "articles", BEFORE, verbosity=0)
        assert "reach" not in columns("articles_dispute")
    finally:
        call_command("migrate", "articles", verbosity=0)


def columns(table):
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def test_disputes_have_their_places_after_the_migration():
    figure = make_figure(make_claim(), outlet_count=4)
    dispute = make_dispute(figure=figure)
    make_dispute(figure=None, claim=make_claim())
    there_and_back()
    kept = Dispute.objects.get(pk=dispute.pk)
    figure.refresh_from_db()
    assert (kept.reach, kept.points) == (4, figure.points)
    figure.outlet_count = 6
    figure.save(update_fields=["outlet_count"])
    assert Dispute.objects.get(pk=dispute.pk).reach == 6
