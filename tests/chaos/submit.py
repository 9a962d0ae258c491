"""How long a submission takes while the broker is healthy, down or frozen: one JSON object a line.

``python -m tests.chaos.submit --count 100`` takes a data folder of its own, and a process of its own for each broker.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

from claimtracker.embedded.server import leave
from tests.chaos.run import ROOT, Run


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--here", metavar="NAME", help="submit in this process, to the broker of its environment")
    given = parser.parse_args()
    if given.here:
        django.setup()
        print(json.dumps({"broker": given.here, **_timed(given.here, given.count)}), flush=True)
        return
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    folder = Path(tempfile.mkdtemp(prefix="claimtracker-chaos-"))
    folder.chmod(0o711)
    try:
        with Run(folder) as run:
            run.manage("migrate", "-v", "0")
            _each(run, given.count)
    finally:
        leave()
        shutil.rmtree(folder, ignore_errors=True)


def _each(run: Run, count: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        closed = closing.getsockname()[1]
    # connections are made there, and nothing is ever answered
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        frozen = listening.getsockname()[1]
        _submit(run, "healthy", "", count)
        for scheme in ("amqp", "redis"):
            _submit(run, f"{scheme} down", f"{scheme}://127.0.0.1:{closed}/0", count)
            _submit(run, f"{scheme} frozen", f"{scheme}://127.0.0.1:{frozen}/0", count)


def _submit(run: Run, name: str, broker: str, count: int) -> None:
    command = [sys.executable, "-m", "tests.chaos.submit", "--count", str(count), "--here", name]
    subprocess.run(command, cwd=ROOT, env={**run.environment, "BROKER_URL": broker}, check=True)


def _timed(name: str, count: int) -> dict[str, object]:
    from articles import tasks
    from articles.ingestion import sending
    from articles.ingestion.submission import Outcome, Submission
    from articles.models import Article

    took_s, accepted = [], 0
    for number in range(count):
        text = f"{name} {number}: about 35 people were hurt.".encode()
        began = time.perf_counter()
        receipt = tasks.submit([Submission(text)], via=Article.Via.API)[0]
        took_s.append(time.perf_counter() - began)
        accepted += receipt.outcome is Outcome.ACCEPTED
    # those that open the breaker are told apart
    rest = sorted(took_s[sending.breaker.most :])
    return {
        "accepted": accepted,
        "breaker_open": sending.breaker.is_open,
        "first_ms": [round(1000 * s) for s in took_s[: sending.breaker.most]],
        "p50_ms": round(1000 * rest[len(rest) // 2], 1),
        "p95_ms": round(1000 * rest[len(rest) * 95 // 100], 1),
        "most_ms": round(1000 * rest[-1], 1),
    }


if __name__ == "__main__":
    main()
