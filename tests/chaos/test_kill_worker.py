"""No article is lost, doubled or half written when workers are killed."""

import json
import os
import subprocess
import sys

import pytest

from tests.chaos.kill_worker import ROOT

pytestmark = pytest.mark.chaos


@pytest.mark.enable_socket
def test_killed_workers_lose_nothing():
    articles, kills = int(os.environ.get("CHAOS_ARTICLES", "200")), int(os.environ.get("CHAOS_KILLS", "6"))
    command = [sys.executable, "-m", "tests.chaos.kill_worker", "--articles", str(articles), "--kills", str(kills)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    print(told)
    assert (told["lost"], told["duplicate"], told["partial"]) == (0, 0, 0)
    assert told["kills"] == kills
