"""`manage.py feeds`: the feeds that are followed, and lists of other readers in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import Feed
from articles.selectors.following import listed_feeds, opml_of
from articles.tasks import follow_opml


class Command(BaseCommand):
    help = "Lists the feeds with how each goes; imports and exports OPML. A feed is added by `ingest --feed URL`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--import", dest="taken", metavar="FILE", help="follow every feed of an OPML file")
        parser.add_argument(
            "--export", dest="given", metavar="FILE", help="write all feeds as OPML; - for standard output"
        )

    def handle(self, *, taken: str | None, given: str | None, **options: Any) -> None:
        if taken:
            self._import(Path(taken))
        elif given == "-":
            sys.stdout.write(opml_of(listed_feeds()))
        elif given:
            Path(given).write_text(opml_of(listed_feeds()), encoding="utf-8")
        else:
            for feed in listed_feeds().order_by("-failure_count", "url"):
                self.stdout.write(_told(feed))

    def _import(self, path: Path) -> None:
        if not path.is_file():
            raise CommandError(f"{path}: no such file")
        feeds, refused = follow_opml(path.read_bytes())
        for why in refused:
            self.stderr.write(f"refused {why}")
        self.stdout.write(f"{len(feeds)} feeds are followed, {len(refused)} refused")
        if refused or not feeds:
            raise CommandError("not every feed of the file is followed" if feeds else "no feed was found in the file")


def _told(feed: Feed) -> str:
    if not feed.is_active:
        state = "paused"
    elif feed.failure_count:
        state = f"failed {feed.failure_count}: {feed.last_error}"
    else:
        state = f"good, {feed.entry_count} entries" if feed.succeeded_at else "not polled yet"
    last = f"{feed.succeeded_at:%Y-%m-%d %H:%M}" if feed.succeeded_at else "never"
    return f"{feed.pk:6d} {feed.url}  last success {last}, next poll {feed.next_poll_at:%Y-%m-%d %H:%M}  {state}"
