"""Take articles in from files, folders, addresses and feeds, and wait until each has ended."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import tasks
from articles.ingestion.files import read_path, with_stated
from articles.ingestion.identity import BadAddress
from articles.ingestion.polling import add_feed, poll
from articles.ingestion.submission import Item, Outcome, Refused, Said, Submission
from articles.ingestion.waiting import Waiter
from articles.models import Article

BATCH = 100
MOST_TRIES = 20


def is_site(source: str) -> bool:
    """Whether an address is a site's front page, whose feed is followed: ``is_site("https://news.example/")``."""
    parts = urlsplit(source)
    return parts.scheme in ("http", "https") and parts.path in ("", "/") and not parts.query


class Command(BaseCommand):
    """``manage.py ingest PATH|URL ...``: exits non-zero when anything was rejected, and says why."""

    help = "Take in articles from .txt .md .html .pdf .docx .csv .jsonl .zip files, folders, web addresses and feeds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "sources",
            nargs="*",
            metavar="PATH|URL",
            help="a file, a folder, an article's address, or a site's (https://news.example/), whose feed is followed",
        )
        parser.add_argument(
            "--feed",
            action="append",
            default=[],
            metavar="URL",
            help="a feed to follow (RSS, Atom, JSON, news sitemap), or a page that names one",
        )
        parser.add_argument("--outlet", default="", help="who published it, where the file does not say")
        parser.add_argument("--url", default="", help="its address (one file only)")
        parser.add_argument("--published", default="", help="ISO 8601 date or time")
        parser.add_argument("--no-wait", action="store_true", help="return when everything is accepted")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["sources"] and not options["feed"]:
            raise CommandError("nothing to ingest: name a file, a folder, a web address or --feed URL")
        self.refused: list[Refused] = []
        accepted, known = self._accept(options)
        for url in [*options["feed"], *(source for source in options["sources"] if is_site(source))]:
            accepted += self._follow(url)
        ends = {} if options["no_wait"] else Waiter(accepted, self.stderr).wait()
        self._summary(accepted, known, ends, options["no_wait"])

    def _accept(self, options: dict[str, Any]) -> tuple[list[int], int]:
        said = Said(outlet=options["outlet"], published=options["published"])
        if options["url"] and len(options["sources"]) != 1:
            raise CommandError("--url is the address of one file: name just one")
        accepted, known, batch = list[int](), 0, list[Submission]()
        for item in self._items(options["sources"]):
            if isinstance(item, Refused):
                self._refuse(item)
                continue
            batch.append(with_stated(item, said, options["url"]))
            if len(batch) == BATCH:
                known += self._submit(batch, accepted)
        return accepted, known + self._submit(batch, accepted)

    def _items(self, sources: list[str]) -> Iterator[Item]:
        for source in sources:
            if is_site(source):
                continue
            if source.startswith(("http://", "https://")):
                yield Submission(raw=None, url=source)
            else:
                yield from read_path(Path(source))

    def _submit(self, batch: list[Submission], accepted: list[int]) -> int:
        receipts = tasks.submit(batch, via=Article.Via.COMMAND)
        for item, receipt in zip(batch, receipts, strict=True):
            if receipt.outcome is Outcome.REJECTED:
                self._refuse(Refused(item.file_name or item.url or "a line", receipt.reason))
        accepted += [r.article_id for r in receipts if r.outcome is Outcome.ACCEPTED and r.article_id is not None]
        batch.clear()
        return sum(r.outcome is Outcome.KNOWN for r in receipts)

    def _refuse(self, refused: Refused) -> None:
        self.refused.append(refused)
        self.stderr.write(f"rejected {refused.where}: {refused.reason}")

    def _follow(self, url: str) -> list[int]:
        """Poll a feed at once, looking for it where the address is a site's; what fails goes on as the timetable has it."""
        try:
            feed = add_feed(url)
        except BadAddress as bad:
            self._refuse(Refused(url, str(bad)))
            return []
        accepted: list[int] = []
        for _ in range(MOST_TRIES):
            accepted += poll(feed.pk)
            feed.refresh_from_db()
            if feed.succeeded_at or feed.last_error or not feed.is_active:
                break
            time.sleep(max(0.0, (feed.next_poll_at - timezone.now()).total_seconds()))
        for article_id in accepted:
            tasks.send_article(article_id)
        if feed.last_error:
            self._refuse(Refused(url, feed.last_error))
        else:
            self.stdout.write(f"following {feed.url}: {len(accepted)} new articles")
        return accepted

    def _summary(self, accepted: list[int], known: int, ends: dict[str, int], is_early: bool) -> None:
        rejected = ends.get(Article.State.REJECTED, 0) + len(self.refused)
        quarantined = ends.get(Article.State.QUARANTINED, 0)
        done = "" if is_early else f"{ends.get(Article.State.DONE, 0)} done, "
        self.stdout.write(
            f"{len(accepted)} accepted, {known} known already: {done}{rejected} rejected, {quarantined} quarantined"
        )
        for article in Article.objects.filter(
            pk__in=accepted, state__in=[Article.State.REJECTED, Article.State.QUARANTINED]
        ):
            self.stderr.write(f"{article.state} {article.file_name or article.url}: {article.reason}")
        if rejected or quarantined:
            raise CommandError(f"{rejected + quarantined} of the articles were not read")
