"""Kills workers with -9 in the middle of their articles, and counts what that cost.

``python -m tests.chaos.kill_worker --articles 200 --kills 6`` takes a data folder of its own, and prints one JSON object:
lost, duplicate and partial must be 0, and kills as many as were asked for.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg

from articles.extraction.claims import find_claims
from claimtracker.embedded.server import leave, serving
from claimtracker.supervision import die_with_parent
from tests.chaos import stories

ROOT = Path(__file__).resolve().parents[2]
WORKER = [
    sys.executable, "-m", "celery", "-A", "claimtracker", "worker", "-Q", "fetch,extract,timetable", "-c", "2", "--without-gossip",
    "--without-mingle", "-l", "WARNING",
]  # fmt: skip
LIMIT_S = 420


class Run:
    """One data folder, its database and the worker that is alive now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "claimtracker.settings"}
        for name in ("DATABASE_URL", "BROKER_URL", "SECRET_KEY", "PRODUCTION"):
            self.environment.pop(name, None)
        self.worker: subprocess.Popen[bytes] | None = None
        self.database = serving(folder / "postgres").conninfo("claims")

    def manage(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start_worker(self) -> None:
        with (self.folder / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                WORKER,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def kill(self, *, whole_tree: bool) -> bool:
        """Kill one pool process, or the worker with all its children; False when there was none to kill."""
        assert self.worker is not None
        children = _children(self.worker.pid)
        if not children:
            return False
        if whole_tree:
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.start_worker()
        else:
            os.kill(random.choice(children), signal.SIGKILL)
        return True

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database, autocommit=True) as connection:
            return connection.execute(question).fetchall()

    def count(self, question: str) -> int:
        return int(self.ask(question)[0][0])

    def stop(self) -> None:
        if self.worker is not None and self.worker.poll() is None:
            self.worker.terminate()
            try:
                self.worker.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(self.worker.pid, signal.SIGKILL)
                self.worker.wait()


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(line) for line in listed.split()]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    random.seed(given.seed)
    # whoever stops the harness stops its worker too
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="claimtracker-chaos-"))
    folder.chmod(0o711)
    run = Run(folder)
    try:
        print(json.dumps(_suffer(run, given.articles, given.kills)))
    finally:
        run.stop()
        leave()
        shutil.rmtree(folder, ignore_errors=True)


def _suffer(run: Run, articles: int, kills: int) -> dict[str, Any]:
    run.manage("migrate", "-v", "0")
    run.manage("ingest", "--no-wait", str(stories.write(run.folder / "articles.jsonl", articles)))
    began = time.monotonic()
    run.start_worker()
    killed = _kill_in_the_middle(run, articles, kills, began + LIMIT_S)
    _drain(run, began + LIMIT_S)
    return {
        "articles": articles,
        "kills": killed,
        "seconds": round(time.monotonic() - began, 1),
        **_judge(run, articles),
    }


def _kill_in_the_middle(run: Run, articles: int, kills: int, limit: float) -> int:
    """Kill at even steps of the work, turn about one child and the whole tree."""
    killed = 0
    for n in range(kills):
        wanted = articles * (n + 1) // (kills + 2)
        while (
            run.count("SELECT count(*) FROM articles_article WHERE state = 'done'") < wanted
            and time.monotonic() < limit
        ):
            time.sleep(0.05)
        killed += run.kill(whole_tree=n % 2 == 1)
    return killed


def _drain(run: Run, limit: float) -> None:
    waiting = "SELECT count(*) FROM articles_article WHERE state IN ('queued', 'running')"
    while run.count(waiting) and time.monotonic() < limit:
        time.sleep(0.5)


def _judge(run: Run, articles: int) -> dict[str, int]:
    oracle = {url: _digest(_expected(text)) for url, text in stories.texts(articles)}
    found: dict[str, list[tuple[int, int, str]]] = {url: [] for url in oracle}
    question = "SELECT a.url, c.start, c.end, c.surface FROM articles_claim c JOIN articles_article a ON a.id = c.article_id ORDER BY c.start"
    for url, start, end, surface in run.ask(question):
        found[url].append((start, end, surface))
    ended = run.count("SELECT count(*) FROM articles_article WHERE state = 'done'")
    spans = 'SELECT count(*) - count(DISTINCT (revision_id, start, "end")) FROM articles_claim'
    return {
        "lost": articles - ended,
        "duplicate": run.count(spans),
        "partial": sum(_digest(found[url]) != wanted for url, wanted in oracle.items()),
        "most_attempts": run.count("SELECT max(crash_count) FROM articles_article"),
    }


def _expected(text: str) -> list[tuple[int, int, str]]:
    found = find_claims(text, published=date(2026, 3, 2))
    return [(c.quantity.span.start, c.quantity.span.end, c.quantity.surface) for c in found]


def _digest(claims: list[tuple[int, int, str]]) -> str:
    return sha256(json.dumps(claims).encode()).hexdigest()


if __name__ == "__main__":
    main()
