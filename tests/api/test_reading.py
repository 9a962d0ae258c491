"""Lists and rows: open to anybody, strict about parameters, conditional."""

import csv
import io
import json

import pytest
from rest_framework.test import APIClient

from articles.models import Article, Claim
from tests.ingestion.stories import FLOOD, STRIKE, read

pytestmark = pytest.mark.django_db
NOUNS = [
    "series",
    "aliases",
    "articles",
    "revisions",
    "claims",
    "figures",
    "speakers",
    "outlets",
    "sources",
    "disputes",
    "annotations",
    "verdicts",
]


@pytest.fixture(autouse=True)
def flood() -> Article:
    read(STRIKE, outlet="Courier", published="2026-03-01")
    return read(FLOOD, outlet="Herald", url="https://herald.example/flood", published="2026-03-02")


@pytest.mark.parametrize("noun", NOUNS)
def test_every_list_answers_anybody(anyone: APIClient, noun: str):
    answer = anyone.get(f"/api/v1/{noun}/")
    assert answer.status_code == 200
    assert set(answer.json()) == {"next", "results"}


@pytest.mark.parametrize("noun", ["articles", "claims", "figures", "outlets"])
def test_every_row_has_an_address(anyone: APIClient, noun: str):
    row = anyone.get(f"/api/v1/{noun}/").json()["results"][0]
    assert anyone.get(f"/api/v1/{noun}/{row['id']}/").json()["id"] == row["id"]


@pytest.mark.parametrize("noun", NOUNS)
def test_missing_row_is_a_problem_document(anyone: APIClient, noun: str):
    answer = anyone.get(f"/api/v1/{noun}/999999/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("address", "word"),
    [
        pytest.param("claims/?colour=red", "colour", id="unknown filter"),
        pytest.param("claims/?hedge=perhaps", "hedge", id="no such choice"),
        pytest.param("claims/?sort=random", "sort", id="no such order"),
        pytest.param("claims/?page_size=1000000000", "page_size", id="page too large"),
        pytest.param("claims/?format=xml", "format", id="no such format"),
        pytest.param("claims/?q=" + "a" * 201, "q", id="long search"),
    ],
)
def test_bad_parameter_is_named(anyone: APIClient, address: str, word: str):
    answer = anyone.get(f"/api/v1/{address}")
    assert answer.status_code == 400
    assert word in answer.json()["detail"]


def test_claim_states_interval_without_floats(anyone: APIClient, flood: Article):
    rows = anyone.get(f"/api/v1/claims/?article={flood.pk}").json()["results"]
    claim = next(row for row in rows if row["hedge"] == "at_least")
    assert (claim["value"], claim["interval"]) == (
        "35", {"low": "35", "high": None, "low_open": False, "high_open": False},
    )  # fmt: skip


def test_claim_row_says_why(anyone: APIClient, flood: Article):
    claim = Claim.objects.filter(article=flood, surface="4,000").get()
    body = anyone.get(f"/api/v1/claims/{claim.pk}/").json()
    assert body["reasons"]
    assert body["figures"][0]["reasons"]


def test_unknown_parameter_names_the_nearest_known(anyone: APIClient):
    assert "speaker" in anyone.get("/api/v1/claims/?speker=3").json()["detail"]


@pytest.mark.parametrize("cursor", ["abc", "W10.abc", "W10"])
def test_cursor_of_nobody_is_404(anyone: APIClient, cursor: str):
    answer = anyone.get(f"/api/v1/claims/?cursor={cursor}")
    assert (answer.status_code, "cursor" in answer.json()["detail"]) == (404, True)


def test_cursor_is_good_for_its_own_order_only(anyone: APIClient):
    cursor = anyone.get("/api/v1/claims/?page_size=1").json()["next"].partition("cursor=")[2].partition("&")[0]
    assert anyone.get(f"/api/v1/claims/?sort=oldest&cursor={cursor}").status_code == 404


def test_cursor_walks_the_whole_list_once(anyone: APIClient):
    seen, address = [], "/api/v1/claims/?page_size=2&count=exact"
    while address:
        body = anyone.get(address).json()
        seen += [row["id"] for row in body["results"]]
        address = body["next"]
    assert len(seen) == len(set(seen)) == body["count"] == Claim.objects.filter(is_current=True).count()


def test_unchanged_list_is_304(anyone: APIClient):
    first = anyone.get("/api/v1/claims/")
    again = anyone.get("/api/v1/claims/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("noun", ["claims", "figures", "articles"])
def test_downloads_hold_exactly_the_list(anyone: APIClient, noun: str):
    listed = {row["id"] for row in anyone.get(f"/api/v1/{noun}/").json()["results"]}
    lines = anyone.get(f"/api/v1/{noun}/?format=jsonl").getvalue().decode().splitlines()
    table = list(csv.DictReader(io.StringIO(anyone.get(f"/api/v1/{noun}/?format=csv").getvalue().decode())))
    assert {json.loads(line)["id"] for line in lines} == listed
    assert {int(row["id"]) for row in table} == listed


def test_figure_holds_its_claims_and_reasons(anyone: APIClient):
    row = anyone.get("/api/v1/figures/").json()["results"][0]
    body = anyone.get(f"/api/v1/figures/{row['id']}/").json()
    assert body["members"][0]["claim"]["surface"]
    assert body["members"][0]["reasons"]


def test_schema_and_documentation_answer(anyone: APIClient):
    schema = anyone.get("/api/v1/schema/").json()
    docs = anyone.get("/api/v1/docs/")
    assert "/api/v1/claims/" in schema["paths"]
    assert docs.status_code == 200
    assert b"<style" not in docs.content
    assert b"//cdn" not in docs.content
    assert schema["openapi"].startswith("3.1")


@pytest.mark.parametrize("noun", ["claims", "figures", "articles", "speakers"])
def test_queries_do_not_grow_with_rows(anyone: APIClient, django_assert_max_num_queries, noun: str):
    for n in range(8):
        read(FLOOD.replace("35", str(60 + n)), outlet=f"Outlet {n}")
    with django_assert_max_num_queries(8):
        anyone.get(f"/api/v1/{noun}/")


def test_only_the_documentation_may_show_data_images(anyone: APIClient):
    policies = {name: anyone.get(f"/api/v1/{name}/")["Content-Security-Policy"] for name in ("docs", "claims")}
    assert "data:" in policies["docs"]
    assert "data:" not in policies["claims"]
    assert all("script-src 'self'" in policy for policy in policies.values())
