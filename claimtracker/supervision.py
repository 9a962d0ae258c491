"""Runs the processes of a local installation together: starts, watches, restarts and stops them, by their ids."""

import ctypes
import signal
import subprocess
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

STOP_TIMEOUT_S = 30
WATCH_EVERY_S = 0.2
# a process that dies this often in this time will not live
DEATHS = 5
DEATHS_WITHIN_S = 60
PR_SET_PDEATHSIG = 1
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ChildFailedError(RuntimeError):
    """A process does not stay alive; the text ends with the last lines that it wrote."""


def die_with_parent() -> None:
    """Asks the kernel to end this process when the one that starts it is gone, even by kill -9."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True)
class Child:
    """One process, in a session of its own, so that Ctrl-C in the terminal reaches the supervisor only."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=DEATHS))

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def revive(self) -> None:
        """Start again what died; raise where that happens too often."""
        self.deaths.append(time.monotonic())
        if len(self.deaths) == DEATHS and self.deaths[-1] - self.deaths[0] < DEATHS_WITHIN_S:
            raise ChildFailedError(f"{self.name} ended {DEATHS} times; {self.log} ends with:\n{self.tail()}")
        self.start()

    def tail(self, lines: int = 20) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def stop(self) -> None:
        """Ask it to end, by its own id: a signal to Celery's whole group can hang it. Kill what does not obey."""
        if self.process is None or not self.is_alive():
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Stopped(Exception):
    """Somebody asked the supervisor to end."""


@dataclass(slots=True)
class Supervisor:
    """Use as `with Supervisor([worker, web]) as supervisor`: what was started is stopped at the end, last one first."""

    children: Sequence[Child]
    before: dict[signal.Signals, Any] = field(default_factory=dict)

    def __enter__(self) -> "Supervisor":
        self.before = {number: signal.signal(number, self._stopped) for number in STOPPING}
        return self

    def __exit__(self, *fault: object) -> None:
        # a second Ctrl-C must not leave half of them running
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        for child in reversed(self.children):
            child.stop()
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def start(self) -> None:
        for child in self.children:
            child.log.unlink(missing_ok=True)
            child.start()

    def watch_once(self) -> None:
        """Give every process that died a new start."""
        time.sleep(WATCH_EVERY_S)
        for child in self.children:
            if not child.is_alive():
                child.revive()

    def _stopped(self, number: int, frame: FrameType | None) -> None:
        raise Stopped
