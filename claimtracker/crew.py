"""Workers that do one task at a time, each a process of its own: what one of them holds when it dies, no other waits for.

Celery's own pool of processes lets its children share one lock on their inbox where the broker's transport is not
asynchronous: a child that is killed while it waits there keeps the lock, and the others wait for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

from celery.concurrency import solo
from celery.concurrency.base import apply_target
from celery.platforms import EX_OK
from celery.worker import state
from django.db import close_old_connections

from claimtracker.supervision import STOPPING, WATCH_EVERY_S, Stopped, die_with_parent

QUEUES = "fetch,extract,timetable"
# each worker sends a sweep every few seconds and one of them takes it: who got none for so long is deaf, whatever else it does
STILL_S = 30
# what is being read ends within this; a container is given 90 s
LEAVING_S = 80
# one that dies young is started again later and later
YOUNG_S = 10.0
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 10.0
_fork = multiprocessing.get_context("fork")


class TaskPool(solo.TaskPool):
    """Celery's pool of no processes, with its limits of time, memory and number kept all the same.

    The kernel ends the process whose alarm is not set anew: one that hangs in C code, one that waits for a connection
    that is dead, and one that is never given anything. Its crew starts another.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.on_apply = self._apply  # type: ignore[method-assign]
        self._done = 0
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(STILL_S)

    def _apply(self, *args: Any, **options: Any) -> Any:
        signal.alarm(int(self.options["timeout"]))
        try:
            close_old_connections()
            return apply_target(*args, **options)
        finally:
            signal.alarm(STILL_S)
            self._done += 1
            if self._is_worn():
                state.should_stop = EX_OK  # type: ignore[assignment]

    def _is_worn(self) -> bool:
        most_kib = self.options["max_memory_per_child"]
        used_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return bool(self._done >= self.options["maxtasksperchild"] or used_kib >= most_kib)


@dataclass(slots=True)
class _Place:
    """One worker's place: who is there now, and when the next may come."""

    number: int
    process: BaseProcess | None = None
    started_at: float = 0.0
    free_from: float = 0.0
    pause_s: float = FIRST_PAUSE_S

    def fill(self, work: Callable[[int], None]) -> None:
        if self.process is not None and self.process.is_alive():
            return
        if self.process is not None:
            self._clear()
        if time.monotonic() >= self.free_from:
            self.process, self.started_at = _fork.Process(target=_live, args=(work, self.number)), time.monotonic()
            self.process.start()

    def _clear(self) -> None:
        is_young = time.monotonic() - self.started_at < YOUNG_S
        self.pause_s = min(2 * self.pause_s, LONGEST_PAUSE_S) if is_young else FIRST_PAUSE_S
        self.free_from, self.process = time.monotonic() + self.pause_s, None


@dataclass(slots=True)
class Crew:
    """So many workers at once, until somebody asks this process to end: ``Crew(4, work).run()`` calls ``work(1)`` to ``work(4)``.

    A worker that ends, however it ends, is followed by another.
    """

    size: int
    work: Callable[[int], None]
    places: list[_Place] = field(default_factory=list)

    def run(self) -> None:
        """Watch until SIGTERM, SIGINT or SIGHUP; then each worker ends what it reads, and this returns."""
        for number in STOPPING:
            signal.signal(number, _stop)
        self.places = [_Place(number) for number in range(1, self.size + 1)]
        try:
            while True:
                for place in self.places:
                    place.fill(self.work)
                time.sleep(WATCH_EVERY_S)
        except Stopped:
            self._end()

    def _end(self) -> None:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        processes = [place.process for place in self.places if place.process is not None]
        for process in processes:
            process.terminate()
        until = time.monotonic() + LEAVING_S
        for process in processes:
            process.join(max(0.0, until - time.monotonic()))
            process.kill()
            process.join()


def _stop(number: int, frame: object) -> None:
    raise Stopped


def _live(work: Callable[[int], None], number: int) -> None:
    die_with_parent()
    for each in STOPPING:
        signal.signal(each, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    # it may have died before it was asked to take us with it
    if parent is not None and os.getppid() == parent.pid:
        work(number)
