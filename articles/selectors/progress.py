"""How the work on articles goes: what waits, for how long, and whether anything moves."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Now

from articles.models import Article, Feed
from articles.models.article import SAME_PAGE

STUCK_AFTER = timedelta(seconds=120)
RATE_OVER = timedelta(hours=1)
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of articles by state, how long the longest-waiting one has been due, and when one last ended.

    Also what articles are quarantined for, and the feeds that fail: address, how often in a row, and why.
    """

    states: dict[str, int]
    overdue: timedelta | None
    since_last_end: timedelta | None
    ended_in_an_hour: int = 0
    quarantine: dict[str, int] = field(default_factory=dict)
    failing_feeds: tuple[tuple[str, int, str], ...] = ()

    @property
    def waiting(self) -> int:
        """How many articles are accepted and have not ended."""
        return sum(self.states.get(state, 0) for state in (Article.State.QUEUED, Article.State.RUNNING))

    @property
    def is_stuck(self) -> bool:
        """Something is long due, and nothing has ended for as long: workers that live and do nothing show here."""
        waits = self.overdue is not None and self.overdue > STUCK_AFTER
        return waits and (self.since_last_end is None or self.since_last_end > STUCK_AFTER)


def progress() -> Progress:
    """By the database's clock: `Progress({"done": 5}, None, timedelta(seconds=12), 5)` when all is done."""
    states = dict(Article.objects.values_list("state").annotate(count=Count("pk")).order_by("state"))
    waits, end, ended = Article.objects.aggregate(
        # each resending moves send_at on, so the age of a waiting article is counted from when it was to be tried
        waits=Now() - Min("next_attempt_at", filter=Q(state=Article.State.QUEUED, next_attempt_at__lte=Now())),
        end=Now() - Max("ended_at"),
        ended=Count("pk", filter=Q(ended_at__gt=Now() - RATE_OVER)),
    ).values()
    return Progress(states, waits, end, ended, _quarantine(), _failing_feeds())


def _quarantine() -> dict[str, int]:
    causes = Article.objects.filter(state=Article.State.QUARANTINED).values_list("reason")
    return dict(causes.annotate(count=Count("pk")).order_by("-count", "reason")[:MOST_SHOWN])


def _failing_feeds() -> tuple[tuple[str, int, str], ...]:
    failing = Feed.objects.failing().order_by("-failure_count", "pk")
    return tuple(failing.values_list("url", "failure_count", "last_error")[:MOST_SHOWN])


def ended_badly() -> QuerySet[Article]:
    """Articles that could not be read, quarantined ones first, the last ended first: what staff may try again or give up."""
    rows = Article.objects.filter(state__in=[Article.State.QUARANTINED, Article.State.REJECTED])
    rows = rows.exclude(reason__startswith=SAME_PAGE)
    return rows.select_related("outlet").order_by("state", F("ended_at").desc(nulls_last=True), "-pk")


def sees_progress() -> bool:
    """Whether due work is taken: False when something has been due for two minutes and nothing was taken or ended since.

    One indexed look; workers that live and do nothing show here, not in a list of processes.
    """
    late = Q(state=Article.State.QUEUED, next_attempt_at__lt=Now() - STUCK_AFTER)
    if not Article.objects.filter(late).exists():
        return True
    moved = Q(state=Article.State.RUNNING, lease_until__gt=Now()) | Q(ended_at__gt=Now() - STUCK_AFTER)
    return Article.objects.filter(moved).exists()
