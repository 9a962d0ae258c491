"""`manage.py serve`: everything of a local installation in one command, until Ctrl-C."""

import fcntl
import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.management.commands.setup import demo_password
from claimtracker.embedded.broker import release_messages
from claimtracker.embedded.server import leave, serving
from claimtracker.probe import answers
from claimtracker.supervision import Child, ChildFailedError, Stopped, Supervisor

ANSWER_WITHIN_S = 60


class Command(BaseCommand):
    help = "Sets up what is missing, reads the demonstration articles, and serves until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--no-demo", action="store_true", help="read no demonstration articles")

    def handle(self, *, host: str, port: int, no_demo: bool, **options: Any) -> None:
        self.began = time.monotonic()
        _refuse_taken(host, port)
        lock = _only_one(settings.DATA_DIR)
        self._start_database()
        call_command("setup", stdout=self.stdout)
        self._say("database ready")
        try:
            with suppress(Stopped), Supervisor(_children(host, port)) as supervisor:
                supervisor.start()
                self._wait_for_answer(supervisor, host, port)
                if not no_demo and not settings.PRODUCTION:
                    self._read_demo()
                self._announce(host, port)
                while True:
                    supervisor.watch_once()
        except ChildFailedError as fault:
            raise CommandError(str(fault)) from fault
        finally:
            leave()
            os.close(lock)
            self._say("stopped")

    def _start_database(self) -> None:
        if not settings.BROKER_URL:
            cluster = serving(settings.EMBEDDED_POSTGRES_DIR)
            # what a killed run had taken is due again at once: this is the only run, so no worker lives
            release_messages(cluster)

    def _wait_for_answer(self, supervisor: Supervisor, host: str, port: int) -> None:
        until = time.monotonic() + ANSWER_WITHIN_S
        while not answers(host, port):
            if time.monotonic() > until:
                raise CommandError(f"No answer within {ANSWER_WITHIN_S} s; see {settings.DATA_DIR / 'logs'}.")
            supervisor.watch_once()

    def _read_demo(self) -> None:
        demo = settings.BASE_DIR / "articles" / "demo"
        if "ingest" in get_commands() and demo.exists():
            call_command("ingest", str(demo), stdout=self.stdout)
            self._say("demonstration articles read")

    def _announce(self, host: str, port: int) -> None:
        self._say(f"ready: http://{host}:{port}/")
        if not settings.PRODUCTION:
            self.stdout.write(
                f"Sign in as 'reviewer' with the password '{demo_password()}' (this machine's demo only)."
            )
        self.stdout.write("Ctrl-C stops everything.")
        self.stdout.flush()

    def _say(self, what: str) -> None:
        self.stdout.write(f"[{time.monotonic() - self.began:5.1f} s] {what}")
        self.stdout.flush()


def _children(host: str, port: int) -> list[Child]:
    programs, logs = Path(sys.executable).parent, settings.DATA_DIR / "logs"
    environment = {**os.environ, "HOST": host, "PORT": str(port)}
    work = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work"]
    web = [str(programs / "gunicorn"), "-c", "python:claimtracker.gunicorn", "claimtracker.wsgi"]
    return [
        Child("worker", work, environment, logs / "worker.log"),
        Child("web", web, environment, logs / "web.log"),
    ]


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise CommandError(
                f"{host}:{port} cannot be listened on ({fault.strerror}): stop what uses it, or set PORT to another one."
            ) from fault


def _only_one(folder: Path) -> int:
    """The lock by which a second run in the same data folder knows of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "serve.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        raise CommandError(f"Claim Tracker already serves from {folder}: stop it, or set DATA_DIR.") from fault
    return lock
