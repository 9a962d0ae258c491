"""The list of changed numbers and its feeds."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.extraction.feed import read_feed
from tests.factories import make_change, make_claim, make_outlet
from tests.web.conftest import Read, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def changes() -> None:
    herald, courier = make_outlet("Herald"), make_outlet("Courier")
    make_change(make_claim("35", outlet=herald), make_claim("41", outlet=herald), has_notice=True)
    make_change(make_claim("9", outlet=courier), make_claim("9", hedge="about", outlet=courier), aspects=["hedge"])


def test_list_tells_each_change_and_its_notice(read: Read):
    page = read("/changes/")
    rows = [text_of(page, f"tbody tr:nth-child({n})") for n in (1, 2)]
    assert "9 → about 9 people" in rows[0]
    assert "no correction notice" in rows[0]
    assert "35 → 41 people" in rows[1]
    assert "no correction" not in rows[1]


@pytest.mark.parametrize(
    ("query", "count"), [("aspect=hedge", 1), ("notice=true", 1), ("aspect=speaker", 0), ("outlet=999", 0)]
)
def test_list_is_filtered(read: Read, query: str, count: int):
    assert len(read(f"/changes/?{query}").css("tbody tr")) == count


@pytest.mark.parametrize("form", ["atom", "feed"])
def test_feeds_are_read_by_our_own_reader(client: Client, form: str):
    response = client.get(f"/changes/?format={form}")
    found = read_feed(response.content, "http://testserver/changes/")
    assert [entry.title for entry in found.entries] == [
        "9 → about 9 people, no correction notice: Flood (Courier)",
        "35 → 41 people, with a correction notice: Flood (Herald)",
    ]
    assert all(entry.url.startswith("http://testserver/articles/") and entry.published for entry in found.entries)


def test_atom_is_well_formed_and_json_feed_names_its_version(client: Client):
    assert ElementTree.fromstring(client.get("/changes/?format=atom").content).tag.endswith("feed")
    assert json.loads(client.get("/changes/?format=feed").content)["version"].endswith("/1.1")


@pytest.mark.parametrize("query", ["format=rss", "aspect=luck", "notice=perhaps", "seen_after=soon"])
def test_bad_input_is_named(client: Client, query: str):
    response = client.get(f"/changes/?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0].encode() in response.content


def test_api_gives_both_claims(client: Client):
    row = client.get("/api/v1/changes/?aspect=value").json()["results"][0]
    assert (row["before"]["value"], row["after"]["value"], row["told"]) == ("35", "41", "35 → 41 people")
