"""The page of feeds."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.extraction.feed_links import FeedLink, read_opml, write_opml
from articles.models import Feed
from tests.factories import make_feed
from tests.web.conftest import Read, text_of

pytestmark = pytest.mark.django_db


def test_list_tells_how_each_goes(read: Read):
    make_feed(failure_count=3, last_error="HTTP 503")
    make_feed(is_active=False)
    text = text_of(read("/following/"))
    assert "failed 3 times" in text
    assert "HTTP 503" in text
    assert "paused" in text


def test_follow_pause_and_resume(reviewer_client: Client):
    reviewer_client.post("/following/follow/", {"url": "https://herald.example/"})
    feed = Feed.objects.get()
    for verb, is_active in (("pause", False), ("resume", True), ("poll", True)):
        assert reviewer_client.post(f"/following/{feed.pk}/change/", {"verb": verb}).status_code == 302
        feed.refresh_from_db()
        assert feed.is_active is is_active


@pytest.mark.parametrize("data", [{"url": "nonsense"}, {"url": "ftp://a.example/"}, {}])
def test_follow_refuses_what_is_no_address(reviewer_client: Client, data: dict[str, str]):
    response = reviewer_client.post("/following/follow/", data)
    assert response.status_code == 400
    assert b"url" in response.content


@pytest.mark.parametrize("verb", ["resume", "delete", ""])
def test_change_refuses_what_cannot_be(reviewer_client: Client, verb: str):
    assert reviewer_client.post(f"/following/{make_feed().pk}/change/", {"verb": verb}).status_code == 400


def test_opml_out_and_in(reviewer_client: Client):
    make_feed(title="Herald & Co")
    raw = reviewer_client.get("/following/?format=opml").content
    (link,) = read_opml(raw)
    Feed.objects.all().delete()
    both = write_opml([link, FeedLink("https://courier.example/rss", "Courier")]).encode()
    assert reviewer_client.post("/following/import/", {"file": SimpleUploadedFile("a.opml", both)}).status_code == 302
    assert set(Feed.objects.values_list("title", flat=True)) == {"Herald & Co", "Courier"}


@pytest.mark.parametrize("raw", [b"<opml/>", b"rubbish", b"<!DOCTYPE a [<!ENTITY b 'c'>]><opml/>"])
def test_opml_without_feeds_is_refused(reviewer_client: Client, raw: bytes):
    response = reviewer_client.post("/following/import/", {"file": SimpleUploadedFile("a.opml", raw)})
    assert response.status_code == 400
    assert b"no feed was found" in response.content
