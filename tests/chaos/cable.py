"""Three machines of one site, as far as the network goes: database and broker, and two with a worker; one cable is pulled.

``python -m tests.chaos.cable`` makes three network namespaces (root is needed), cuts one worker off in the middle of its work
for longer than a lease, plugs it in again, and lets it end the work alone. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from claimtracker.embedded import keeper
from claimtracker.supervision import die_with_parent
from tests.chaos import witness
from tests.chaos.__main__ import prepared_run
from tests.chaos.phases import Phase, Suffering
from tests.chaos.run import ROOT, WORK, Run, until

CUT_S = 45
WITHIN_S = 400


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--inside", nargs=3, metavar="NAMESPACE", help="we run in the first one of these")
    given = parser.parse_args()
    # whoever stops us stops what we started
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    if given.inside:
        return _told(given.articles, given.inside[1:])
    with namespaces() as names:
        hub = ["ip", "netns", "exec", names[0], sys.executable, "-m", "tests.chaos.cable", "--inside", *names]
        with subprocess.Popen(
            [*hub, "--articles", str(given.articles)], cwd=ROOT, preexec_fn=die_with_parent
        ) as inside:
            try:
                return inside.wait()
            finally:
                inside.terminate()


@contextmanager
def namespaces() -> Iterator[list[str]]:
    """Three, the first one with a cable to each of the others: 10.231.1.1 to .2 and 10.231.2.1 to .2."""
    tag = secrets.token_hex(3)
    names = [f"ct{tag}{letter}" for letter in "hab"]
    with ExitStack() as stack:
        for name in names:
            _ip("netns", "add", name)
            stack.callback(_ip, "netns", "del", name)
            _ip("-n", name, "link", "set", "lo", "up")
        for number, name in enumerate(names[1:], 1):
            _ip("link", "add", f"h{tag}{number}", "type", "veth", "peer", "name", f"w{tag}{number}")
            for end, place, host in ((f"h{tag}{number}", names[0], 1), (f"w{tag}{number}", name, 2)):
                _ip("link", "set", end, "netns", place)
                _ip("-n", place, "link", "set", end, "name", f"cable{number if host == 1 else ''}")
                _ip(
                    "-n",
                    place,
                    "addr",
                    "add",
                    f"10.231.{number}.{host}/30",
                    "dev",
                    f"cable{number if host == 1 else ''}",
                )
                _ip("-n", place, "link", "set", f"cable{number if host == 1 else ''}", "up")
        yield names


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def _told(articles: int, workers: list[str]) -> int:
    phase = Phase("cable", articles, broker="redis")
    with prepared_run(phase) as run:
        # nobody is replaced: a worker must come back by itself
        run.crews = 0
        _open_doors(run)
        suffering = Suffering(phase, run)
        run.ask(witness.INSTALL)
        suffering.limit = time.monotonic() + WITHIN_S
        told = _cut(run, suffering, articles, workers)
        run.end_workers()
        print(json.dumps({**told, **suffering.losses()}), flush=True)
    return 0


def _open_doors(run: Run) -> None:
    """The database listens to the cables; the broker does from the start."""
    with (run.cluster.data / "pg_hba.conf").open("a") as rules:
        rules.write("host all all 10.231.0.0/16 trust\n")
    run.ask("ALTER SYSTEM SET listen_addresses = '*'")
    before = keeper.postmaster(run.cluster.data)
    run.crash_database()
    assert until(lambda: bool(run.ask("SELECT 1")) and keeper.postmaster(run.cluster.data) != before, WITHIN_S)


def _cut(run: Run, suffering: Suffering, articles: int, workers: list[str]) -> dict[str, Any]:
    suffering.feed(0, articles)
    suffering.clients[-1].wait()
    for number, name in enumerate(workers, 1):
        _start(run, name, number)
    suffering.wait_for(articles // 4)
    _ip("link", "set", "cable1", "down")
    before = run.count(witness.ENDED)
    time.sleep(CUT_S)
    during = run.count(witness.ENDED) - before
    _ip("link", "set", "cable1", "up")
    # the other one leaves: what is still to be done is for the one that was cut off
    left = run.workers.pop()
    left.terminate()
    left.wait()
    suffering.feed(articles, articles + articles // 4)
    suffering.wait(lambda: suffering.clients[-1].poll() is not None and not run.count(witness.UNENDED))
    return {
        "done_while_cut": during,
        # nobody else is left
        "done_by_it_after": run.count(witness.ENDED) - before - during,
        "seconds_to_the_end": round(suffering.limit - time.monotonic(), 1),
    }


def _start(run: Run, namespace: str, number: int) -> None:
    address = f"10.231.{number}.1"
    environment = {
        **run.environment,
        "DATA_DIR": str(run.folder / namespace),
        "DATABASE_URL": f"postgresql://claims@{address}/claims",
        "BROKER_URL": run.broker.url.replace("127.0.0.1", address),
    }
    with (run.folder / "worker.log").open("ab") as log:
        run.workers.append(
            subprocess.Popen(
                ["ip", "netns", "exec", namespace, *WORK],
                cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_parent,
            )
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
