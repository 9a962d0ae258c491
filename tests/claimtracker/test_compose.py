"""The compose file's own commands, with its own environment, against the servers of this machine."""

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.claimtracker import servers
from tests.claimtracker.compose import ROOT, Service, image_environment, services

SECRETS = {"SECRET_KEY": secrets.token_urlsafe(60), "ALLOWED_HOSTS": "claims.example.org"}
VALUES = SECRETS | {"POSTGRES_PASSWORD": "p", "RABBITMQ_PASSWORD": "r"}
OURS = ("migrate", "web", "worker", "beat")
PROGRAMS = Path(sys.executable).parent
TEXT = "The ministry said on Monday that about 1,200 soldiers would leave the northern province.\n"
WAIT_S = 90


class Site:
    """The four services, run as the compose file says, with what it names mapped to this machine."""

    def __init__(self, folder: Path, database: str, broker: str) -> None:
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
            "STATIC_ROOT": str(folder / "static"),
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


@pytest.fixture(params=["rabbitmq", "redis"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    with ExitStack() as stack:
        broker = stack.enter_context(getattr(servers, request.param)())
        site = Site(tmp_path, stack.enter_context(servers.postgres()), broker)
        stack.callback(site.stop)
        yield site


def until_healthy(site: Site, name: str) -> bool:
    return until(lambda: site.is_healthy(name))


def until(condition, pause_s: float = 0.3) -> bool:
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(pause_s)
    return False


@pytest.mark.enable_socket
def test_main_job_passes_through_the_services(site):
    site.run("python", "manage.py", "collectstatic", "--noinput", "-v", "0")
    assert site.start("migrate").wait(WAIT_S) == 0, site.log("migrate")
    for name in ("web", "worker", "beat"):
        site.start(name)
    for name in ("web", "worker", "beat"):
        assert until_healthy(site, name), site.log(name)

    site.run(
        "python",
        "manage.py",
        "shell",
        "-v",
        "0",
        "-c",
        "from django.contrib.auth.models import User as U; U.objects.create_user('desk')",
    )
    token = site.run("python", "manage.py", "token", "desk", "test", "--scope", "submit").split()[-1]
    article = site.ask("/api/v1/articles/", token, {"text": TEXT, "title": "Soldiers to leave"})
    path = f"/api/v1/articles/{article['id']}/"
    assert until(lambda: site.ask(path, token)["state"] == "done"), site.log("worker")

    claims = site.ask(f"/api/v1/claims/?article={article['id']}", token)["results"]
    assert [claim["surface"] for claim in claims] == ["1,200"]
    assert site.stop() == {"migrate": 0, "web": 0, "worker": 0, "beat": 0}


def test_needed_secrets_are_asked_for():
    for name in VALUES:
        with pytest.raises(KeyError, match=name):
            services(VALUES | {name: ""})


def test_only_the_web_is_published():
    published = {name for name, service in services(VALUES).items() if service.raw.get("ports")}
    assert published == {"web"}


@pytest.mark.parametrize("name", OURS)
def test_our_services_have_no_privileges(name):
    raw = services(VALUES)[name].raw
    assert raw["read_only"]
    assert raw["cap_drop"] == ["ALL"]
    assert raw["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", ["postgres", "rabbitmq", "web", "worker", "beat"])
def test_lasting_services_have_health_and_grace(name):
    service = services(VALUES)[name]
    assert service.health
    assert service.raw["stop_grace_period"]


def test_every_variable_is_explained():
    text = (ROOT / "docker-compose.yml").read_text() + (ROOT / "claimtracker" / "settings.py").read_text()
    used = set(re.findall(r"\$\{(\w+)", text)) | set(re.findall(r'environment\.\w+\(\s*"(\w+)"', text))
    explained = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert used <= explained
