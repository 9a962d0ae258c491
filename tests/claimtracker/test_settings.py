"""Settings under other environments, each read by a new process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": "s" * 25 + "ecret-of-a-production-site-0123456789",
    "ALLOWED_HOSTS": "a.org",
}
SHOW = "import json, sys; from claimtracker import settings; print(json.dumps([getattr(settings, n) for n in sys.argv[1:]]))"


def python(folder, environment, *arguments):
    base = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "claimtracker.settings"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=base | environment, capture_output=True, text=True, check=False)


def read(folder, environment, *names):
    done = python(folder, environment, "-c", SHOW, *names)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_local_installation_needs_nothing(tmp_path):
    secret, hosts, debug = read(tmp_path, {}, "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG")
    assert len(secret) >= 50
    assert "127.0.0.1" in hosts
    assert "*" not in hosts
    assert debug is False


def test_local_secret_stays(tmp_path):
    assert read(tmp_path, {}, "SECRET_KEY") == read(tmp_path, {}, "SECRET_KEY")
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_reading_settings_starts_no_server(tmp_path):
    read(tmp_path, {}, "TIME_ZONE")
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_needs(tmp_path, name):
    done = python(tmp_path, PRODUCTION | {name: ""}, "-c", "import claimtracker.settings")
    assert done.returncode == 1
    assert f"ImproperlyConfigured: {name} is not set" in done.stderr


def test_production_refuses_debug(tmp_path):
    assert (
        "DEBUG shows strangers"
        in python(tmp_path, PRODUCTION | {"DEBUG": "1"}, "-c", "import claimtracker.settings").stderr
    )


def test_secret_alone_means_production(tmp_path):
    assert read(tmp_path, PRODUCTION | {"PRODUCTION": ""}, "PRODUCTION") == [True]


def test_deployment_check_is_clean(tmp_path):
    done = python(tmp_path, PRODUCTION, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_policy_allows_own_files_only(tmp_path):
    (policy,) = read(tmp_path, {}, "CONTENT_SECURITY_POLICY")
    own, none = ["'self'"], ["'none'"]
    assert policy["DIRECTIVES"] == {
        "default-src": none,
        "script-src": own,
        "style-src": own,
        "img-src": own,
        "connect-src": own,
        "form-action": own,
        "base-uri": none,
        "frame-ancestors": none,
    }


@pytest.mark.parametrize(
    ("url", "transport", "queue_type"),
    [
        pytest.param("", "claimtracker.embedded.broker:Transport", None, id="embedded"),
        pytest.param("amqp://u:p@h//", None, "quorum", id="RabbitMQ"),
        pytest.param("redis://h/0", None, None, id="Redis"),
    ],
)
def test_broker_is_chosen_by_its_address(tmp_path, url, transport, queue_type):
    show = (
        "import json; from claimtracker.celery import app; conf = app.conf;"
        "print(json.dumps([conf.broker_transport, [(q.name, (q.queue_arguments or {}).get('x-queue-type'))"
        " for q in conf.task_queues], conf.accept_content]))"
    )
    done = python(tmp_path, {"BROKER_URL": url}, "-c", show)
    assert done.returncode == 0, done.stderr
    expected = [transport, [[name, queue_type] for name in ("fetch", "extract", "timetable")], ["json"]]
    assert json.loads(done.stdout) == expected


@pytest.mark.parametrize(
    ("surface", "limits"),
    [
        pytest.param("web", "-c statement_timeout=10s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s -c jit=off", id="page"),
        pytest.param("worker", "-c statement_timeout=30s -c lock_timeout=20s -c idle_in_transaction_session_timeout=30s -c synchronous_commit=off -c jit=off", id="worker"),
        pytest.param("command", None, id="command"),
        pytest.param("", None, id="unset"),
    ],
)  # fmt: skip
def test_sessions_wait_as_long_as_their_users_may(tmp_path, surface, limits):
    (databases,) = read(tmp_path, {"CLAIMTRACKER_SURFACE": surface}, "DATABASES")
    options = databases["default"]["OPTIONS"]
    assert options.get("options") == limits
    assert options["application_name"] == f"claimtracker {surface or 'command'}"


def test_address_stands_above_our_limits(tmp_path):
    address = "postgresql://h/claims?connect_timeout=9&options=-c%20work_mem%3D8MB"
    (databases,) = read(tmp_path, {"DATABASE_URL": address, "CLAIMTRACKER_SURFACE": "worker"}, "DATABASES")
    options = databases["default"]["OPTIONS"]
    assert options["connect_timeout"] == "9"
    assert options["options"].endswith("-c synchronous_commit=off -c jit=off -c work_mem=8MB")
    assert options["tcp_user_timeout"] == 20_000
