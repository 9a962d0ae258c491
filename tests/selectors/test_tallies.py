"""Counts that stop, and what stands in their place."""

import pytest
from django.db import connection
from django.db.models import OuterRef

from articles.models import Article, Outlet
from articles.selectors import tallies
from tests.factories import make_article, make_outlet

pytestmark = pytest.mark.django_db


def test_tally_stops(monkeypatch):
    monkeypatch.setattr(tallies, "MOST_COUNTED", 3)
    large, small = make_outlet(), make_outlet()
    for outlet in [large] * 5 + [small]:
        make_article(outlet=outlet)
    held = Outlet.objects.annotate(n=tallies.tally(Article.objects.filter(outlet=OuterRef("pk"))))
    assert dict(held.values_list("pk", "n")) == {large.pk: 3, small.pk: 1}


def test_total_is_exact_while_it_is_small():
    make_article(outlet=make_outlet())
    assert tallies.totals_of(Article.objects.all(), Outlet.objects.filter(name=""), Outlet.objects.all()) == [1, 0, 1]


def test_total_of_many_is_the_statistics_to_two_digits(monkeypatch):
    monkeypatch.setattr(tallies, "MOST_TOTALLED", 10)
    for _ in range(123):
        make_article()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article")
    assert tallies.totals_of(Article.objects.all(), Outlet.objects.all()) == [120, 0]


def test_a_small_part_of_a_large_table_is_counted(monkeypatch):
    monkeypatch.setattr(tallies, "MOST_TOTALLED", 10)
    for _ in range(30):
        make_article()
    make_article(state="queued")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article")
    assert tallies.totals_of(Article.objects.filter(state="queued")) == [1]
