"""Articles and outlets side by side, and the same as a file."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from articles.models import Claim
from tests.web.conftest import Read, World, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(world: World) -> str:
    Claim.objects.filter(pk=world.claim.pk).update(hedge="exact")
    return f"/compare/?outlet={world.outlet.pk}&outlet={world.other.pk}"


def test_differing_numbers_are_marked_in_their_sentences(address: str, read: Read):
    page = read(address)
    assert [mark.text() for mark in page.css("section[aria-labelledby=differs] mark")] == ["35", "52"]
    assert "update" in text_of(page, "section[aria-labelledby=differs] th .pill")


def test_other_hedge_of_the_same_number_is_said(world: World, read: Read):
    Claim.objects.filter(pk=world.later.pk).update(value=35, interval="[35,35]")
    page = read(f"/compare/?article={world.article.pk}&article={world.later.article_id}")
    assert "hedge differs" in text_of(page, "section[aria-labelledby=same]")


def test_files_hold_exactly_the_comparison(address: str, client: Client):
    lines = client.get(f"{address}&format=json").json()
    assert {(line["finding"], line["column"], line["value"]) for line in lines} == {
        ("differs", "Marrow Herald", "35"),
        ("differs", "Ister Courier", "52"),
        ("only", "Marrow Herald", "9"),
    }
    read = list(csv.DictReader(io.StringIO(client.get(f"{address}&format=csv").content.decode())))
    assert [row["claim_id"] for row in read] == [str(line["claim_id"]) for line in lines]


@pytest.mark.parametrize("wrong", ["?format=csv", "{}&format=xml"])
def test_files_of_nothing_are_refused(address: str, client: Client, wrong: str):
    query = wrong.format(address.removeprefix("/compare/"))
    response = client.get(f"/compare/{query}")
    assert (response.status_code, b"format" in response.content) == (400, True)
