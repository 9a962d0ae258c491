"""The compose file's own commands, with its own environment, against the servers of this machine."""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.services import servers
from tests.services.compose import ROOT, services
from tests.services.conftest import Ready
from tests.services.site import VALUES, WAIT_S, Site

LASTING = ("web", "worker", "beat")
OURS = ("migrate", *LASTING)
TEXT = "The ministry said on Monday that about 1,200 soldiers would leave the northern province.\n"


@pytest.fixture(params=["rabbitmq", "redis"])
def site(request: pytest.FixtureRequest, ready: Ready, tmp_path: Path) -> Iterator[Site]:
    with ExitStack() as stack:
        broker = stack.enter_context(getattr(servers, request.param)())
        database = stack.enter_context(servers.postgres(like=ready.database))
        site = Site(tmp_path, ready.static, database, broker)
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
def test_main_job_passes_through_the_services(site, ready):
    for name in LASTING:
        site.start(name)
    for name in LASTING:
        assert until_healthy(site, name), site.log(name)

    token = ready.token
    article = site.ask("/api/v1/articles/", token, {"text": TEXT, "title": "Soldiers to leave"})
    path = f"/api/v1/articles/{article['id']}/"
    assert until(lambda: site.ask(path, token)["state"] == "done"), site.log("worker")

    claims = site.ask(f"/api/v1/claims/?article={article['id']}", token)["results"]
    assert [claim["surface"] for claim in claims] == ["1,200"]
    assert site.stop() == dict.fromkeys(LASTING, 0)


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
