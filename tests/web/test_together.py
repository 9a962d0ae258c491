"""Several articles pasted at once, and the page of what they tell together."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article, Claim
from tests.factories import make_article, make_claim, make_figure, make_membership, make_outlet
from tests.web.conftest import Read, World, text_of

pytestmark = pytest.mark.django_db

STORIES = (
    ("Vale Times", "Flood in Tarn\n\nAt least 35 people were killed in the flood in Tarn on Monday, the mayor said."),
    ("Ister Courier", "Tarn under water\n\nThe flood in Tarn killed 52 people on Monday, the mayor said."),
)


def boxes(*stories: tuple[str, str]) -> dict[str, str]:
    given = {"form-TOTAL_FORMS": "12", "form-INITIAL_FORMS": "0"}
    for number, (outlet, text) in enumerate(stories):
        given |= {f"form-{number}-outlet": outlet, f"form-{number}-text": text}
    return given


def told(world: World) -> str:
    return f"/together/?article={world.claim.article_id},{world.later.article_id}"


def test_pasted_articles_lead_to_the_page_of_all(plain_client: Client):
    response = plain_client.post("/paste/", boxes(*STORIES))
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    assert response["Location"] == f"/together/?article={ids[0]},{ids[1]}"
    page = plain_client.get(response["Location"])
    assert (page["Refresh"], "0 of 2 read" in page.content.decode()) == ("1", True)


def test_pasted_twice_is_one_article(plain_client: Client):
    response = plain_client.post("/paste/", boxes(STORIES[0], STORIES[0]))
    assert response["Location"] == f"/together/?article={Article.objects.get().pk}"


def test_addresses_in_a_box_are_fetched(plain_client: Client):
    plain_client.post("/paste/", boxes(("", "https://news.example/a\nhttps://news.example/b")))
    assert sorted(Article.objects.values_list("url", flat=True)) == ["https://news.example/a", "https://news.example/b"]


def test_empty_boxes_are_said(plain_client: Client):
    response = plain_client.post("/paste/", boxes())
    assert (response.status_code, "Paste at least one article" in response.content.decode()) == (400, True)


def test_clash_shows_the_pair_with_its_numbers_marked(world: World, read: Read):
    Claim.objects.filter(pk=world.claim.pk).update(hedge="exact")
    page = read(told(world))
    assert [mark.text() for mark in page.css(".pair mark")] == ["35", "52"]
    assert text_of(page, ".sums") == "articles2outlets2origins2claims2figures1in conflict0"
    assert "Counts that moved" in text_of(page)


def test_figures_of_one_article_say_how_many_others_tell_them(world: World, read: Read):
    figure = make_figure(
        make_claim("7", article=world.article, revision=world.claim.revision, extractor="other"), article_count=4
    )
    page = read(f"/together/?article={world.article.pk}")
    assert "3 elsewhere" in text_of(page, "main")
    assert figure.definition.capitalize() in text_of(page, "main")


def test_copies_are_one_origin(world: World, read: Read):
    copy = make_claim("35", article=make_article(copy_of=world.article, outlet=make_outlet()), hedge="at_least")
    make_membership(world.figure, copy)
    page = read(f"/together/?article={world.article.pk},{copy.article_id}")
    assert "origins1" in text_of(page, ".sums")
    assert "single origin" in text_of(page, "main")


def test_page_of_read_articles_does_not_come_back(world: World, client: Client):
    assert "Refresh" not in client.get(told(world))


@pytest.mark.parametrize(
    ("query", "status"), [("", 400), ("article=x", 400), ("article=99999", 404), ("speaker=1", 400)]
)
def test_addresses_that_name_no_articles(client: Client, query: str, status: int):
    assert client.get(f"/together/?{query}").status_code == status
