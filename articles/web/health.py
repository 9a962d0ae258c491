"""What machines ask: whether work goes on, and its figures for Prometheus, read from the database at each scrape."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from articles.models import Feed
from articles.selectors.progress import Progress, progress, sees_progress

PLAIN = "text/plain; charset=utf-8"


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers and due work is taken; 503 when something is due for two minutes and nothing moves."""
    try:
        is_moving = sees_progress()
    except DatabaseError:
        return HttpResponse("no database\n", content_type=PLAIN, status=503)
    if not is_moving:
        return HttpResponse("work is due and nothing is taken\n", content_type=PLAIN, status=503)
    return HttpResponse("ok\n", content_type=PLAIN)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus's text format, for who has METRICS_TOKEN, or, where none is set, for this machine alone."""
    if not _may_scrape(request):
        return HttpResponse("Give the METRICS_TOKEN as a bearer.\n", content_type=PLAIN, status=403)
    registry = CollectorRegistry()
    registry.register(Figures(progress()))
    return HttpResponse(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_scrape(request: HttpRequest) -> bool:
    token: str = settings.METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    # behind a proxy of this machine everybody comes from here
    is_forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip"))
    return not is_forwarded and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        # a socket of this machine has no address
        return address == ""


class Figures:
    """The figures of one moment, the same whichever process is asked."""

    def __init__(self, now: Progress) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        """Every figure with its help."""
        now = self.now
        yield _labelled("claimtracker_articles", "Articles by state.", "state", now.states)
        yield _labelled("claimtracker_quarantined", "Quarantined articles by cause.", "cause", _short(now.quarantine))
        yield _labelled("claimtracker_feeds", "Feeds by how they go.", "state", Feed.objects.all().by_state())
        yield _plain("claimtracker_waiting", "Articles that are accepted and have not ended.", now.waiting)
        overdue = now.overdue.total_seconds() if now.overdue else 0.0
        yield _plain("claimtracker_overdue_seconds", "How long the longest-waiting article has been due.", overdue)
        yield _plain("claimtracker_ended_in_an_hour", "Articles that ended in the last hour.", now.ended_in_an_hour)
        yield _plain("claimtracker_is_stuck", "1 when work is due and nothing has ended for two minutes.", now.is_stuck)


def _plain(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=float(value))


def _labelled(name: str, text: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _short(causes: dict[str, int]) -> dict[str, int]:
    """Causes up to their first colon: what follows is of one article and would make a series each."""
    found: dict[str, int] = {}
    for cause, count in causes.items():
        key = cause.partition(":")[0][:80]
        found[key] = found.get(key, 0) + count
    return found
