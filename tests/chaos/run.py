"""One data folder of its own, its database, and the workers that live now; and everything that can be done to them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from claimtracker.embedded import keeper
from claimtracker.embedded.server import serving
from claimtracker.supervision import die_with_parent

ROOT = Path(__file__).resolve().parents[2]
WORKER = [sys.executable, "manage.py", "work", "--concurrency", "2", "--loglevel", "WARNING"]
ENDED_WITHIN_S = 60
ANSWERS_WITHIN_S = 30
# a worker ends a task of its own after 90 s, whatever it is at
THAWED_AFTER_S = 80
HELD_WITHIN_S = 120
# of the living, whose lease is fresh; and not in its finishing transaction, which is past the fence and locks its row
HELD = """
SELECT id, lease_token FROM articles_article WHERE state = 'running' AND lease_until > now() + interval '29 s'
FOR UPDATE SKIP LOCKED
"""


class Run:
    """Use as ``with Run(folder) as run``: what was started is ended, by its id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "claimtracker.settings"}
        for name in ("DATABASE_URL", "BROKER_URL", "SECRET_KEY", "PRODUCTION"):
            self.environment.pop(name, None)
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Run:
        self.cluster = serving(self.folder / "postgres")
        return self

    def __exit__(self, *fault: object) -> None:
        self.end_workers()

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def start_worker(self) -> subprocess.Popen[bytes]:
        with (self.folder / "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                WORKER,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self.workers.append(worker)
        return worker

    def end_workers(self) -> None:
        """Ask them to finish and go; kill those that do not."""
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            try:
                worker.wait(ENDED_WITHIN_S)
            except subprocess.TimeoutExpired:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait()
        self.workers.clear()

    def ask(self, question: str, *, database: str = "claims") -> list[tuple[Any, ...]]:
        """The rows of an answer; waits where the server is coming up again."""
        end = time.monotonic() + ANSWERS_WITHIN_S
        while True:
            try:
                return self._ask(question, database)
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def _ask(self, question: str, database: str) -> list[tuple[Any, ...]]:
        serving(self.folder / "postgres")
        with psycopg.connect(self.cluster.conninfo(database), autocommit=True) as connection:
            cursor = connection.execute(question.encode())
            return cursor.fetchall() if cursor.description else []

    def count(self, question: str) -> int:
        return int(self.ask(question)[0][0])

    def kill_child(self) -> bool:
        """Kill -9 one process of the newest worker's pool; False when there is none."""
        children = _children(self.workers[-1].pid)
        if children:
            os.kill(random.choice(children), signal.SIGKILL)
        return bool(children)

    def kill_tree(self) -> bool:
        """Kill -9 the newest worker with all its children, and start another."""
        worker = self.workers.pop()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        self.start_worker()
        return True

    def crash_database(self) -> bool:
        """Stop PostgreSQL as a power cut does: no checkpoint, recovery at the next start, which any user of it makes."""
        pid = keeper.postmaster(self.cluster.data)
        if pid is not None:
            os.kill(pid, signal.SIGQUIT)
            _until(lambda: keeper.postmaster(self.cluster.data) != pid, ENDED_WITHIN_S)
        return pid is not None

    def empty_broker(self) -> bool:
        """Forget every message, those that a worker holds too; False when there was none to forget."""
        queues = [name for (name,) in self.ask("SELECT queue_name FROM pgmq.meta", database="broker")]
        counted = " UNION ALL ".join(f"SELECT 1 FROM pgmq.q_{name}" for name in queues)
        held = len(self.ask(counted, database="broker"))
        for name in queues:
            self.ask(f"TRUNCATE pgmq.q_{name}", database="broker")
        return held > 0

    def deliver_again(self, times: int) -> int:
        """Put every waiting article's message into its queue so many times more, shuffled; how many were put."""
        before = "SELECT count(*) FROM pgmq.q_extract"
        held = int(self.ask(before, database="broker")[0][0])
        self.ask(
            "INSERT INTO pgmq.q_extract (vt, message, headers) SELECT clock_timestamp(), message, headers"
            f" FROM pgmq.q_extract, generate_series(1, {times}) ORDER BY random()",
            database="broker",
        )
        return int(self.ask(before, database="broker")[0][0]) - held

    def freeze_past_lease(self) -> bool:
        """Stop all workers in the middle of an article until a new one has taken it, then let them go on, too late."""
        late = [worker.pid for worker in self.workers]
        held = self._freeze_while_holding(late)
        if not held:
            return False
        self.start_worker()
        mine = " OR ".join(f"(id = {pk} AND lease_token = '{token}')" for pk, token in held)
        is_taken = _until(lambda: not self.ask(f"SELECT 1 FROM articles_article WHERE {mine}"), THAWED_AFTER_S)
        _signal(late, signal.SIGCONT)
        return is_taken

    def _freeze_while_holding(self, workers: list[int]) -> list[tuple[int, str]]:
        end = time.monotonic() + HELD_WITHIN_S
        while time.monotonic() < end:
            time.sleep(random.uniform(0, 0.05))
            _signal(workers, signal.SIGSTOP)
            if held := self.ask(HELD):
                return [(int(pk), str(token)) for pk, token in held]
            _signal(workers, signal.SIGCONT)
        return []


def _signal(groups: list[int], number: signal.Signals) -> None:
    for group in groups:
        os.killpg(group, number)


def _until(is_so: Callable[[], bool], most_s: float) -> bool:
    end = time.monotonic() + most_s
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(line) for line in listed.split()]
