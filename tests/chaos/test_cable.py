"""A worker on another machine is cut off in the middle of its work."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.chaos import cable
from tests.chaos.run import ROOT

pytestmark = pytest.mark.chaos
ARTICLES = 120


@pytest.fixture
def _namespaces() -> None:
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("network namespaces need root and iproute2")
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    try:
        with cable.namespaces():
            pass
    except subprocess.CalledProcessError as fault:
        pytest.skip(f"no network namespaces here: {fault.stderr.decode().strip()}")


@pytest.mark.usefixtures("_namespaces")
def test_worker_that_is_cut_off_loses_nothing_and_comes_back():
    command = [sys.executable, "-m", "tests.chaos.cable", "--articles", str(ARTICLES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(told))
    faults = ("lost", "duplicate", "partial", "ungrouped", "quarantined", "unended", "stale_claims", "done_too_often")
    assert {name: told[name] for name in faults} == dict.fromkeys(faults, 0)
    assert told["digest"] == told["oracle"]
    assert told["accepted"] == ARTICLES + ARTICLES // 4
    assert told["done_while_cut"] > 0
    assert told["done_by_it_after"] >= ARTICLES // 4
