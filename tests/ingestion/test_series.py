"""What a figure is called, and the series that figures of one definition make."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from articles.actions.curate import redefine_figure
from articles.models import Article, Claim, Figure, Series
from tests.ingestion.stories import read

pytestmark = pytest.mark.django_db

JOBS = "Velmar employers added {jobs} jobs in {month}, the statistics office of Velmar said.\n"


def jobs(number: str, month: str, outlet: str, published: str) -> Article:
    text = f"Employers in Velmar add jobs in {month}\n\n{JOBS.format(jobs=number, month=month)}"
    return read(text, outlet=outlet, published=published)


def figure_of(article: Article) -> Figure:
    return Figure.objects.get(claims=Claim.objects.filter(article=article, sentence__contains="added").earliest("pk"))


def test_months_of_one_statistic_are_a_series() -> None:
    march = jobs("196,000", "March", "Herald", "2026-04-03")
    may = jobs("75,000", "May", "Courier", "2026-06-05")
    assert figure_of(march) != figure_of(may)
    series = Series.objects.get()
    assert {figure_of(march).series, figure_of(may).series} == {series}
    assert "jobs" in series.definition


def test_one_month_alone_is_no_series() -> None:
    jobs("196,000", "March", "Herald", "2026-04-03")
    jobs("Nearly 196,000", "March", "Courier", "2026-04-03")
    assert not Series.objects.exists()


def flood(words: str, outlet: str) -> Figure:
    article = read(f"Flood in Marrow Valley\n\n{words} when the Ister burst its banks on Monday.\n", outlet=outlet)
    return Figure.objects.get(claims=Claim.objects.filter(article=article).earliest("pk"))


def test_figure_is_called_by_the_words_that_most_reports_use() -> None:
    flood("35 were killed in Marrow Valley", "Herald")
    flood("35 people were killed in the flood in Marrow Valley", "Courier")
    figure = flood("At least 35 people were killed in Marrow Valley", "Post")
    assert figure.claim_count == 3
    assert "Marrow Valley" in figure.definition


def test_words_of_a_person_stay(reviewer: User) -> None:
    figure = flood("35 were killed in Marrow Valley", "Herald")
    redefine_figure(figure=figure, definition="dead of the flood", by=reviewer)
    assert (
        flood("At least 35 people were killed in the flood in Marrow Valley", "Courier").definition
        == "dead of the flood"
    )
