"""No article is lost, doubled or half written, whatever is done to workers, database and broker in its middle."""

import json
import os
import subprocess
import sys

import pytest

from tests.chaos.run import ROOT

pytestmark = [pytest.mark.chaos, pytest.mark.enable_socket]
ARTICLES = int(os.environ.get("CHAOS_ARTICLES", "200"))
KILLS = int(os.environ.get("CHAOS_KILLS", "6"))
IS_SMALL = ARTICLES < 200
full = pytest.mark.skipif(IS_SMALL, reason="the small run has its faults in one test")


def suffer(**faults: int) -> dict[str, int]:
    wanted = {"articles": ARTICLES, **faults}
    options = [word for name, count in wanted.items() for word in (f"--{name}", str(count))]
    command = [sys.executable, "-m", "tests.chaos.kill_worker", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(told))
    assert {name: told[name] for name in faults if name != "deliveries"} == {
        name: count for name, count in faults.items() if name != "deliveries"
    }
    assert (told["lost"], told["duplicate"], told["partial"], told["unended"]) == (0, 0, 0, 0)
    assert told["digest"] == told["oracle"]
    return told


@full
def test_killed_workers_lose_nothing():
    suffer(kills=KILLS)


@full
def test_killed_trees_lose_nothing():
    suffer(trees=4)


@full
def test_crashed_database_loses_nothing():
    suffer(crashes=2)


@full
def test_emptied_broker_loses_nothing():
    suffer(wipes=2)


@full
def test_messages_delivered_five_times_are_read_once():
    told = suffer(deliveries=5)
    assert told["delivered_again"] >= 4 * ARTICLES


@full
def test_worker_that_wakes_late_writes_nothing():
    told = suffer(freezes=1)
    assert told["stale_refused"] >= 1


@pytest.mark.skipif(not IS_SMALL, reason="the full run has a test for each")
def test_many_faults_at_once_lose_nothing():
    told = suffer(kills=2, crashes=1, freezes=1, deliveries=5)
    assert told["stale_refused"] >= 1
