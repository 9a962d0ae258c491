"""The three brokers, each a server of this run's own, and what can be done to them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.chaos.run import Run

FROZEN_S = 8.0
# the addresses with a hyphen are those of cable.py, where they exist
BOUND = ("127.0.0.1", "-10.231.1.1", "-10.231.2.1", "--protected-mode", "no")
STOPPED_S = 5.0
STARTS_WITHIN_S = 90


class Embedded:
    """Queues in the database ``broker`` of the run's own PostgreSQL."""

    url = ""

    def __init__(self, run: Run) -> None:
        self.run = run

    def start(self) -> None:
        """It is there as soon as the database is."""

    def end(self) -> None:
        """It goes with the database."""

    def _queues(self) -> list[str]:
        return [f"pgmq.q_{name}" for (name,) in self.run.ask("SELECT queue_name FROM pgmq.meta", database="broker")]

    def wipe(self) -> bool:
        """Forget every message, those that a worker holds too."""
        for queue in self._queues():
            self.run.ask(f"TRUNCATE {queue}", database="broker")
        return True

    def freeze(self) -> bool:
        """Answer nobody for some seconds: who sends or asks for a message waits."""
        tables = ", ".join(self._queues())
        hold = f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE"
        with self.run.connect("broker", autocommit=False) as connection, suppress(Exception):
            connection.execute(hold.encode())
            time.sleep(FROZEN_S)
        return True

    def restart(self) -> bool:
        """End every connection, take no new one for some seconds."""
        self.run.ask("ALTER DATABASE broker ALLOW_CONNECTIONS false", database="postgres")
        self.run.cut("datname = 'broker'")
        time.sleep(STOPPED_S)
        self.run.ask("ALTER DATABASE broker ALLOW_CONNECTIONS true", database="postgres")
        return True


class _Server:
    """A server process that can be stopped, frozen and killed."""

    def __init__(self, run: Run) -> None:
        self.run, self.port = run, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.run.folder / "broker.log").open("ab") as log:
            self.process = self._launch(log.fileno())
        end = time.monotonic() + STARTS_WITHIN_S
        while not _listens(self.port):
            if time.monotonic() > end:
                raise RuntimeError(f"the broker did not start: see {self.run.folder / 'broker.log'}")
            time.sleep(0.2)

    def _launch(self, log: int) -> subprocess.Popen[bytes]:
        raise NotImplementedError

    def _pids(self) -> list[int]:
        return [self.process.pid] if self.process else []

    def end(self) -> None:
        if self.process is not None:
            for pid in self._pids():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def freeze(self) -> bool:
        """Connections stand, and nothing is answered."""
        pids = self._pids()
        for number, pause in ((signal.SIGSTOP, FROZEN_S), (signal.SIGCONT, 0.0)):
            for pid in pids:
                os.kill(pid, number)
            time.sleep(pause)
        return bool(pids)

    def restart(self) -> bool:
        """Kill -9, and another some seconds later."""
        self.end()
        time.sleep(STOPPED_S)
        self.start()
        return True


class Redis(_Server):
    """Redis that keeps nothing on disk: a restart forgets everything."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def _launch(self, log: int) -> subprocess.Popen[bytes]:
        options = ["--port", str(self.port), "--bind", *BOUND, "--save", "", "--maxmemory-policy", "noeviction"]
        return subprocess.Popen(["redis-server", *options], cwd=self.run.folder, stdout=log, stderr=log)

    def wipe(self) -> bool:
        """FLUSHALL."""
        return (
            subprocess.run(["redis-cli", "-p", str(self.port), "flushall"], stdout=subprocess.DEVNULL).returncode == 0
        )


class RabbitMQ(_Server):
    """RabbitMQ under a node name of its own, its queues on disk in the run's folder."""

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def _environment(self) -> dict[str, str]:
        home = self.run.folder / "rabbitmq"
        home.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(home, "rabbitmq", "rabbitmq")
        # the machine's own settings would take the port of its own server
        (home / "own.conf").write_text(f"listeners.tcp.1 = 127.0.0.1:{self.port}\nloopback_users = none\n")
        (home / "own-env.conf").touch()
        return {
            **os.environ,
            "RABBITMQ_NODENAME": f"chaos{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(self.port + 1),
            "RABBITMQ_CONFIG_FILE": str(home / "own.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(home / "own-env.conf"),
            "ERL_CRASH_DUMP": str(home / "crash"),
            "RABBITMQ_MNESIA_BASE": str(home),
            "RABBITMQ_LOGS": str(home / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "plugins"),
            "RABBITMQ_PID_FILE": str(home / "pid"),
            "HOME": str(home),
        }

    def _launch(self, log: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["rabbitmq-server"], env=self._environment(), stdout=log, stderr=log, start_new_session=True
        )

    def _pids(self) -> list[int]:
        # its start-up scripts are other processes, and another user's
        wanted = f"RABBITMQ_NODENAME=chaos{self.port}@localhost".encode()
        return [pid for pid in _all_pids() if b"beam" in _told(pid, "cmdline") and wanted in _told(pid, "environ")]

    def wipe(self) -> bool:
        """Purge the queues, as far as no worker holds what is in them."""
        from kombu import Connection

        with Connection(self.url) as connection:
            channel: Any = connection.default_channel
            for name in ("extract", "fetch", "timetable"):
                with suppress(Exception):
                    channel.queue_purge(name)
        return True


BROKERS: dict[str, type[Embedded | RabbitMQ | Redis]] = {"embedded": Embedded, "redis": Redis, "rabbitmq": RabbitMQ}
NEEDS = {"redis": "redis-server", "rabbitmq": "rabbitmq-server"}


def is_here(name: str) -> bool:
    """Whether this machine can start such a broker."""
    return name not in NEEDS or shutil.which(NEEDS[name]) is not None


def free_port() -> int:
    """A port that nobody listens on now, nor on the next."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as one:
            port = int(one.getsockname()[1])
        if not _listens(port + 1):
            return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _all_pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _told(pid: int, what: str) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/{what}").read_bytes()
    return b""
