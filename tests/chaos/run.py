"""One data folder of its own, its database and broker, and the workers that live now; and what can be done to them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

from claimtracker.embedded import keeper
from claimtracker.embedded.server import serving
from claimtracker.supervision import die_with_parent
from tests.chaos import cost
from tests.chaos.brokers import BROKERS

ROOT = Path(__file__).resolve().parents[2]
WORK = [sys.executable, "manage.py", "work", "--concurrency", "1", "--loglevel", "WARNING"]
# Celery as its manual's first steps start it
NAIVE = [sys.executable, "-m", "celery", "-A", "tests.chaos.naive", "worker", "-c", "2", "-l", "WARNING"]
ENDED_WITHIN_S = 100
ANSWERS_WITHIN_S = 60
THAWED_AFTER_S = 80
HELD_WITHIN_S = 90
STILL_S = 2
MANNED_WITHIN_S = 60
CUTS = 5
# of the living, whose lease is fresh; and not in its finishing transaction, which is past the fence and locks its row
HELD = """
SELECT id, lease_token FROM articles_article WHERE state = 'running' AND lease_until > now() + interval '29 s'
FOR UPDATE SKIP LOCKED
"""


class Run:
    """Use as ``with Run(folder) as run``: what was started is ended, by its id."""

    def __init__(self, folder: Path, *, broker: str = "embedded", crews: int = 2, is_naive: bool = False) -> None:
        self.folder, self.crews, self.command = folder, crews, NAIVE if is_naive else WORK
        self.broker = BROKERS[broker](self)
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
            "BROKER_URL": self.broker.url,
        }
        for name in ("DATABASE_URL", "SECRET_KEY", "PRODUCTION"):
            self.environment.pop(name, None)
        self.workers: list[subprocess.Popen[bytes]] = []
        self.hurts: list[tuple[float, str]] = []

    def __enter__(self) -> Run:
        self.cluster = serving(self.folder / "postgres")
        self.broker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end_workers()
        self.broker.end()

    def python(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A Python of the run's environment, started."""
        with (self.folder / "client.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, preexec_fn=die_with_parent,
            )  # fmt: skip

    def manage(self, *arguments: str) -> None:
        """A command of the project, to its end."""
        if self.python("manage.py", *arguments).wait():
            raise RuntimeError(f"{arguments[0]} failed: {(self.folder / 'client.log').read_text()[-2000:]}")

    def start_worker(self) -> None:
        """One crew of one worker."""
        with (self.folder / "worker.log").open("ab") as log:
            self.workers.append(
                subprocess.Popen(
                    self.command,
                    cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
                    preexec_fn=die_with_parent,
                )
            )  # fmt: skip

    def end_workers(self) -> int:
        """Ask them to finish and go; kill those that do not, and say how many those were."""
        killed, leaving, self.workers = 0, self.workers, []
        for worker in leaving:
            worker.terminate()
        for worker in leaving:
            try:
                worker.wait(ENDED_WITHIN_S)
            except subprocess.TimeoutExpired:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait()
                killed += 1
        return killed

    def revive(self) -> None:
        """Start again the crews that ended by themselves, as a container's restart policy does."""
        living = [worker for worker in self.workers if worker.poll() is None]
        missing, self.workers = self.crews - len(living), living
        for _ in range(missing):
            self.start_worker()

    def is_manned(self) -> bool:
        """Whether every crew has a worker."""
        return all(_children(worker.pid) for worker in self.workers)

    def connect(self, database: str = "claims", *, autocommit: bool = True) -> psycopg.Connection[Any]:
        """A connection of the harness, which starts the server where it lies."""
        serving(self.folder / "postgres")
        return psycopg.connect(self.cluster.conninfo(database), autocommit=autocommit, application_name="chaos harness")

    def ask(self, question: str, *, database: str = "claims") -> list[tuple[Any, ...]]:
        """The rows of an answer; waits where the server is coming up again."""
        end = time.monotonic() + ANSWERS_WITHIN_S
        while True:
            try:
                with self.connect(database) as connection:
                    cursor = connection.execute(question.encode())
                    return cursor.fetchall() if cursor.description else []
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def count(self, question: str) -> int:
        """The one number of an answer."""
        return int(self.ask(question)[0][0])

    def processor_s(self) -> float:
        """Processor seconds of the workers, of what they started, and of the database."""
        return cost.processor_s([keeper.postmaster(self.cluster.data) or 0, *(worker.pid for worker in self.workers)])

    def cut(self, which: str) -> int:
        """pg_terminate_backend on the connections that are not ours; how many."""
        return len(
            self.ask(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                f" AND application_name <> 'chaos harness' AND {which}",
                database="postgres",
            )
        )

    # the faults: each says whether it took place

    def kill_child(self) -> bool:
        """Kill -9 a worker of a crew, or a process of a pool."""
        # one that lost its broker has ended, and is followed by another within ten seconds
        return until(self._kill_one, MANNED_WITHIN_S)

    def _kill_one(self) -> bool:
        # there may be none, or it ended by itself in between
        with suppress(IndexError, ProcessLookupError):
            os.kill(random.choice(self._all_children()), signal.SIGKILL)
            return True
        return False

    def _all_children(self) -> list[int]:
        return [pid for worker in self.workers for pid in _children(worker.pid)]

    def kill_tree(self) -> bool:
        """Kill -9 a crew with all its workers, and start another."""
        worker = self.workers.pop(random.randrange(len(self.workers)))
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        self.start_worker()
        return True

    def deploy(self) -> bool:
        """SIGTERM to a crew, which must end by itself; then another."""
        worker = self.workers.pop(0)
        worker.terminate()
        self.start_worker()
        try:
            worker.wait(ENDED_WITHIN_S)
        except subprocess.TimeoutExpired:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            return False
        return True

    def crash_database(self) -> bool:
        """Stop PostgreSQL as a power cut does: no checkpoint, recovery at the next start, which any user of it makes."""
        pid = keeper.postmaster(self.cluster.data)
        if pid is not None:
            os.kill(pid, signal.SIGQUIT)
            until(lambda: keeper.postmaster(self.cluster.data) != pid, ENDED_WITHIN_S)
        return pid is not None

    def cut_connections(self) -> bool:
        """End every connection to the database, once a second for some seconds."""
        ended = 0
        for _ in range(CUTS):
            ended += self.cut("datname = 'claims'")
            time.sleep(1)
        return ended > 0

    def freeze_past_lease(self) -> bool:
        """Stop a crew in the middle of an article until another has taken it, then let it go on, too late."""
        late = random.choice(self.workers).pid
        held = self._freeze_while_holding(late)
        mine = " OR ".join(f"(id = {pk} AND lease_token = '{token}')" for pk, token in held)
        is_taken = bool(held) and until(
            lambda: not self.ask(f"SELECT 1 FROM articles_article WHERE {mine}"), THAWED_AFTER_S
        )
        os.killpg(late, signal.SIGCONT)
        return is_taken

    def _freeze_while_holding(self, late: int) -> list[tuple[int, str]]:
        end = time.monotonic() + HELD_WITHIN_S
        while time.monotonic() < end:
            os.killpg(late, signal.SIGSTOP)
            time.sleep(0.1)
            if held := self._still_held(set(self.ask(HELD))):
                return [(int(pk), str(token)) for pk, token in held]
            os.killpg(late, signal.SIGCONT)
            time.sleep(random.uniform(0, 0.1))
        return []

    def _still_held(self, held: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
        """Which of these leases stand for two seconds: the others go on, and most often hold something else at the next look."""
        end = time.monotonic() + STILL_S
        while held and time.monotonic() < end:
            time.sleep(0.1)
            held &= set(self.ask(HELD.replace("29 s", "1 s")))
        return held


def until(is_so: Callable[[], bool], most_s: float) -> bool:
    """Whether it came to be in time."""
    end = time.monotonic() + most_s
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, check=False).stdout
    return [int(number) for number in listed.split()]
