"""Who is told of what: each trigger, each way to follow, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils import timezone

from articles import tasks
from articles.actions.review import close_dispute, open_dispute
from articles.ingestion import mailing
from articles.ingestion.alerting import look
from articles.models import Alert, Claim, Delivery, Figure, Follow, Subscription, Watermark
from articles.models.alert import Trigger
from tests.alert_factories import make_alert, make_follow, make_webhook
from tests.factories import make_change, make_claim, make_figure, make_membership, make_outlet, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure(db: None) -> Iterator[Figure]:
    """A figure of 35 to 41, said by one speaker, at which everybody has looked."""
    speaker = make_speaker("Ana Veld")
    claims = [make_claim(value, speaker=speaker, outlet=make_outlet(), mode="indirect", hedge=hedge) for value, hedge in
              (("35", "about"), ("41", "exact"))]  # fmt: skip
    made = make_figure(*claims)
    look()
    return made  # type: ignore[return-value]  # a fixture


def joins(figure: Figure, claim: Claim) -> Claim:
    make_membership(figure, claim)
    look()
    return claim


def mailed() -> None:
    for person in mailing.due_people():
        tasks.mail_person(person)


def told(follow: Follow) -> set[str]:
    return set(Alert.objects.filter(follow=follow).values_list("trigger", flat=True))


@pytest.mark.parametrize(
    ("value", "is_outside"),
    [
        pytest.param("52", True, id="above"),
        pytest.param("9", True, id="below"),
        pytest.param("38", False, id="between"),
        pytest.param("41", False, id="at the edge"),
    ],
)
def test_value_outside_the_known_range(figure: Figure, reviewer: User, value: str, is_outside: bool) -> None:
    follow = make_follow(reviewer, figure=figure, triggers=[Trigger.OUTSIDE])
    joins(figure, make_claim(value))
    assert (told(follow) == {"outside"}) is is_outside


def test_range_without_a_value_may_lie_outside(figure: Figure, reviewer: User) -> None:
    follow = make_follow(reviewer, figure=figure, triggers=[Trigger.OUTSIDE])
    span = NumericRange(Decimal(50), Decimal(60), "[]")
    joins(figure, make_claim(None, surface="50 to 60", hedge="between", interval=span))
    assert told(follow) == {"outside"}


def test_first_claim_of_a_figure_is_outside_of_nothing(reviewer: User) -> None:
    look()
    speaker = make_speaker()
    follow = make_follow(reviewer, speaker=speaker)
    make_figure(make_claim("35", speaker=speaker, mode="indirect"))
    look()
    assert told(follow) == {"claim"}


def test_new_speaker(figure: Figure, reviewer: User) -> None:
    follow = make_follow(reviewer, figure=figure, triggers=[Trigger.SPEAKER])
    joins(figure, make_claim("38", speaker=figure.claims.first().speaker, mode="indirect"))  # type: ignore[union-attr]
    assert told(follow) == set()
    joins(figure, make_claim("38", speaker=make_speaker("Bo Marsh"), mode="indirect"))
    assert "Bo Marsh" in Alert.objects.get(follow=follow).title


def test_dropped_hedge(figure: Figure, reviewer: User) -> None:
    follow = make_follow(reviewer, figure=figure, triggers=[Trigger.HEDGE])
    joins(figure, make_claim("38", days=3))
    assert told(follow) == set()
    joins(figure, make_claim("35", hedge="exact", days=4))
    assert told(follow) == {"hedge"}


def test_number_edited_without_a_notice(figure: Figure, reviewer: User) -> None:
    claim = figure.claims.earliest("pk")
    follow = make_follow(reviewer, figure=figure)
    make_change(claim, has_notice=True)
    look()
    assert told(follow) == set()
    make_change(claim, has_notice=False)
    look()
    assert told(follow) == {"edit"}


def test_dispute_opened_and_decided(figure: Figure, reviewer: User) -> None:
    follow = make_follow(reviewer, figure=figure, triggers=[Trigger.DISPUTE])
    dispute = open_dispute(by=reviewer, kind="genuine", reason="35 and 52", figure=figure)
    look()
    close_dispute(dispute=dispute, state="resolved", reason="Counted again.", by=reviewer)
    look()
    look()
    titles = Alert.objects.filter(follow=follow).order_by("pk").values_list("title", flat=True)
    assert [title.split(":")[0] for title in titles] == ["Dispute Open", "Dispute Resolved"]


def test_every_way_to_follow_is_told(figure: Figure, reviewer: User) -> None:
    speaker, outlet = make_speaker(), make_outlet()
    wanted = [
        make_follow(reviewer, figure=figure),
        make_follow(reviewer, speaker=speaker),
        make_follow(reviewer, outlet=outlet),
        make_follow(reviewer, query="q=barges&value_min=30"),
    ]
    others = [
        make_follow(reviewer, speaker=make_speaker()),
        make_follow(reviewer, outlet=make_outlet()),
        make_follow(reviewer, query="q=ferries"),
        make_follow(reviewer, query="gone=1"),
    ]
    joins(figure, make_claim("38", speaker=speaker, outlet=outlet, mode="indirect", subject="barges lost"))
    assert all("claim" in told(follow) for follow in wanted)
    assert not any(told(follow) for follow in others)


def test_only_what_was_chosen_is_told(figure: Figure, reviewer: User) -> None:
    follow = make_follow(reviewer, figure=figure, triggers=[Trigger.OUTSIDE])
    joins(figure, make_claim("38", speaker=make_speaker(), mode="indirect"))
    assert told(follow) == set()


def test_what_was_there_before_is_not_told(figure: Figure, reviewer: User) -> None:
    make_membership(figure, make_claim("52"))
    follow = make_follow(reviewer, figure=figure, created_at=timezone.now() + timedelta(minutes=1))
    look()
    assert told(follow) == set()


def test_nothing_is_told_twice(figure: Figure, reviewer: User) -> None:
    make_webhook(reviewer)
    make_webhook(reviewer, is_active=False)
    make_follow(reviewer, figure=figure, triggers=[Trigger.OUTSIDE])
    joins(figure, make_claim("52"))
    assert [look(), look()] == [0, 0]
    assert (Alert.objects.count(), Delivery.objects.count()) == (1, 1)


def test_mark_moves_on_when_rows_have_settled(figure: Figure, reviewer: User) -> None:
    follow = make_follow(reviewer, figure=figure, triggers=[Trigger.CLAIM])
    joins(figure, make_claim("52"))
    for _ in range(2):
        Watermark.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
        look()
    Alert.objects.all().delete()
    assert look() == 0, "settled rows are not looked at again"
    joins(figure, make_claim("53"))
    assert told(follow) == {"claim"}


def test_mail_goes_at_once_or_once_a_day(reviewer: User) -> None:
    at_once, daily = (make_follow(reviewer, mail=how) for how in ("instant", "daily"))
    make_alert(daily, title="A first thing", send_at=timezone.now())
    mailed()
    assert [sent.subject for sent in mail.outbox] == ["A first thing"]
    assert mail.outbox[0].to == ["reviewer@example.org"]
    make_alert(daily, title="A second thing", send_at=timezone.now())
    mailed()
    assert len(mail.outbox) == 1, "a day has not passed"
    make_alert(at_once, title="A\nthird thing", send_at=timezone.now())
    mailed()
    assert mail.outbox[1].subject == "2 things happened to what you follow"
    assert "/claims/1/" in mail.outbox[1].body
    Subscription.objects.update(send_at=timezone.now() - timedelta(days=2))
    mailed()
    assert len(mail.outbox) == 2, "nothing waits"


def test_mail_that_fails_waits(reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make_alert(make_follow(reviewer, mail="instant"), send_at=timezone.now())

    def refused(*given: object) -> None:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr(mailing, "send_mail", refused)
    mailed()
    assert Alert.objects.filter(send_at__isnull=False).count() == 1


def test_person_without_an_address_gets_no_mail(figure: Figure) -> None:
    make_alert(make_follow(mail="instant"), send_at=timezone.now())
    assert mailing.due_people() == []
