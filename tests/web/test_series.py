"""One definition over time: steps, gaps, and the definitions that are kept apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from articles.models import Figure, Series
from tests.factories import DAY, make_claim, make_figure, make_outlet, make_series
from tests.web.conftest import Read, text_of

pytestmark = pytest.mark.django_db


def figure_on(series: Series, days: int, value: str) -> Figure:
    claim = make_claim(value, outlet=make_outlet(), days=days, measure="count")
    return make_figure(claim, series=series, measure="count", first_reported_at=DAY + timedelta(days))


@pytest.fixture
def series() -> Series:
    made = make_series("people out of work", key="count|people|work||vale||")
    for days, value in ((0, "1000"), (30, "1100"), (60, "990"), (200, "1200")):
        figure_on(made, days, value)
    return made


def test_steps_are_told_in_numbers_and_percent(series: Series, read: Read):
    steps = [
        cell.text(strip=True) for cell in read(f"/series/{series.pk}/").css("td[data-name='since the one before']")
    ]
    assert steps == ["+210(21.2%)", "−110(-10.0%)", "+100(10.0%)", ""]


def test_long_silence_is_a_gap_in_table_and_chart(series: Series, read: Read):
    page = read(f"/series/{series.pk}/")
    assert text_of(page, ".silence") == "No report for 140 days before this one."
    assert len(page.css("svg.broad .gap")) == 1


def test_other_definitions_are_kept_apart_and_named(series: Series, read: Read):
    more = make_series("additional people out of work", key="count|people|work||vale||additional")
    make_series("people out of work elsewhere", key="count|people|work||tarn||")
    page = read(f"/series/{series.pk}/")
    assert text_of(page, "section[aria-labelledby=kin] li") == "additional Additional people out of work"
    assert "total" in text_of(page, ".lede")
    assert "additional" in text_of(read(f"/series/{more.pk}/"), ".lede")


def test_series_of_one_figure_has_no_step(read: Read):
    series = make_series()
    figure_on(series, 0, "5")
    assert "No report" not in text_of(read(f"/series/{series.pk}/"))


def test_long_series_goes_on_over_pages(read: Read):
    series = make_series("people out of work", key="count|people|work||vale||")
    for month in range(15):
        figure_on(series, 30 * month, str(1000 + month))
    page = read(f"/series/{series.pk}/")
    assert len(page.css("tbody tr")) == 12
    earlier = page.css_first("a[rel=next]").attributes["href"]
    page = read(f"/series/{series.pk}/{earlier}")
    assert len(page.css("tbody tr")) == 3
    assert page.css_first("a[rel=next]") is None


def test_cursor_of_no_page_is_refused(client: Client):
    assert client.get(f"/series/{make_series().pk}/?cursor=nonsense").status_code == 400
