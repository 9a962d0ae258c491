"""Downloads of lists, their levels, and the pages that explain them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from articles.selectors.exports import FORMS, TABLES
from tests.web.conftest import Read, World, text_of

pytestmark = pytest.mark.django_db

LISTS = {
    "/claims/": "claims",
    "/figures/": "figures",
    "/articles/": "articles",
    "/outlets/": "outlets",
    "/speakers/": "speakers",
    "/disputes/": "disputes",
}


@pytest.mark.parametrize("address", list(LISTS))
@pytest.mark.parametrize("form", list(FORMS))
def test_list_downloads_in_every_format(client: Client, world: World, address: str, form: str) -> None:
    answer = client.get(f"{address}?format={form}")
    assert answer["Content-Type"] == FORMS[form].media_type
    assert f"{LISTS[address]}.{FORMS[form].extension}" in answer["Content-Disposition"]
    assert answer["Link"] == f'</codebook/{LISTS[address]}/>; rel="describedby"'
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a streaming answer


def test_download_takes_the_lists_filters_and_level(client: Client, world: World) -> None:
    answer = client.get(f"/claims/?outlet={world.other.pk}&format=jsonl")
    found = [json.loads(line) for line in answer.getvalue().splitlines()]
    assert [row["id"] for row in found] == [world.later.pk]
    answer = client.get(f"/claims/?outlet={world.other.pk}&format=jsonl&level=figures")
    assert [json.loads(line)["id"] for line in answer.getvalue().splitlines()] == [world.figure.pk]
    answer = client.get("/figures/?disputed=true&format=csv&level=mentions")
    table = csv.DictReader(io.StringIO(answer.getvalue().decode()))
    assert {row["id"] for row in table} == {str(world.claim.pk), str(world.later.pk)}


@pytest.mark.parametrize("query", ["format=exe", "format=csv&level=deep", "format=csv&q=" + "x" * 201])
def test_unusable_download_is_named(read: Read, world: World, query: str) -> None:
    assert text_of(read(f"/claims/?{query}", 400))


def test_lists_link_to_their_downloads_and_codebook(read: Read, world: World) -> None:
    for address, kind in LISTS.items():
        links = [link.attributes["href"] or "" for link in read(address).css(".tools a")]
        assert f"/codebook/{kind}/" in links
        assert any("format=parquet" in link for link in links)


@pytest.mark.parametrize("kind", list(TABLES))
def test_codebook_has_a_page_and_two_documents(client: Client, read: Read, kind: str) -> None:
    page = read(f"/codebook/{kind}/")
    assert [cell.text() for cell in page.css("tbody th")] == TABLES[kind].names
    assert len(client.get(f"/codebook/{kind}/?format=json").json()["columns"]) == len(TABLES[kind].columns)
    assert client.get(f"/codebook/{kind}/?format=csv").content.startswith(b'"column","type"')
    read(f"/codebook/{kind}/?format=xml", 400)


def test_unknown_codebook_is_missing(read: Read) -> None:
    read("/codebook/secrets/", 404)
