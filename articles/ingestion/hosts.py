"""Visits to servers: one at a time, with a pause after each, and none where robots.txt forbids it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db.models import F
from django.db.models.functions import Greatest, Now

from articles.ingestion import fetch
from articles.ingestion.fetch import DEADLINE_S, FetchError
from articles.ingestion.robots import fetch_robots, read_robots
from articles.models import Host

PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(seconds=60)
ROBOTS_LAST = timedelta(hours=24)
# asked on the way to a page, whose lease goes on meanwhile
ROBOTS_WITHIN_S = 5.0
# robots.txt and the page itself, each at its slowest: a visit whose worker died ends by itself
LONGEST_VISIT = timedelta(seconds=2 * DEADLINE_S) + PAUSE


class TooSoon(Exception):
    """Somebody else visits the host, or did a moment ago; ``until`` is when to come back."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"the host may be asked again at {until:%H:%M:%S}")
        self.until = until


def host_name(url: str) -> str:
    """The server of an address: ``host_name("https://News.example/a") == "news.example"``, with a port that is named."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()[:260]


@contextmanager
def visit(url: str) -> Iterator[Callable[[str], None]]:
    """Be the only visitor of an address's host inside the block; afterwards it rests for five seconds.

    The block gets what is to be asked before a redirect is followed: it raises FetchError where the robots.txt of the
    redirect's host forbids it, and makes that host rest too.
    It rests for as long as its robots.txt asks, up to a minute, and for as long as a failing answer's Retry-After.
    robots.txt is asked for at the first visit of a day and belongs to it. Raises TooSoon where the host is to be left
    alone for now, and FetchError where robots.txt forbids the address (permanent) or cannot be had (not permanent).
    """
    name = host_name(url)
    _enter(name)
    pause = PAUSE
    try:
        rules = read_robots(_robots(name, url))
        pause = min(LONGEST_PAUSE, max(PAUSE, timedelta(seconds=rules.crawl_delay_s or 0)))
        if not rules.allows(url):
            raise FetchError(url, "robots.txt forbids it", is_permanent=True)
        yield lambda address: _follow(address, url)
    except FetchError as fault:
        pause = max(pause, timedelta(seconds=fault.retry_after_s or 0))
        raise
    finally:
        Host.objects.filter(name=name).update(next_allowed_at=Now() + pause)


def _enter(name: str) -> None:
    """Take the host by compare-and-set, or a place in its line."""
    Host.objects.get_or_create(name=name)
    if Host.objects.filter(name=name, next_allowed_at__lte=Now()).update(next_allowed_at=Now() + LONGEST_VISIT):
        return
    # each who is sent away comes back a pause after the one before, not all at once, and not before a Retry-After ends
    rested = F("next_allowed_at") - LONGEST_VISIT
    Host.objects.filter(name=name).update(waiting_until=Greatest(F("waiting_until"), Now(), rested) + PAUSE)
    raise TooSoon(Host.objects.get(name=name).waiting_until)


def _follow(address: str, url: str) -> None:
    """Whether a redirect may be followed, by its own host's robots.txt; raises FetchError where it may not."""
    name = host_name(address)
    Host.objects.get_or_create(name=name)
    if not read_robots(_robots(name, address, ROBOTS_WITHIN_S)).allows(address):
        raise FetchError(url, f"robots.txt of {name} forbids where it leads", is_permanent=True)
    if name != host_name(url):
        Host.objects.filter(name=name).update(next_allowed_at=Greatest(F("next_allowed_at"), Now() + PAUSE))


def _robots(name: str, url: str, within_s: float = DEADLINE_S) -> bytes:
    kept = Host.objects.filter(name=name, expires_at__gt=Now()).first()
    if kept is not None:
        return bytes(kept.robots)
    body = fetch_robots(url, lambda address: fetch.get(address, deadline_s=within_s))
    Host.objects.filter(name=name).update(robots=body, expires_at=Now() + ROBOTS_LAST)
    return body
