"""Uses the embedded server for as long as this process lives, starting it where it does not run."""

import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimtracker.embedded import keeper
from claimtracker.embedded.cluster import Cluster

LEAVE_TIMEOUT_S = 30

_used: dict[Path, Cluster] = {}
_holds: dict[Path, int] = {}
_in_process = threading.Lock()


def _renew_lock() -> None:
    """A child must not inherit a lock that a thread of its parent held at the fork."""
    global _in_process
    _in_process = threading.Lock()


os.register_at_fork(after_in_child=_renew_lock)


def serving(folder: Path, *, throwaway: bool = False) -> Cluster:
    """The running cluster of this folder. Cheap when it runs: call it before each connection.

    The first call of a process makes it a user of the server, until the process and its forked children are gone.
    Any number of processes may call at once: one starts the server and the others wait.
    """
    with _in_process:
        cluster = _used.get(folder)
        if cluster is None:
            cluster = _used[folder] = _join(folder, Cluster.at(folder, throwaway=throwaway))
        elif not cluster.is_ready():
            with _locked(cluster.state / "start.lock"):
                _start(cluster)
        return cluster


def leave() -> None:
    """Stop using every cluster, and wait until those that nobody uses are stopped. Ending the process does it, too."""
    with _in_process:
        for folder, cluster in _used.items():
            os.close(_holds.pop(folder))
            _wait_for_keeper(cluster)
        _used.clear()


def _join(folder: Path, cluster: Cluster) -> Cluster:
    users = _holds[folder] = os.open(cluster.state / "users.lock", os.O_CREAT | os.O_RDWR, 0o600)
    # waits while a keeper stops the server that its last user left
    fcntl.flock(users, fcntl.LOCK_SH)
    with _locked(cluster.state / "start.lock"):
        _start(cluster)
        _hire_keeper(cluster)
    return cluster


def _start(cluster: Cluster) -> None:
    if not cluster.is_ready():
        cluster.start()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _hire_keeper(cluster: Cluster) -> None:
    """Start a keeper if there is none. It inherits the lock that it is known by, so there is never a second one."""
    lock = os.open(cluster.state / "keeper.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        subprocess.run(
            _keeper_command(cluster, lock),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
            pass_fds=[lock],
            check=True,
        )
    except BlockingIOError:
        return
    finally:
        os.close(lock)


def _keeper_command(cluster: Cluster, lock: int) -> list[str]:
    runner = cluster.account
    return [
        *(sys.executable, "-I", "-S", keeper.__file__),
        *(str(cluster.state / "users.lock"), str(lock), str(cluster.data), str(cluster.binaries)),
        *("" if part is None else str(part) for part in (runner.uid, runner.gid)),
        "throwaway" if cluster.throwaway else "kept",
    ]


def _wait_for_keeper(cluster: Cluster) -> None:
    """The keeper lets its lock go when it has stopped the server; while others use it there is nothing to wait for."""
    until = time.monotonic() + LEAVE_TIMEOUT_S
    users, keeper_lock = cluster.state / "users.lock", cluster.state / "keeper.lock"
    while time.monotonic() < until and users.exists() and not _can_lock(keeper_lock, fcntl.LOCK_EX):
        # neither free nor held by the keeper alone
        if not _can_lock(users, fcntl.LOCK_EX) and _can_lock(users, fcntl.LOCK_SH):
            return
        time.sleep(0.02)


def _can_lock(path: Path, kind: int) -> bool:
    with path.open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
