"""Documents of claims, figures, rulings and notes, held against what their standards say."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pyshacl import validate
from rdflib import Graph
from selectolax.lexbor import LexborHTMLParser

from articles.models import Claim
from articles.selectors.documents.quantities import observation_of, observation_of_figure
from articles.selectors.documents.web_annotations import MEDIA_TYPE
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_figure,
    make_outlet,
    make_revision,
    make_speaker,
    make_verdict,
)
from tests.web.conftest import World, grown

# rdflib reads JSON-LD through a class of its own that it has deprecated
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")]

KEPT = Path(__file__).parents[1] / "documents"
LINKED = "application/ld+json"
HOSTILE = "</script><script>alert(1)</script><!--&\u2028😀 \"'"


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(KEPT / "shapes.ttl")


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((KEPT / "annotation.schema.json").read_text()))


def graph_of(document: dict[str, Any]) -> Graph:
    """The document as triples, its vocabulary named here: a test asks no other site for it."""
    assert document["@context"] == "https://schema.org"
    here = {**document, "@context": {"@vocab": "https://schema.org/"}}
    return Graph().parse(data=json.dumps(here), format="json-ld")


def told(client: Client, address: str, accept: str = LINKED) -> dict[str, Any]:
    answer = client.get(address, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(accept.split(";")[0])
    found: dict[str, Any] = json.loads(answer.content)
    return found


def nodes(document: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [node for node in document.get("@graph", [document]) if node["@type"] == kind]


def put(hedge: str, low: str | None, high: str | None, value: str | None = None, **more: Any) -> dict[str, Any]:
    ends = "[]" if more.pop("closed", True) else "()"
    claim = make_claim(
        value,
        hedge=hedge,
        interval=NumericRange(low and Decimal(low), high and Decimal(high), ends),
        **more,
    )
    return observation_of(Claim.objects.get(pk=claim.pk))


def numbers(observation: dict[str, Any]) -> dict[str, Any]:
    return {name: observation[name] for name in ("value", "minValue", "maxValue") if name in observation}


@pytest.mark.parametrize(
    ("hedge", "low", "high", "value", "expected"),
    [
        pytest.param("at_least", "35", None, "35", {"minValue": 35}, id="at least has no high end"),
        pytest.param("more_than", "40", None, "40", {"minValue": 40}, id="more than"),
        pytest.param("at_most", None, "50", "50", {"maxValue": 50}, id="up to has no low end"),
        pytest.param("between", "20.5", "25", None, {"minValue": 20.5, "maxValue": 25}, id="a range has both"),
        pytest.param("exact", "35", "35", "35", {"value": 35}, id="a plain number"),
        pytest.param("about", "40000", "40000", "40000", {"value": 40000}, id="about keeps its number"),
        pytest.param("exact", None, None, "123456789012345678.25", {"value": "123456789012345678.25"}, id="all digits"),
    ],
)
def test_observation_states_only_the_ends_that_were_said(
    hedge: str, low: str | None, high: str | None, value: str | None, expected: dict[str, Any]
) -> None:
    assert numbers(put(hedge, low, high, value)) == expected


def test_vague_words_state_no_number() -> None:
    found = observation_of(make_claim(None, hedge="vague", surface="dozens", interval=None))
    assert (numbers(found), found["description"]) == ({}, "dozens")


def test_money_and_percent_name_their_units() -> None:
    found = put("at_least", "3.5", None, "3.5", currency="USD", unit="dollars")
    assert found["value"] == {"@type": "MonetaryAmount", "currency": "USD", "minValue": 3.5}
    found = put("exact", "5", "5", "5", unit_code="percent", unit="%", as_of=date(2026, 2, 27), place="Solmar")
    assert (found["unitCode"], found["observationDate"], found["observationAbout"]["name"]) == (
        "P1",
        "2026-02-27",
        "Solmar",
    )


def test_figure_states_the_span_of_its_reports() -> None:
    one = make_figure(make_claim("35"), span=NumericRange(Decimal(35), Decimal(35), "[]"), period="March 2026")
    assert numbers(observation_of_figure(one)) == {"value": 35}
    two = make_figure(make_claim("35"), span=NumericRange(Decimal(35), Decimal(41), "[]"))
    assert numbers(observation_of_figure(two)) == {"minValue": 35, "maxValue": 41}


def test_claim_document_keeps_the_shapes(client: Client, world: World, shapes: Graph) -> None:
    document = told(client, f"/claims/{world.claim.pk}/")
    assert (document["@type"], document["author"]["name"]) == ("Claim", "Ana Veld")
    assert numbers(document["about"]) == {"minValue": 35}
    conforms, _, report = validate(graph_of(document), shacl_graph=shapes)
    assert conforms, report


def test_figure_document_keeps_the_shapes(client: Client, world: World, shapes: Graph) -> None:
    document = told(client, f"/figures/{world.figure.pk}/")
    assert len(nodes(document, "Claim")) == 2
    (review,) = nodes(document, "ClaimReview")
    assert review["reviewRating"]["alternateName"] == "Defer as unconfirmed"
    assert review["itemReviewed"]["text"].endswith("at least 35 or 52")
    assert review["url"] == f"http://testserver/disputes/{world.dispute.pk}/"
    conforms, _, report = validate(graph_of(document), shacl_graph=shapes)
    assert conforms, report


def test_shapes_refuse_what_the_standards_refuse(client: Client, world: World, shapes: Graph) -> None:
    for harm in ("reviewRating", "itemReviewed", "claimReviewed", "url"):
        document = told(client, f"/figures/{world.figure.pk}/")
        del nodes(document, "ClaimReview")[0][harm]
        assert not validate(graph_of(document), shacl_graph=shapes)[0], harm


def test_review_is_written_only_of_a_standing_ruling(client: Client, reviewer: User) -> None:
    figure = make_figure(make_claim("35"), make_claim("52"))
    assert nodes(told(client, f"/figures/{figure.pk}/"), "ClaimReview") == []
    first = make_verdict(reviewer, dispute := make_dispute(figure))
    make_verdict(reviewer, dispute, supersedes=first, text="Counted by hand since.")
    (review,) = nodes(told(client, f"/figures/{figure.pk}/"), "ClaimReview")
    assert review["reviewRating"]["ratingExplanation"] == "Counted by hand since."


def test_ruling_that_prefers_a_claim_reviews_it(client: Client, reviewer: User, shapes: Graph) -> None:
    claim = make_claim("35", speaker=make_speaker("Office", kind="body", wikidata_id="Q1"), outlet=make_outlet())
    figure = make_figure(claim, make_claim("52"))
    make_verdict(reviewer, make_dispute(figure), rule="prioritise", preferred_claim=claim)
    document = told(client, f"/claims/{claim.pk}/")
    (review,) = nodes(document, "ClaimReview")
    assert review["itemReviewed"]["author"]["sameAs"] == "https://www.wikidata.org/entity/Q1"
    assert validate(graph_of(document), shacl_graph=shapes)[0]
    assert validate(graph_of(told(client, f"/figures/{figure.pk}/")), shacl_graph=shapes)[0]


@pytest.mark.parametrize("name", ["claims", "figures"])
def test_form_follows_what_is_asked_for(client: Client, world: World, name: str) -> None:
    address = f"/{name}/{(world.claim if name == 'claims' else world.figure).pk}/"
    for accept, expected in (
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("application/xml", "text/html"),
        ("application/json", "application/json"),
        ("application/ld+json, text/html;q=0.5", LINKED),
    ):
        answer = client.get(address, headers={"accept": accept})
        assert answer["Content-Type"].startswith(expected), accept
        assert "Accept" in answer["Vary"]
    assert not answer.cookies


def block_of(client: Client, address: str) -> dict[str, Any]:
    page = LexborHTMLParser(client.get(address).content.decode())
    (block,) = page.css("script[type='application/ld+json']")
    found: dict[str, Any] = json.loads(block.text())
    return found


def test_pages_hold_their_document(client: Client, world: World) -> None:
    address = f"/claims/{world.claim.pk}/"
    assert block_of(client, address) == told(client, address)
    assert nodes(block_of(client, f"/figures/{world.figure.pk}/"), "ClaimReview")


def test_hostile_text_cannot_end_the_block(client: Client) -> None:
    claim = make_claim("35", subject=HOSTILE)
    document = block_of(client, f"/claims/{claim.pk}/")
    assert document["text"].endswith(HOSTILE)


def test_claim_annotation_quotes_its_words(client: Client, schema: jsonschema.Draft202012Validator) -> None:
    text = "😀 Officials said at least 35 people were killed by the flood on Monday, and more are missing."
    start = text.index("at least 35")
    revision = make_revision(text, make_article(url="https://outlet.example/a"))
    claim = make_claim(
        "35",
        revision=revision,
        article=revision.article,
        start=start,
        end=start + 11,
        sentence_end=len(text),
        surface="at least 35",
    )
    document = told(client, f"/claims/{claim.pk}/annotation/", MEDIA_TYPE)
    schema.validate(document)
    assert told(client, f"/claims/{claim.pk}/", MEDIA_TYPE) == document, "the profile asks the claim's page for it"
    quote, place = document["target"]["selector"]
    assert text[place["start"] : place["end"]] == quote["exact"] == "at least 35"
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    assert (document["target"]["source"], document["motivation"]) == ("https://outlet.example/a", "describing")
    assert document["target"]["state"]["cached"].endswith(f"/articles/{claim.article_id}/?revision=1")


def test_notes_say_what_they_are_for(client: Client, reviewer: User, schema: jsonschema.Draft202012Validator) -> None:
    claim = make_claim("35")
    quote = {"revision": claim.revision, "start": 0, "end": 4, "exact": "text", "suffix": " more"}
    cases = {
        "commenting": make_annotation(reviewer, claim=claim),
        "questioning": make_annotation(reviewer, kind="question", **quote),
        "linking": make_annotation(reviewer, kind="evidence", claim=claim, evidence_url="https://data.example/t"),
        "editing": make_annotation(reviewer, kind="correction", claim=claim, field="unit", corrected_value="people"),
        "replying": make_annotation(reviewer, claim=claim, parent=make_annotation(reviewer, claim=claim)),
    }
    for motivation, note in cases.items():
        document = told(client, f"/notes/{note.pk}/annotation/", MEDIA_TYPE)
        schema.validate(document)
        assert document["motivation"] == motivation
    assert "selector" in told(client, f"/notes/{cases['questioning'].pk}/annotation/", MEDIA_TYPE)["target"]


def test_deleted_note_is_gone(client: Client, reviewer: User) -> None:
    note = make_annotation(reviewer, deleted_at="2026-03-03T00:00Z", deleted_by=reviewer)
    assert client.get(f"/notes/{note.pk}/annotation/").status_code == 404
    assert told(client, "/notes/", MEDIA_TYPE)["total"] == 0


@pytest.mark.parametrize("address", ["/claims/annotations/", "/notes/", "article"])
def test_collection_pages_hold_every_annotation(
    client: Client, world: World, schema: jsonschema.Draft202012Validator, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.web.documents.ROWS", 2)
    grown(world, 3)
    address = address.replace("article", f"/articles/{world.article.pk}/annotations/")
    whole = told(client, address, MEDIA_TYPE)
    schema.validate(whole)
    seen: list[str] = []
    following = whole["first"]
    while following:
        page = told(client, following.removeprefix("http://testserver"), MEDIA_TYPE)
        schema.validate(page)
        assert page["partOf"] == whole["id"]
        seen += [item["id"] for item in page["items"]]
        following = page.get("next", "")
    assert len(seen) == len(set(seen)) == whole["total"] > 2


def test_page_of_another_collection_is_refused(client: Client, world: World) -> None:
    assert client.get("/notes/?page=elsewhere").status_code == 400


def test_documents_answer_not_modified(client: Client, world: World) -> None:
    address = f"/claims/{world.claim.pk}/annotation/"
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_collection_costs_the_same_for_more_rows(client: Client, world: World) -> None:
    def costs() -> list[int]:
        with CaptureQueriesContext(connection) as claims:
            told(client, "/claims/annotations/?page=first", MEDIA_TYPE)
        with CaptureQueriesContext(connection) as notes:
            told(client, "/notes/?page=first", MEDIA_TYPE)
        return [len(claims), len(notes)]

    before = costs()
    grown(world, 4)
    assert costs() == before
