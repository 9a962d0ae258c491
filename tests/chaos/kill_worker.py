"""Kills workers with -9 in the middle of their articles, and worse, and counts what that cost.

``python -m tests.chaos.kill_worker --articles 200 --kills 6`` takes a data folder of its own, and prints one JSON object:
lost, duplicate and partial must be 0, and every fault as often as was asked for. README.md tells how to read it.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claimtracker.embedded.server import leave
from tests.chaos import stories
from tests.chaos.judge import UNENDED, judge
from tests.chaos.run import Run

LIMIT_S = 420
DONE = "SELECT count(*) FROM articles_article WHERE state = 'done'"
FAULTS: dict[str, tuple[Callable[[Run], bool], ...]] = {
    # turn about: one process of the pool, the whole tree
    "kills": (Run.kill_child, Run.kill_tree),
    "trees": (Run.kill_tree,),
    "crashes": (Run.crash_database,),
    "wipes": (Run.empty_broker,),
    "freezes": (Run.freeze_past_lease,),
}


def main() -> None:
    """The command line."""
    given = _arguments()
    random.seed(given.seed)
    # whoever stops the harness stops its workers too
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="claimtracker-chaos-"))
    folder.chmod(0o711)
    try:
        with Run(folder) as run:
            print(json.dumps(_suffer(run, given)))
    finally:
        leave()
        shutil.rmtree(folder, ignore_errors=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--trees", type=int, default=0, help="kill -9 of a whole worker")
    parser.add_argument("--kills", type=int, default=0, help="kill -9 of a pool process and of a whole worker, in turn")
    parser.add_argument("--crashes", type=int, default=0, help="PostgreSQL stopped at once, as by a power cut")
    parser.add_argument("--wipes", type=int, default=0, help="every message forgotten")
    parser.add_argument("--freezes", type=int, default=0, help="a worker stopped past its lease, then let go on")
    parser.add_argument("--deliveries", type=int, default=1, help="how often each message is delivered, shuffled")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def _suffer(run: Run, given: argparse.Namespace) -> dict[str, Any]:
    run.manage("migrate", "-v", "0")
    run.manage("ingest", "--no-wait", str(stories.write(run.folder / "articles.jsonl", given.articles)))
    again = run.deliver_again(given.deliveries - 1) if given.deliveries > 1 else 0
    began = time.monotonic()
    run.start_worker()
    done = _inject(run, given, began + LIMIT_S)
    hurt_s = time.monotonic() - began
    _drain(run, began + LIMIT_S)
    ended_s = time.monotonic() - began
    run.end_workers()
    return {
        "articles": given.articles,
        **{name: done[name] for name in FAULTS if getattr(given, name)},
        **({"delivered_again": again} if again else {}),
        "seconds": round(ended_s, 1),
        "seconds_after_the_last_fault": round(ended_s - hurt_s, 1),
        **judge(run, given.articles),
    }


def _inject(run: Run, given: argparse.Namespace, limit: float) -> Counter[str]:
    """Each fault at an even step of the work, in an order that the seed gives; how many of each took place."""
    planned = [name for name in FAULTS for _ in range(getattr(given, name))]
    random.shuffle(planned)
    done: Counter[str] = Counter()
    for n, name in enumerate(planned):
        wanted = given.articles * (n + 1) // (len(planned) + 2)
        while run.count(DONE) < wanted and time.monotonic() < limit:
            time.sleep(0.05)
        ways = FAULTS[name]
        done[name] += ways[done[name] % len(ways)](run)
    return done


def _drain(run: Run, limit: float) -> None:
    while run.count(UNENDED) and time.monotonic() < limit:
        time.sleep(0.5)


if __name__ == "__main__":
    main()
