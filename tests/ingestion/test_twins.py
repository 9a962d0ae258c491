"""One page under several addresses is one article."""

from __future__ import annotations

import pytest
from django.db.models.functions import Now

from articles.ingestion import fetch, intake, work
from articles.ingestion.submission import Submission
from articles.models import Article, Host
from tests.fakes import FakeWeb

pytestmark = pytest.mark.django_db
PAGE = "https://herald.example/2026/flood"
WORDS = "<p>" + "At least 35 people were killed when the Ister burst its banks on Monday, said Ana Veld. " * 4 + "</p>"


def html(canonical: str) -> bytes:
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return f"<html><head><title>Flood</title>{head}</head><body><article><h1>Flood</h1>{WORDS}</article></body></html>".encode()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> FakeWeb:
    web = FakeWeb({PAGE: html(PAGE)})
    monkeypatch.setattr(fetch, "get", web.get)
    return web


def taken_in(url: str) -> Article:
    receipt = intake.accept(Submission(None, url=url), via="page")
    Host.objects.update(next_allowed_at=Now())
    assert receipt.article_id is not None
    work.fetch_article(receipt.article_id)
    work.extract_article(receipt.article_id)
    return Article.objects.get(pk=receipt.article_id)


@pytest.mark.parametrize(
    "twin",
    [
        "https://amp.herald.example/2026/flood",
        "https://m.herald.example/2026/flood",
        "https://www.herald.example/2026/flood/amp/",
        "https://herald.example/amp/2026/flood",
        "https://herald.example/2026/flood.amp.html",
        "http://herald.example/2026/flood?amp=1",
    ],
)
def test_twin_names_its_page_and_is_one_with_it(web: FakeWeb, twin: str):
    web.pages[twin] = html(PAGE)
    first, second = taken_in(twin), taken_in(PAGE)
    assert (first.pk, first.url, first.state) == (second.pk, PAGE, "done")
    assert taken_in(twin).reason.startswith(f"the same page as article {first.pk}")
    assert Article.objects.filter(state="done").count() == 1


def test_end_of_redirects_is_the_address(web: FakeWeb):
    web.redirects = {"https://herald.example/?p=7": PAGE}
    assert taken_in("https://herald.example/?p=7").url == PAGE


@pytest.mark.parametrize(
    "canonical",
    [
        "https://courier.example/2026/flood",
        "https://herald.example/",
        "https://herald.example/2026/strike",
        "javascript:alert(1)",
        "",
    ],
)
def test_no_page_speaks_for_another(web: FakeWeb, canonical: str):
    web.pages[PAGE] = html(canonical)
    assert taken_in(PAGE).url == PAGE


def test_redirect_to_the_front_page_keeps_the_address(web: FakeWeb):
    web.pages["https://herald.example/"] = html("")
    web.redirects = {"https://herald.example/gone": "https://herald.example/"}
    assert taken_in("https://herald.example/gone").url == "https://herald.example/gone"
