"""The services of the compose file as processes of this machine."""

import json
import os
import secrets
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.services.compose import ROOT, Service, image_environment, services

SECRETS = {"SECRET_KEY": secrets.token_urlsafe(60), "ALLOWED_HOSTS": "claims.example.org"}
VALUES = SECRETS | {"POSTGRES_PASSWORD": "p", "RABBITMQ_PASSWORD": "r"}
PROGRAMS = Path(sys.executable).parent
WAIT_S = 90


class Site:
    """The four services, run as the compose file says, with what it names mapped to this machine."""

    def __init__(self, folder: Path, static: Path, database: str, broker: str) -> None:
        self.folder, self.processes = folder, dict[str, subprocess.Popen[bytes]]()
        self.services = services(VALUES)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.mapped = {
            "DATABASE_URL": database,
            "BROKER_URL": broker,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "DATA_DIR": str(folder / "data"),
            "STATIC_ROOT": str(static),
        }

    def environment(self, service: Service) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], **image_environment(), **service.environment, **self.mapped}

    def run(self, *command: str) -> str:
        """One command in the image's and the web service's environment: what it prints."""
        environment = self.environment(self.services["web"])
        return subprocess.check_output(self._command(command), cwd=ROOT, env=environment, text=True)

    def start(self, name: str) -> subprocess.Popen[bytes]:
        service = self.services[name]
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                self._command(service.command), cwd=ROOT, env=self.environment(service), stdout=log, stderr=log
            )
        self.processes[name] = process
        return process

    def is_healthy(self, name: str) -> bool:
        service = self.services[name]
        command = self._command(service.health[1:])
        done = subprocess.run(command, cwd=ROOT, env=self.environment(service), capture_output=True, check=False)
        return done.returncode == 0

    def stop(self) -> dict[str, int]:
        """Each one's exit status after the signal that Docker sends."""
        for process in self.processes.values():
            process.terminate()
        return {name: process.wait(WAIT_S) for name, process in self.processes.items()}

    def ask(self, path: str, token: str, body: dict[str, str] | None = None) -> dict[str, object]:
        """As a proxy that has ended TLS passes a request on."""
        headers = {"Host": "claims.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        headers |= {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return dict(json.load(answer))

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]

    def _command(self, command: tuple[str, ...] | list[str]) -> list[str]:
        return [str(PROGRAMS / command[0]), *map(self._local, command[1:])]

    def _local(self, part: str) -> str:
        return part.replace("/tmp/", f"{self.folder}/")
