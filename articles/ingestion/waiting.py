"""Waiting for articles to end, with a bar, and with a worker of our own where none is at work."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import TextIO

from django.conf import settings
from django.core.management.base import OutputWrapper
from django.db import connection
from tqdm import tqdm

from articles.models import Article
from claimtracker.sessions import name_of
from claimtracker.supervision import die_with_parent

ENDED = (Article.State.DONE, Article.State.REJECTED, Article.State.QUARANTINED)
PAUSE_S = 0.2
# Celery closes a worker's connection after each task: longer than the pause between two sweeps of an idle one
PATIENCE_S = 8.0
WORKERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s"
LEAVING_S = 60


def is_any_at_work() -> bool:
    """Whether a worker, busy or not, is connected to the database: however slow it is, a second one would be slower."""
    with connection.cursor() as cursor:
        cursor.execute(WORKERS, [name_of("worker")])
        return bool(cursor.fetchone()[0])


class TemporaryWorker:
    """A crew of two for as long as the ``with`` block lasts."""

    def __enter__(self) -> TemporaryWorker:
        work = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--concurrency", "2"]
        self.process = subprocess.Popen(
            [*work, "--loglevel", "WARNING"], stdin=subprocess.DEVNULL, preexec_fn=die_with_parent
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        try:
            self.process.wait(LEAVING_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Waiter:
    """Waits until each of the articles has ended."""

    def __init__(self, article_ids: Sequence[int], stream: OutputWrapper | TextIO) -> None:
        self.ids = sorted(set(article_ids))
        self.stream = stream

    def wait(self) -> dict[str, int]:
        """How many articles ended in which state: ``{"done": 5}``."""
        with tqdm(total=len(self.ids), unit="article", file=sys.stderr, disable=None) as bar:
            if self._until_ended(bar, PATIENCE_S):
                return self._ends()
            self.stream.write("no worker is at work: starting one until these articles have ended")
            with TemporaryWorker():
                self._until_ended(bar, None)
        return self._ends()

    def _until_ended(self, bar: tqdm, patience_s: float | None) -> bool:
        """Whether all ended; gives up when no worker was seen for ``patience_s`` seconds."""
        moved_at, before = time.monotonic(), -1
        while (ended := sum(self._ends().values())) < len(self.ids):
            bar.update(ended - bar.n)
            if ended != before or self._is_taken() or is_any_at_work():
                moved_at, before = time.monotonic(), ended
            if patience_s is not None and time.monotonic() - moved_at > patience_s:
                return False
            time.sleep(PAUSE_S)
        bar.update(ended - bar.n)
        return True

    def _is_taken(self) -> bool:
        return Article.objects.filter(pk__in=self.ids, state=Article.State.RUNNING).exists()

    def _ends(self) -> dict[str, int]:
        states = Article.objects.filter(pk__in=self.ids, state__in=ENDED).values_list("state", flat=True)
        return dict(Counter(states))
