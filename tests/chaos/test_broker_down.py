"""Submissions while the broker is down or frozen: all accepted, and after three none asks it. The times are printed."""

import json
import os
import subprocess
import sys

import pytest

from tests.chaos.run import ROOT

pytestmark = [pytest.mark.chaos, pytest.mark.enable_socket]
COUNT = min(100, int(os.environ.get("CHAOS_ARTICLES", "200")))


def test_submissions_do_not_wait_for_a_broker():
    command = [sys.executable, "-m", "tests.chaos.submit", "--count", str(COUNT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    print(done.stdout.strip())
    healthy, *away = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["broker"] for row in away] == ["amqp down", "amqp frozen", "redis down", "redis frozen"]
    assert {row["accepted"] for row in (healthy, *away)} == {COUNT}
    assert {row["breaker_open"] for row in away} == {True}
