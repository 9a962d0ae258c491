"""Everything bad at once, by size: ``python -m tests.chaos [--size small|full] [--only everything,redis] [--json FILE]``.

Takes data folders of its own, prints a bar while it works, then a table, and writes the same as JSON. Exits non-zero where
an article was lost, doubled or half written, or where fewer faults took place than planned. README.md tells how to read it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claimtracker.embedded.server import leave
from tests.chaos import brokers, musts
from tests.chaos.phases import Phase, Suffering
from tests.chaos.run import ROOT, Run

HURT = {
    "trees": 1,
    "children": 2,
    "deploys": 1,
    "crashes": 1,
    "cuts": 1,
    "stale": 1,
    "wipes": 1,
    "freezes": 1,
    "restarts": 1,
}
# what a queue of its own can be made to suffer; the database has been through it all
OF_A_BROKER = {"trees": 2, "children": 2, "stale": 1, "wipes": 1, "freezes": 2, "restarts": 2}
SIZES = {
    "small": [
        Phase("everything", 1_000, HURT, deliveries=5, idle_kills=2, limit_s=600),
    ],
    "full": [
        Phase("one worker", 300, crews=1, is_long=True),
        Phase("two workers", 600, is_long=True),
        Phase("kills", 1_200, {"children": 3, "trees": 3}, is_long=True),
        Phase(
            "everything", 10_000,
            {"trees": 26, "children": 26, "deploys": 4, "crashes": 10, "cuts": 3, "stale": 3, "wipes": 8, "freezes": 4, "restarts": 4},
            deliveries=5, idle_kills=4, limit_s=1_500,
        ),
        Phase("naive", 1_000, {"trees": 5, "children": 5, "crashes": 2, "wipes": 2, "freezes": 1, "restarts": 1}, is_naive=True, limit_s=300),
        Phase("rabbitmq", 500, OF_A_BROKER, broker="rabbitmq", deliveries=5, idle_kills=2, limit_s=300),
        Phase("redis", 500, OF_A_BROKER, broker="redis", deliveries=5, idle_kills=2, limit_s=300),
    ],
}  # fmt: skip
MUST_BE_0 = (
    "lost", "duplicate", "partial", "ungrouped", "quarantined", "unended", "held_past_two_leases", "stale_claims",
    "done_too_often", "annotations_astray", "events_missing", "faults_missing", "clients_failed", "killed_at_end",
)  # fmt: skip
SHOWN = (
    "articles", "seconds", "articles_a_second", "lost", "duplicate", "partial", "quarantined", "unended", "recovery_p50_s",
    "recovery_p99_s",
)  # fmt: skip


def main() -> int:
    """The command line."""
    given = _arguments()
    # whoever stops the harness stops its workers too
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    began, told = time.monotonic(), dict[str, Any]()
    with _prepared() as template:
        for phase in SIZES[given.size]:
            if given.only and phase.name not in given.only.split(","):
                continue
            if not brokers.is_here(phase.broker):
                print(f"{phase.name}: skipped, there is no {phase.broker} on this machine")
                continue
            with run_of(phase, template) as run:
                told[phase.name] = Suffering(phase, run).go()
            given.json.parent.mkdir(parents=True, exist_ok=True)
            given.json.write_text(json.dumps({"phases": told, "ratios": musts.ratios(told)}, indent=1) + "\n")
            print(json.dumps(told[phase.name]), flush=True)
    _print_table(told)
    if given.size == "full":
        print("\n".join(("", f"{'must hold':46s} {'found':>18} wanted", *musts.lines(told))))
    print(f"{time.monotonic() - began:.0f} s; all figures: {given.json}")
    return 1 if any(_faults(name, row) for name, row in told.items()) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--only", default="", help="names of phases, with commas")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "chaos.json")
    return parser.parse_args()


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="claimtracker-chaos-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        leave()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _prepared() -> Iterator[Path]:
    """A folder with a migrated database that nobody uses: each phase gets a copy."""
    with _folder() as folder:
        with Run(folder) as run:
            run.manage("migrate", "-v", "0")
        leave()
        yield folder


@contextmanager
def run_of(phase: Phase, template: Path) -> Iterator[Run]:
    """A run in a folder of its own, whose database is a copy of the template's."""
    with _folder() as folder:
        # with its owners: PostgreSQL runs as somebody else where root runs this
        subprocess.run(["cp", "-a", str(template / "postgres"), str(folder)], check=True)
        for left in ("ready", "users.lock", "keeper.lock", "start.lock"):
            (folder / "postgres" / left).unlink(missing_ok=True)
        with Run(folder, broker=phase.broker, crews=phase.crews, is_naive=phase.is_naive) as run:
            yield run


@contextmanager
def prepared_run(phase: Phase) -> Iterator[Run]:
    """The same, for one phase alone."""
    with _prepared() as template, run_of(phase, template) as run:
        yield run


def _faults(name: str, row: dict[str, Any]) -> list[str]:
    if name == "naive":
        return []
    found = [f"{what} {row[what]}" for what in MUST_BE_0 if row[what]]
    if row["digest"] != row["oracle"]:
        found.append("the digest is not the oracle's")
    if row["faults"].get("stale", 0) > row["stale_refused"]:
        found.append("a late worker was not refused")
    return found


def _print_table(told: dict[str, Any]) -> None:
    print(
        "\n"
        + " ".join([f"{'phase':12s}", *(f"{name.replace('articles_a_second', 'per_second'):>14s}" for name in SHOWN)])
    )
    for name, row in told.items():
        print(
            " ".join([f"{name:12s}", *(f"{row[column] if row[column] is not None else '-':>14}" for column in SHOWN)])
        )
    for name, row in told.items():
        for fault in _faults(name, row):
            print(f"FAILED {name}: {fault}")


if __name__ == "__main__":
    sys.exit(main())
