"""Workers of one task each: replaced when they die, ended by the kernel when they hang, and gone with their crew."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.services.embedded_users import ROOT, until
from tests.services.test_supervision import is_alive

CREW = """
import os, sys, time
from pathlib import Path
from claimtracker.crew import Crew

def work(number):
    (Path(sys.argv[1]) / f"{number}").write_text(str(os.getpid()))
    time.sleep(600)

Crew(3, work).run()
"""
POOL = """
import sys
from celery.worker import state
from claimtracker.crew import TaskPool

options = {"timeout": 1, "max_memory_per_child": 10_000_000, "maxtasksperchild": 2}
pool = TaskPool(1, **{**options, **eval(sys.argv[1])})

def hang(*args, **options):
    # one call into C code, which no exception of Python's interrupts
    sum(range(10**12))

def short(*args, **options):
    print(state.should_stop, flush=True)

for target in sys.argv[2:]:
    pool.on_apply(globals()[target], (), {}, callback=lambda result: None)
print(state.should_stop)
"""


@contextmanager
def crew(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", CREW, str(folder)], cwd=ROOT) as leader:
        try:
            # a file is there before its number is
            assert until(lambda: len(found := pids(folder)) == 3 and all(found.values()))
            yield leader
        finally:
            leader.kill()


def pids(folder: Path) -> dict[str, int]:
    return {path.name: int(path.read_text() or 0) for path in folder.iterdir()}


def test_killed_worker_is_replaced_and_no_other_touched(tmp_path: Path) -> None:
    with crew(tmp_path):
        before = pids(tmp_path)
        os.kill(before["2"], signal.SIGKILL)
        assert until(lambda: pids(tmp_path)["2"] not in (0, before["2"]))
        after = pids(tmp_path)
        assert {**before, "2": 0} == {**after, "2": 0}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_workers_go_with_their_crew(tmp_path: Path, number: signal.Signals) -> None:
    with crew(tmp_path) as leader:
        workers = pids(tmp_path).values()
        leader.send_signal(number)
        assert until(lambda: not any(map(is_alive, workers)))


def pool(targets: list[str], **options: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", POOL, repr(options), *targets]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_task_that_hangs_in_c_code_is_ended_by_the_kernel() -> None:
    assert pool(["hang"]).returncode == -signal.SIGALRM


def test_worn_worker_stops_after_its_task() -> None:
    assert pool(["short", "short"]).stdout.split() == ["None", "None", "0"]
    assert pool(["short"], max_memory_per_child=1).stdout.split() == ["None", "0"]
