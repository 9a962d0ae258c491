"""What a list shows: fields, neighbours, counts, facets, links, sets."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from articles.models import Claim
from tests.factories import make_speaker
from tests.web.conftest import World, grown, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db
LISTS = [
    "articles", "revisions", "claims", "figures", "series", "speakers", "aliases", "outlets", "sources", "disputes", "annotations",
    "verdicts",
]  # fmt: skip


def rows(client: APIClient, address: str) -> list[dict[str, object]]:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    found: list[dict[str, object]] = answer.json()["results"]
    return found


def test_fields_cut_a_row_to_what_is_asked(anyone: APIClient, world: World):
    assert rows(anyone, "claims/?fields=value,speaker")[0].keys() == {"id", "value", "speaker"}


def test_unknown_field_is_refused(anyone: APIClient, world: World):
    answer = anyone.get("/api/v1/claims/?fields=value,colour")
    assert (answer.status_code, "fields" in answer.json()["detail"]) == (400, True)


def test_neighbours_are_shown_whole_when_expanded(anyone: APIClient, world: World):
    claim = rows(anyone, f"claims/?id={world.claim.pk}&expand=speaker,article")[0]
    assert claim["speaker"]["aliases"] == ["Ana Veld"]  # type: ignore[index]  # a document
    assert claim["article"]["title"] == "Flood"  # type: ignore[index]


@pytest.mark.parametrize("noun", LISTS)
def test_every_neighbour_can_be_expanded(anyone: APIClient, world: World, noun: str):
    schema = anyone.get("/api/v1/schema/").json()["paths"][f"/api/v1/{noun}/"]["get"]["parameters"]
    patterns = [each["schema"]["pattern"] for each in schema if each["name"] == "expand"]
    names = patterns[0].split("(")[1].split(")")[0].split("|") if patterns else []
    for name in names:
        assert rows(anyone, f"{noun}/?expand={name}")


def test_set_of_ids_and_choices(anyone: APIClient, world: World):
    ids = f"{world.claim.pk},{world.later.pk}"
    assert len(rows(anyone, f"claims/?id={ids}&hedge=at_least,exact")) == 2
    assert len(rows(anyone, f"claims/?id={ids}&hedge=at_least")) == 1


def test_speaker_that_is_not_there_finds_nothing(anyone: APIClient, world: World):
    assert rows(anyone, "claims/?speaker=999999") == []


@pytest.mark.parametrize("address", ["claims/?q=", "claims/?speaker=1&speaker=2", "claims/?value_min=٣٥"])
def test_parameters_are_read_strictly(anyone: APIClient, world: World, address: str):
    assert anyone.get(f"/api/v1/{address}").status_code == 400


def test_count_is_told_when_asked_for(anyone: APIClient, world: World):
    assert "count" not in anyone.get("/api/v1/claims/").json()
    exact = anyone.get("/api/v1/claims/?count=exact&page_size=1").json()["count"]
    assert exact == Claim.objects.current().count()
    assert isinstance(anyone.get("/api/v1/claims/?count=estimate").json()["count"], int)


def test_facets_count_all_rows_of_the_list(anyone: APIClient, world: World):
    facets = anyone.get("/api/v1/claims/?facets=hedge,speaker&page_size=1").json()["facets"]
    assert {each["value"]: each["count"] for each in facets["hedge"]} == {"at_least": 1, "exact": 2}
    assert facets["speaker"] == [{"value": str(world.speaker.pk), "label": "Ana Veld", "count": 2}]


def test_link_header_leads_to_the_next_page(anyone: APIClient, world: World):
    answer = anyone.get("/api/v1/claims/?page_size=1")
    assert f'<{answer.json()["next"]}>; rel="next"' in answer["Link"]
    assert 'rel="first"' in answer["Link"]


def test_texts_are_left_out_of_lists(anyone: APIClient, world: World):
    assert "text" not in rows(anyone, "revisions/")[0]
    assert "text" in rows(anyone, "revisions/?fields=text")[0]


def test_merged_row_leads_to_where_it_went(anyone: APIClient, world: World):
    old = make_speaker("A. Veld", merged_into=world.speaker)
    answer = anyone.get(f"/api/v1/speakers/{old.pk}/")
    assert (answer.status_code, answer.json()["merged_into"]) == (301, world.speaker.pk)
    assert answer["Location"].endswith(f"/api/v1/speakers/{world.speaker.pk}/")
    assert old.pk not in {row["id"] for row in rows(anyone, "speakers/")}


def test_figure_is_a_whole_answer(anyone: APIClient, world: World):
    figure = anyone.get(f"/api/v1/figures/{world.figure.pk}/").json()
    assert [member["claim"]["surface"] for member in figure["members"]] == ["35", "52"]
    assert {told["outlet"]["name"]: told["low"] for told in figure["by_outlet"]} == {
        "Marrow Herald": "35", "Ister Courier": "52",
    }  # fmt: skip
    assert figure["conflicts"] == [
        {
            "dispute": world.dispute.pk, "kind": "genuine", "reason": "35 and 52", "claim_a": world.claim.pk,
            "claim_b": world.later.pk,
        }
    ]  # fmt: skip
    assert len(figure["origins"]) == 2
    assert figure["verdict"]["rule"] == "defer"
    assert figure["why_together"] == [{"reason": "same subject", "claims": 2}]
    assert figure["agreement"] == "conflict"


@pytest.mark.parametrize("noun", LISTS)
def test_queries_are_the_same_for_more_rows(anyone: APIClient, world: World, noun: str):
    few = cost(anyone, noun)
    grown(world, 12)
    assert cost(anyone, noun) == few
    assert few <= 5


def cost(client: APIClient, noun: str) -> int:
    from django.db import connection

    rows(client, f"{noun}/")
    with CaptureQueriesContext(connection) as caught:
        rows(client, f"{noun}/?page_size=100")
    return len(caught)


@pytest.mark.parametrize(("method", "address"), [("get", "nothing/here/"), ("post", "disputes/a%0Ab/close/")])
def test_unknown_address_is_a_problem_document(anyone: APIClient, method: str, address: str):
    answer = getattr(anyone, method)(f"/api/v1/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("method", "address", "headers", "status"),
    [
        ("get", "claims/", {"Accept": "text/html"}, 406),
        ("put", "claims/", {}, 405),
        ("options", "claims/", {}, 405),
        ("post", "outlets/", {}, 405),
    ],
)
def test_every_refusal_is_a_problem_document(
    anyone: APIClient, method: str, address: str, headers: dict[str, str], status: int
):
    answer = getattr(anyone, method)(f"/api/v1/{address}", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
