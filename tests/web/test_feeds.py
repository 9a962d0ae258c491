"""Feeds, cards and sitemaps: what readers of them need is there, and nothing more."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from articles.extraction.feed import read_feed
from tests.factories import DAY, make_claim, make_figure, make_outlet, make_speaker
from tests.web.conftest import World, grown

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feeds(world: World) -> list[str]:
    return [
        f"/feeds/figure/{world.figure.pk}",
        f"/feeds/speaker/{world.speaker.pk}",
        f"/feeds/outlet/{world.outlet.pk}",
        "/feeds/claims",
        "/feeds/disputes",
    ]


def test_atom_has_what_the_standard_demands(client: Client, world: World) -> None:
    for address in feeds(world):
        answer = client.get(f"{address}.atom")
        assert answer["Content-Type"].startswith("application/atom+xml")
        root = ET.fromstring(answer.content)
        assert all(root.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        assert root.find(f"{ATOM}link[@rel='self']") is not None
        entries = root.findall(f"{ATOM}entry")
        assert entries
        for entry in entries:
            assert all(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "published"))
            assert entry.findtext(f"{ATOM}author/{ATOM}name")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids))


def test_json_feed_has_what_the_standard_demands(client: Client, world: World) -> None:
    for address in feeds(world):
        answer = client.get(f"{address}.json")
        assert answer["Content-Type"] == "application/feed+json"
        document = json.loads(answer.content)
        assert document["version"] == "https://jsonfeed.org/version/1.1"
        assert document["title"]
        assert document["feed_url"] == f"http://testserver{address}.json"
        assert all(item["id"] and item["content_text"] for item in document["items"])


def test_our_own_reader_reads_both(client: Client, world: World) -> None:
    for address in feeds(world):
        for form in ("atom", "json"):
            read = read_feed(client.get(f"{address}.{form}").content, "http://testserver/")
            assert read.error == ""
            assert read.entries
            assert all(entry.title and entry.published and entry.url.startswith("http") for entry in read.entries)


def test_hostile_words_leave_a_feed_readable(client: Client) -> None:
    speaker = make_speaker("A\x0bna <b>&]]>")
    make_claim("35", speaker=speaker, sentence="\x01 ]]> <script>alert(1)</script> \ufffe", mode="indirect")
    read = read_feed(client.get(f"/feeds/speaker/{speaker.pk}.atom").content, "http://testserver/")
    assert (len(read.entries), read.error) == (1, "")


def test_feed_takes_the_filters_of_its_list(client: Client, world: World) -> None:
    document = client.get(f"/feeds/claims.json?outlet={world.other.pk}").json()
    assert [item["id"] for item in document["items"]] == [f"http://testserver/claims/{world.later.pk}/"]
    assert document["home_page_url"] == f"http://testserver/claims/?outlet={world.other.pk}"
    assert "Ister Courier" in document["title"]
    assert client.get("/feeds/claims.json?colour=red").status_code == 400


def test_unchanged_feed_is_not_sent_again(client: Client, world: World) -> None:
    for address in (*feeds(world), f"/feeds/speaker/{make_speaker().pk}"):
        first = client.get(f"{address}.atom")
        assert client.get(f"{address}.atom", headers={"if-none-match": first["ETag"]}).status_code == 304
        since = {"if-modified-since": first["Last-Modified"]}
        assert client.get(f"{address}.atom", headers=since).status_code == 304
    make_claim("99", outlet=world.outlet, reported_at=DAY + timedelta(days=9))
    address = f"/feeds/outlet/{world.outlet.pk}.atom"
    assert client.get(address, headers={"if-modified-since": "Mon, 02 Mar 2026 10:00:00 GMT"}).status_code == 200


@pytest.mark.parametrize("address", ["/feeds/planet/1.atom", "/feeds/figure/999999.atom", "/feeds/claims.rss"])
def test_feed_of_nothing_is_missing(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_feeds_cost_the_same_for_more_rows(client: Client, world: World) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{address}.atom")
        return len(asked)

    before = [cost(address) for address in feeds(world)]
    grown(world, 4)
    assert [cost(address) for address in feeds(world)] == before


def test_pages_name_their_feeds(client: Client, world: World) -> None:
    pages = {
        f"/figures/{world.figure.pk}/": f"/feeds/figure/{world.figure.pk}.atom",
        f"/speakers/{world.speaker.pk}/": f"/feeds/speaker/{world.speaker.pk}.json",
        f"/outlets/{world.outlet.pk}/": f"/feeds/outlet/{world.outlet.pk}.atom",
        f"/claims/?speaker={world.speaker.pk}": f"/feeds/claims.atom?speaker={world.speaker.pk}",
        "/disputes/": "/feeds/disputes.atom",
    }
    for page, feed in pages.items():
        head = LexborHTMLParser(client.get(page).content.decode())
        named = [link.attributes["href"] for link in head.css("link[rel='alternate']")]
        assert feed in named
        assert client.get(feed).status_code == 200


def test_card_may_be_framed_and_does_nothing_else(client: Client, world: World, reviewer_client: Client) -> None:
    answer = client.get(f"/figures/{world.figure.pk}/card/")
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    page = LexborHTMLParser(answer.content.decode())
    assert not page.css("script, form, iframe, [style]")
    assert "Nobody has counted yet." in page.body.text()  # type: ignore[union-attr]  # it has a body
    assert reviewer_client.get(f"/figures/{world.figure.pk}/card/").content == answer.content
    assert "frame-ancestors 'none'" in client.get(f"/figures/{world.figure.pk}/")["Content-Security-Policy"]


def test_oembed_leads_from_the_page_to_the_card(client: Client, world: World) -> None:
    page = LexborHTMLParser(client.get(f"/figures/{world.figure.pk}/").content.decode())
    link = page.css_first("link[type='application/json+oembed']")
    assert link is not None
    found = client.get(link.attributes["href"] or "").json()
    assert (found["version"], found["type"], found["width"], found["height"]) == ("1.0", "rich", 480, 220)
    frame = LexborHTMLParser(found["html"]).css_first("iframe")
    assert frame is not None
    assert client.get((frame.attributes["src"] or "").removeprefix("http://testserver")).status_code == 200


def test_oembed_keeps_to_the_room_it_is_given(client: Client, world: World) -> None:
    address = f"/oembed/?url=http://testserver/figures/{world.figure.pk}/"
    assert client.get(f"{address}&maxwidth=300&maxheight=9999").json()["width"] == 300
    assert client.get(f"{address}&maxwidth=wide").status_code == 400
    assert client.get(f"{address}&format=xml").status_code == 501


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("", 400),
        ("http://elsewhere.example/figures/1/", 404),
        ("http://testserver/claims/1/", 404),
        ("http://testserver/figures/999999/", 404),
        ("http://[", 404),
        ("javascript:alert(1)", 404),
    ],
)
def test_oembed_of_anything_else_is_refused(client: Client, db: None, url: str, status: int) -> None:
    assert client.get("/oembed/", {"url": url}).status_code == status


def test_oembed_markup_is_escaped(client: Client) -> None:
    figure = make_figure(make_claim("35"), definition='"><script>alert(1)</script>')
    html = client.get("/oembed/", {"url": f"http://testserver/figures/{figure.pk}/"}).json()["html"]
    assert not LexborHTMLParser(html).css("script")


def test_sitemap_leads_to_every_page(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.selectors.sitemaps.BLOCK", 2)
    for _ in range(5):
        make_outlet()
    index = ET.fromstring(client.get("/sitemap.xml").content)
    pages = set()
    for block in index.findall(f"{MAP}sitemap"):
        assert block.findtext(f"{MAP}lastmod")
        place = (block.findtext(f"{MAP}loc") or "").removeprefix("http://testserver")
        found = [url.findtext(f"{MAP}loc") for url in ET.fromstring(client.get(place).content).findall(f"{MAP}url")]
        assert 0 < len(found) <= 2
        pages |= set(found)
    assert f"http://testserver/figures/{world.figure.pk}/" in pages
    assert f"http://testserver/outlets/{world.other.pk}/" in pages
    assert f"http://testserver/articles/{world.article.pk}/" in pages


@pytest.mark.parametrize("block", ["figure-77", "secret-0", "figure-", "figure-99999999999"])
def test_empty_block_is_missing(client: Client, db: None, block: str) -> None:
    assert client.get(f"/sitemaps/{block}.xml").status_code == 404


def test_robots_are_told_where_the_map_is(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
