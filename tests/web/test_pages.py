"""What holds for every page: it answers, its status is right for each reader, and its cost does not grow."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from articles.web.urls import urlpatterns
from tests.web.conftest import World, grown

pytestmark = pytest.mark.django_db

PINNED = Path(__file__).parent.parent / "query_counts.json"
MOST_QUERIES = 12
MOST_BYTES = 60_000

Address = Callable[[World], str]
OPEN: dict[str, Address] = {
    "history": lambda w: f"/history/speaker/{w.speaker.pk}/",
    "source": lambda w: f"/sources/{w.claim.source_id}/",
    "home": lambda w: "/",
    "search": lambda w: "/search/?q=flood",
    "figures": lambda w: "/figures/",
    "figure": lambda w: f"/figures/{w.figure.pk}/",
    "series": lambda w: f"/series/{w.series.pk}/",
    "claims": lambda w: "/claims/",
    "claim": lambda w: f"/claims/{w.claim.pk}/",
    "changes": lambda w: "/changes/",
    "following": lambda w: "/following/",
    "articles": lambda w: "/articles/",
    "article": lambda w: f"/articles/{w.article.pk}/",
    "article-changes": lambda w: f"/articles/{w.article.pk}/changes/",
    "outlets": lambda w: "/outlets/",
    "outlet": lambda w: f"/outlets/{w.outlet.pk}/",
    "speakers": lambda w: "/speakers/",
    "speaker": lambda w: f"/speakers/{w.speaker.pk}/",
    "dumps": lambda w: "/dumps/",
    "codebook": lambda w: "/codebook/claims/",
    "compare": lambda w: f"/compare/?outlet={w.outlet.pk}&outlet={w.other.pk}",
    "disputes": lambda w: "/disputes/",
    "note-history": lambda w: f"/notes/{w.edited.pk}/history/",
    "dispute": lambda w: f"/disputes/{w.dispute.pk}/",
    "person": lambda w: "/people/reviewer/",
    "acts": lambda w: "/acts/",
    "together": lambda w: f"/together/?article={w.claim.article_id},{w.later.article_id}",
}
REVIEWERS: dict[str, Address] = {
    "speaker-curate": lambda w: f"/speakers/{w.speaker.pk}/curate/",
    "outlet-curate": lambda w: f"/outlets/{w.outlet.pk}/curate/",
    "source-curate": lambda w: f"/sources/{w.claim.source_id}/curate/",
    "review": lambda w: "/review/",
    "review-batch": lambda w: f"/review/batches/{w.batch}/",
    "flags": lambda w: "/review/flags/",
    "coding": lambda w: "/coding/",
    "coding-new": lambda w: "/coding/new/",
    "coding-project": lambda w: f"/coding/{w.coded.pk}/",
    "coding-code": lambda w: f"/coding/{w.project.pk}/code/",
    "claim-review": lambda w: f"/claims/{w.claim.pk}/review/",
    "note-edit": lambda w: f"/notes/{w.edited.pk}/edit/",
    "figure-dispute": lambda w: f"/figures/{w.figure.pk}/dispute/",
    "figure-curate": lambda w: f"/figures/{w.figure.pk}/curate/",
    "claim-dispute": lambda w: f"/claims/{w.claim.pk}/dispute/",
    "claim-correct": lambda w: f"/claims/{w.claim.pk}/correct/",
    "status": lambda w: "/status/",
}
SIGNED_IN: dict[str, Address] = {
    "paste": lambda w: "/paste/",
    "upload": lambda w: "/upload/",
    "notices": lambda w: "/notices/",
    "follows": lambda w: "/follows/",
    "keys": lambda w: "/keys/",
}
# forms that strangers may send: reading one gives them the cookie of its token
FORMS: dict[str, Address] = {"claim-flag": lambda w: f"/claims/{w.claim.pk}/flag/"}
# addresses that only lead elsewhere
LEADING: dict[str, Address] = {
    "review-next": lambda w: "/review/next/",
    "review-view": lambda w: f"/review/views/{w.view.pk}/",
}
POSTED: dict[str, Address] = {
    "review-bulk": lambda w: "/review/bulk/",
    "review-undo": lambda w: f"/review/batches/{w.batch}/undo/",
    "review-views": lambda w: "/review/views/",
    "review-view-delete": lambda w: f"/review/views/{w.view.pk}/delete/",
    "coding-decide": lambda w: f"/coding/{w.coded.pk}/decide/",
    "coding-close": lambda w: f"/coding/{w.project.pk}/close/",
    "flags-dismiss": lambda w: "/review/flags/dismiss/",
    "claim-approve": lambda w: f"/claims/{w.claim.pk}/approve/",
    "claim-take": lambda w: f"/claims/{w.claim.pk}/take/",
    "revision-annotate": lambda w: f"/revisions/{w.claim.revision_id}/annotate/",
    "dispute-resolve": lambda w: f"/disputes/{w.dispute.pk}/resolve/",
    "figure-annotate": lambda w: f"/figures/{w.figure.pk}/annotate/",
    "membership-decide": lambda w: f"/memberships/{w.figure.memberships.earliest('pk').pk}/decide/",
    "claim-annotate": lambda w: f"/claims/{w.claim.pk}/annotate/",
    "dispute-take": lambda w: f"/disputes/{w.dispute.pk}/take/",
    "dispute-close": lambda w: f"/disputes/{w.dispute.pk}/close/",
    "dispute-reopen": lambda w: f"/disputes/{w.dispute.pk}/reopen/",
    "dispute-verdict": lambda w: f"/disputes/{w.dispute.pk}/verdict/",
    "dispute-annotate": lambda w: f"/disputes/{w.dispute.pk}/annotate/",
    "feed-follow": lambda w: "/following/follow/",
    "feed-import": lambda w: "/following/import/",
    "feed-change": lambda w: f"/following/{w.feed.pk}/change/",
    "act-undo": lambda w: f"/acts/{w.act.pk}/undo/",
    "note-delete": lambda w: f"/notes/{w.note.pk}/delete/",
}
# what administrators post, or whose own row it is; tests/security holds who may
MANAGED: dict[str, Address] = {
    "key-revoke": lambda w: "/keys/1/revoke/",
    "article-retry": lambda w: f"/status/articles/{w.article.pk}/retry/",
    "article-discard": lambda w: f"/status/articles/{w.article.pk}/discard/",
}
# answers that are no pages
FILES: dict[str, Address] = {
    "readyz": lambda w: "/readyz",
    "metrics": lambda w: "/metrics",
    "coding-export": lambda w: f"/coding/{w.coded.pk}/export/",
    "dump-file": lambda w: "/dumps/20260101T000000Z/claims.jsonl.gz",
    "feed-of-one": lambda w: f"/feeds/figure/{w.figure.pk}.atom",
    "feed-of-claims": lambda w: "/feeds/claims.atom",
    "feed-of-disputes": lambda w: "/feeds/disputes.atom",
    "figure-card": lambda w: f"/figures/{w.figure.pk}/card/",
    "oembed": lambda w: "/oembed/",
    "sitemap": lambda w: "/sitemap.xml",
    "sitemap-block": lambda w: "/sitemaps/figure-0.xml",
    "robots": lambda w: "/robots.txt",
    "own-feed": lambda w: "/follows/feed/made-up.atom",
    "webhook": lambda w: "/webhooks/1/",
    "claim-annotations": lambda w: "/claims/annotations/",
    "claim-annotation": lambda w: f"/claims/{w.claim.pk}/annotation/",
    "article-annotations": lambda w: f"/articles/{w.article.pk}/annotations/",
    "note-annotations": lambda w: "/notes/",
    "note-annotation": lambda w: f"/notes/{w.note.pk}/annotation/",
}
READER_POSTED: dict[str, Address] = {
    "notices-read": lambda w: "/notices/read/",
    "follow-add": lambda w: "/follows/add/",
    "follow-remove": lambda w: "/follows/1/remove/",
    "feed-renew": lambda w: "/follows/feed/renew/",
    "webhook-add": lambda w: "/webhooks/add/",
    "webhook-change": lambda w: "/webhooks/1/change/",
    "delivery-replay": lambda w: "/deliveries/1/replay/",
    "notice-read": lambda w: f"/notices/{w.notice.pk}/read/",
}
EVERY = OPEN | REVIEWERS | SIGNED_IN | FORMS | LEADING | POSTED | READER_POSTED | MANAGED | FILES


def test_every_address_is_in_one_of_these_tables():
    assert {pattern.name for pattern in urlpatterns} == EVERY.keys()


@pytest.mark.parametrize("name", OPEN)
def test_anybody_reads(world: World, client: Client, name: str):
    response = client.get(OPEN[name](world))
    assert response.status_code == 200
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies, "a page for everybody sets no cookie"


@pytest.mark.parametrize("name", OPEN | REVIEWERS | SIGNED_IN | FORMS)
def test_page_has_its_landmarks(world: World, reviewer_client: Client, name: str):
    page = LexborHTMLParser(reviewer_client.get(EVERY[name](world)).content.decode())
    assert [len(page.css(selector)) for selector in ("h1", "main", "header nav", "head > title", "a.skip")] == [1] * 5
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids)), [each for each in ids if ids.count(each) > 1]
    assert not page.css("[style], style, script:not([src]):not([type='application/ld+json'])")
    assert all(table.css_first("caption") for table in page.css("table"))


@pytest.mark.parametrize("name", REVIEWERS | SIGNED_IN | LEADING | POSTED | READER_POSTED)
def test_strangers_are_asked_to_sign_in(world: World, client: Client, name: str):
    address = EVERY[name](world)
    response = client.post(address) if name in POSTED | READER_POSTED else client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("name", REVIEWERS | LEADING | POSTED)
def test_readers_without_the_group_get_403(world: World, plain_client: Client, name: str):
    address = EVERY[name](world)
    response = plain_client.post(address) if name in POSTED else plain_client.get(address)
    assert response.status_code == 403
    assert b"may not do this" in response.content


@pytest.mark.parametrize("name", REVIEWERS | SIGNED_IN)
def test_signed_in_pages_are_kept_by_no_cache(world: World, reviewer_client: Client, name: str):
    response = reviewer_client.get(EVERY[name](world))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("name", POSTED)
def test_writes_refuse_get_and_a_missing_csrf_token(world: World, reviewer: User, name: str):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    address = POSTED[name](world)
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 403


@pytest.mark.parametrize("name", OPEN)
def test_reading_pages_refuse_post(world: World, client: Client, name: str):
    assert client.post(OPEN[name](world)).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in EVERY
        if name not in MANAGED and "<int:pk>" in str({p.name: p.pattern for p in urlpatterns}[name])
    ],
)
def test_missing_row_is_404(world: World, reviewer_client: Client, name: str):
    pattern = {p.name: str(p.pattern) for p in urlpatterns}[name]
    address = "/" + pattern.replace("<int:pk>", "999999999999999999999")
    response = reviewer_client.post(address) if name in POSTED | READER_POSTED else reviewer_client.get(address)
    assert response.status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/claims/?rubbish=1",
        "/claims/?measure=luck",
        "/claims/?value_min=many",
        "/claims/?value_min=NaN",
        "/claims/?speaker=nobody",
        "/claims/?disputed=perhaps",
        "/claims/?sort=luck",
        "/claims/?cursor=rubbish",
        "/claims/?format=xls",
        "/claims/?reported_after=2026-99-99",
        f"/claims/?q={'x' * 201}",
        "/claims/?q=a%00b",
        "/figures/?outlets_min=-1",
        "/articles/?published_after=soon",
        "/outlets/?agency=maybe",
        "/speakers/?kind=ghost",
        "/disputes/?state=lost",
        "/compare/?outlet=1",
        "/compare/?outlet=1&article=2",
        "/compare/?outlet=a&outlet=b",
        "/compare/?outlet=99998&outlet=99999",
        "/compare/?speaker=1",
        f"/search/?q={'x' * 201}",
    ],
)
def test_bad_input_is_400_and_named(client: Client, db: None, address: str):
    response = client.get(address)
    assert response.status_code == 400
    name = address.partition("?")[2].partition("=")[0]
    assert name.encode() in response.content or "compare" in address


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_cost_of_pages_is_pinned_and_does_not_grow(world: World, reviewer_client: Client, client: Client):
    grown(world, 3)
    few = {name: queries_of(client, address(world)) for name, address in OPEN.items()}
    few |= {name: queries_of(reviewer_client, address(world)) for name, address in REVIEWERS.items()}
    grown(world, 30)
    many = {name: queries_of(client, address(world)) for name, address in OPEN.items()}
    many |= {name: queries_of(reviewer_client, address(world)) for name, address in REVIEWERS.items()}
    assert many == few
    assert max(many.values()) <= MOST_QUERIES
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        PINNED.write_text(json.dumps(many, indent=1, sort_keys=True) + "\n")
    assert many == json.loads(PINNED.read_text())


def test_signed_in_pages_cost_at_most_twelve_queries(world: World, reviewer_client: Client):
    grown(world, 5)
    assert {name: n for name in OPEN if (n := queries_of(reviewer_client, OPEN[name](world))) > MOST_QUERIES} == {}


def test_long_pages_stay_under_sixty_kilobytes(world: World, client: Client):
    grown(world, 60)
    sizes = {name: len(client.get(address(world)).content) for name, address in OPEN.items()}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
