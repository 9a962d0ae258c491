"""Pages of a list by the key of their last row."""

import base64
import json

import pytest
from django.db import connection

from articles.models import Article, Claim
from articles.models.searching import COMMON
from articles.selectors.articles import ARTICLE_ORDERS
from articles.selectors.claims import CLAIM_ORDERS
from articles.selectors.keyset import BadCursor, Order, page_of
from articles.selectors.nearby import Near
from tests.factories import DAY, make_article, make_claim

pytestmark = pytest.mark.django_db


def walked(rows, order: Order, size: int) -> list[int]:
    seen, cursor = [], ""
    while True:
        page = page_of(rows, order, cursor, size)
        seen += [row.pk for row in page.rows]
        if not (cursor := page.next_cursor):
            return seen


@pytest.mark.parametrize("name", CLAIM_ORDERS)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_every_row_is_met_once_in_order(name: str, size: int):
    for days, value in ((0, "5"), (0, "5"), (1, None), (2, "9"), (2, None)):
        make_claim(value, days=days)
    order = CLAIM_ORDERS[name]
    whole = [row.pk for row in Claim.objects.order_by(*(key.ordering() for key in order.keys))]
    assert walked(Claim.objects.all(), order, size) == whole


def test_rows_without_a_date_come_last_and_are_not_lost():
    dated, undated = make_article(published_at=DAY), [make_article().pk for _ in range(3)]
    assert walked(Article.objects.all(), ARTICLE_ORDERS["newest"], 2) == [dated.pk, *reversed(undated)]


def test_size_is_kept_between_one_and_a_hundred():
    for _ in range(3):
        make_article()
    order = ARTICLE_ORDERS["received"]
    assert [len(page_of(Article.objects.all(), order, "", size).rows) for size in (-5, 0, 10**9)] == [1, 1, 3]


def packed(values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "rubbish",
        "%%%",
        packed([1]),
        packed({"a": 1}),
        packed(["2026-03-02", 1]),
        packed(["soon", 1]),
        packed(["2026-03-02T09:00:00+00:00", "x"]),
        packed(["2026-03-02T09:00:00+00:00", 10**30]),
        packed([None, 1]),
        "W" * 9999,
    ],
)
def test_cursor_of_another_list_is_refused(cursor: str):
    with pytest.raises(BadCursor):
        page_of(Claim.objects.all(), CLAIM_ORDERS["newest"], cursor)


@pytest.mark.parametrize("name", CLAIM_ORDERS)
@pytest.mark.parametrize("looked_at", [1, 3, 100])
@pytest.mark.parametrize("rare", [0, 1, 100])
@pytest.mark.parametrize("common", ["true", "false"])
def test_words_are_found_alike_near_by_and_by_the_index(
    name: str, looked_at: int, rare: int, common: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("articles.selectors.nearby.NEAR_ROWS", looked_at)
    monkeypatch.setattr("articles.selectors.nearby.RARE_ROWS", rare)
    told = f"SELECT {common} AS is_common FROM (SELECT %s::text, %s::text, %s::bigint) AS asked"
    monkeypatch.setattr("articles.selectors.nearby.COMMON", told)
    for days in range(6):
        make_claim(None if days == 3 else "5", days=days, subject="oil" if days % 2 else "bread")
    every, order = Claim.objects.current(), CLAIM_ORDERS[name]
    near, cursor = Near(every, every, "oil"), "start"
    seen: list[int] = []
    while cursor:
        page = page_of(every.matching("oil"), order, cursor if seen else "", 1, near)
        seen += [row.pk for row in page.rows]
        cursor = page.next_cursor
    assert seen == walked(every.matching("oil"), order, 1)
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("oil", True),
        ("the oil", True),
        ("oil spilled", False),
        ("bread", False),
        ("gold", False),
        ("the", None),
        ("", None),
    ],
)
def test_statistics_tell_common_words_from_rare_ones(words: str, expected: bool | None):
    for n in range(30):
        make_claim(subject="bread" if n == 7 else "oil")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_claim")
        cursor.execute(COMMON, [words, "articles_claim", 10])
        told = cursor.fetchone()
    assert (told and told[0]) == expected
