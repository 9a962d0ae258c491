"""How the work goes: the page, what staff decide there, and what machines ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.test import Client

from articles.models import Article
from tests.factories import make_article, make_feed, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_person(db: None) -> User:
    return make_user("boss", "admins")


@pytest.fixture
def boss(admin_person: User) -> Client:
    client = Client()
    client.force_login(admin_person)
    return client


@pytest.fixture
def lost(db: None) -> Article:
    return make_article(state="quarantined", reason="its worker died 3 times", title="Flood", ended_at=Now())


def overdue(minutes: int) -> Article:
    article = make_article(state="queued")
    Article.objects.filter(pk=article.pk).update(next_attempt_at=Now() - timedelta(minutes=minutes))
    return article


def test_page_tells_what_waits_and_fails(reviewer_client: Client, lost: Article):
    overdue(5)
    make_feed(failure_count=2, last_error="HTTP 500")
    text = reviewer_client.get("/status/").content.decode()
    for words in ("1 article waits", "5 min", "its worker died 3 times", "HTTP 500", "Flood"):
        assert words in text


def test_retry_queues_again_and_is_audited(boss: Client, admin_person: User, lost: Article):
    assert boss.post(f"/status/articles/{lost.pk}/retry/").status_code == 302
    lost.refresh_from_db()
    assert lost.state != "quarantined"
    ruling = apps.get_model("articles", "ArticleRulingEvent")._default_manager.get(pgh_obj=lost)
    assert ruling.pgh_context.metadata["user"] == admin_person.pk


def test_give_up_needs_a_reason(boss: Client, lost: Article):
    assert boss.post(f"/status/articles/{lost.pk}/discard/").status_code == 400
    boss.post(f"/status/articles/{lost.pk}/discard/", {"why": "a test page"})
    lost.refresh_from_db()
    assert (lost.state, "a test page" in lost.reason, "boss" in lost.reason) == ("rejected", True, True)


def test_reviewers_see_no_buttons_and_may_not_decide(reviewer_client: Client, lost: Article):
    assert b"/retry/" not in reviewer_client.get("/status/").content
    assert reviewer_client.post(f"/status/articles/{lost.pk}/retry/").status_code == 403


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (1, 200), (5, 503)])
def test_ready_while_due_work_is_taken(client: Client, minutes: int, status: int):
    overdue(minutes)
    assert client.get("/readyz").status_code == status


def test_ready_while_something_ends(client: Client, lost: Article):
    overdue(5)
    assert client.get("/readyz").status_code == 200


def test_metrics_are_read_from_the_database(client: Client, lost: Article):
    overdue(5)
    make_feed()
    text = client.get("/metrics").content.decode()
    assert 'claimtracker_articles{state="quarantined"} 1.0' in text
    assert 'claimtracker_quarantined{cause="its worker died 3 times"} 1.0' in text
    assert 'claimtracker_feeds{state="good"} 1.0' in text
    assert "claimtracker_waiting 1.0" in text


@pytest.mark.parametrize(
    ("token", "headers", "address", "status"),
    [
        ("", {}, "127.0.0.1", 200),
        ("", {}, "10.0.0.5", 403),
        ("", {"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", 403),
        ("secret", {}, "127.0.0.1", 403),
        ("secret", {"Authorization": "Bearer wrong"}, "10.0.0.5", 403),
        ("secret", {"Authorization": "Bearer secret"}, "10.0.0.5", 200),
    ],
)
def test_metrics_are_for_this_machine_or_the_token(
    client: Client, settings: Any, token: str, headers: dict[str, str], address: str, status: int
):
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == status
