"""Processes that are watched, restarted and stopped by their ids."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from claimtracker.supervision import Child, ChildFailedError, Supervisor
from tests.services.embedded_users import ROOT, until

SLEEP = "import time; print('up', flush=True); time.sleep(600)"
SUPERVISE = """
import os, sys
from pathlib import Path
from claimtracker.supervision import Child, Supervisor
child = Child("sleeper", [sys.executable, "-c", sys.argv[1]], os.environ, Path(sys.argv[2]))
with Supervisor([child]) as supervisor:
    supervisor.start()
    print(child.process.pid, flush=True)
    while True:
        supervisor.watch_once()
"""


def child(folder, code=SLEEP, name="sleeper"):
    return Child(name, [sys.executable, "-c", code], os.environ, folder / f"{name}.log")


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def test_dead_child_is_started_again(tmp_path):
    sleeper = child(tmp_path)
    with Supervisor([sleeper]) as supervisor:
        supervisor.start()
        first = sleeper.process.pid
        sleeper.process.kill()
        sleeper.process.wait()
        supervisor.watch_once()
        assert sleeper.is_alive()
        assert sleeper.process.pid != first


def test_child_that_will_not_live_is_given_up(tmp_path):
    with Supervisor([child(tmp_path, "print('no room here')")]) as supervisor:
        supervisor.start()
        with pytest.raises(ChildFailedError, match="no room here"):
            until(supervisor.watch_once)


def test_children_are_stopped_in_the_end(tmp_path):
    children = [child(tmp_path, name="first"), child(tmp_path, name="second")]
    with Supervisor(children) as supervisor:
        supervisor.start()
    assert not any(each.is_alive() for each in children)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_children_end_with_their_supervisor(tmp_path, number):
    command = [sys.executable, "-c", SUPERVISE, SLEEP, str(tmp_path / "log")]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as supervisor:
        assert supervisor.stdout is not None
        pid = int(supervisor.stdout.readline())
        is_up = until(lambda: (tmp_path / "log").read_text() == "up\n")
        supervisor.send_signal(number if is_up else signal.SIGKILL)
    assert is_up
    assert until(lambda: not is_alive(pid))
