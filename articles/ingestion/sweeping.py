"""Work that nobody does: what a dead worker left, and what waits without a message. All times are the database's."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Least, Now, Power

from articles.ingestion.holders import Departed, departed
from articles.ingestion.leases import RESEND, bind_locks
from articles.models import Article

MOST_CRASHES = 3
MOST_DOUBLINGS = 6
SWEPT_AT_ONCE = 500
# sending takes a worker from reading: a sweep sends about as many as are read until the next one
SENT_AT_ONCE = 60
# what was sent so long ago is sent again, whatever waits in the queues
TOO_LONG = timedelta(minutes=10)
SILENCE = timedelta(seconds=5)


def sweep_expired() -> list[int]:
    """Queue again what a dead or stuck worker left behind; quarantine what it died of three times. Returns their ids.

    What a worker of this machine held that is known to be dead does not wait for its lease; it has no hand left to write with.
    """
    with departed() as gone:
        ids = _sweep(gone)
        if gone.files:
            gone.forget_but(_held_tokens())
    return ids


def _held_tokens() -> list[UUID]:
    running = Article.objects.filter(state=Article.State.RUNNING)
    return [token for token in running.values_list("lease_token", flat=True) if token is not None]


@transaction.atomic
def _sweep(gone: Departed) -> list[int]:
    bind_locks()
    orphaned = [token for token in _held_tokens() if gone.held(token)] if gone.files else []
    # one that is being finished at this moment is locked: the sweep must not wait for it
    held = Article.objects.lost_by_worker(orphaned).select_for_update(skip_locked=True)
    ids = list(held.values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    lost = Article.objects.filter(pk__in=ids)
    lost.filter(crash_count__gte=MOST_CRASHES - 1).update(
        state=Article.State.QUARANTINED, reason=f"its worker died {MOST_CRASHES} times while reading it",
        lease_token=None, lease_until=None, ended_at=Now(), crash_count=F("crash_count") + 1,
    )  # fmt: skip
    lost.filter(state=Article.State.RUNNING).update(
        state=Article.State.QUEUED, lease_token=None, lease_until=None, send_at=Now(), send_count=0, next_attempt_at=Now(),
        crash_count=F("crash_count") + 1, attempt_count=F("attempt_count") - 1,
    )  # fmt: skip
    return ids


def claim_unsent(*, are_queues_empty: bool) -> list[int]:
    """The queued articles whose message is to be sent (again), oldest first; none of them to another sweep for a minute.

    While messages wait in the queues, what was sent is taken to be among them: sending it once more would only make the wait
    longer. Where none waits, a broker that was wiped or came back empty need not be waited for.
    """
    return _claim_due(are_queues_empty) or (_forgotten_ids() if are_queues_empty else [])


@transaction.atomic
def _claim_due(are_queues_empty: bool) -> list[int]:
    bind_locks()
    due = Article.objects.due()
    if not are_queues_empty:
        due = due.filter(Q(send_count=0) | Q(send_at__lt=Now() - TOO_LONG))
    ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:SENT_AT_ONCE])
    Article.objects.filter(pk__in=ids).update(send_at=Now() + RESEND)
    return ids


def _forgotten_ids() -> list[int]:
    """The articles whose messages were lost: they wait, and nobody has worked for five seconds. Else none."""
    if Article.objects.filter(state=Article.State.RUNNING).exists():
        return []
    waiting = Article.objects.filter(state=Article.State.QUEUED, next_attempt_at__lte=Now(), send_at__gt=Now())
    ids = list(waiting.order_by("send_at", "pk").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    if ids and Article.objects.filter(ended_at__gt=Now() - SILENCE).exists():
        return []
    return ids


def note_sent(article_id: int) -> None:
    """A message is on its way: the sweep waits a minute before it sends another, then two, four ... at most 64."""
    doublings = Least(F("send_count"), MOST_DOUBLINGS)
    pause = ExpressionWrapper(Value(RESEND) * Power(2.0, doublings), DurationField())
    Article.objects.filter(pk=article_id).update(send_at=Now() + pause, send_count=F("send_count") + 1)
