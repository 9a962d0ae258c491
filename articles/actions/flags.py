"""What readers without an account doubt, and how reviewers answer many of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.actions.counts import recount
from articles.actions.versions import Refused
from articles.actions.wording import words
from articles.models import Claim, Flag, Membership

MOST_AN_HOUR = 10
HOUR = timedelta(hours=1)


class TooMany(Exception):
    """An address sent more than it may; ``retry_after_s`` says how long to wait."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"You can flag {MOST_AN_HOUR} claims an hour. Try again in {-(-retry_after_s // 60)} minutes.")
        self.retry_after_s = retry_after_s


def sender_of(address: str) -> str:
    """What is kept of an address: a hash keyed with the installation's secret, so that no list of addresses finds it."""
    return salted_hmac("articles.flags", address, algorithm="sha256").hexdigest()


@transaction.atomic
def flag_claim(*, claim: Claim, kind: str, text: str, address: str) -> Flag:
    """A reader's doubt about a claim; a second one from the same address replaces the first.

    Raises TooMany for the eleventh new one within an hour, however many arrive at once; Refused without a reason.
    """
    if kind not in Flag.Kind.values:
        raise Refused(f"There is no kind of flag “{kind[:20]}”.")
    sender = sender_of(address)
    said = words(text, "what is wrong")[:1000]
    with connection.cursor() as cursor:
        # one address at a time: otherwise two requests both count nine
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sender])
    standing = Flag.objects.waiting().filter(claim=claim, sender=sender)
    if standing.update(kind=kind, text=said):
        return standing.get()
    recent = Flag.objects.filter(sender=sender, created_at__gt=Now() - HOUR).order_by("created_at")
    times = list(recent.values_list("created_at", flat=True))
    if len(times) >= MOST_AN_HOUR:
        raise TooMany(_wait_s(times[-MOST_AN_HOUR]))
    flag = Flag.objects.create(claim=claim, kind=kind, text=said, sender=sender)
    _count([claim.pk])
    return flag


def _wait_s(first: datetime) -> int:
    return max(1, int((first + HOUR - timezone.now()).total_seconds()) + 1)


@transaction.atomic
def dismiss_flags(*, flags: Sequence[int], by: User) -> int:
    """Answer readers' flags by their numbers; how many were waiting. What they were about is counted again."""
    rows = Flag.objects.waiting().select_for_update().filter(pk__in=flags)
    claims = set(rows.values_list("claim_id", flat=True))
    count = Flag.objects.waiting().filter(pk__in=[row.pk for row in rows]).update(dismissed_at=Now(), dismissed_by=by)
    _count(sorted(claims))
    return count


def _count(claims: Sequence[int]) -> None:
    recount(Membership.objects.filter(claim__in=claims).values_list("figure_id", flat=True))
