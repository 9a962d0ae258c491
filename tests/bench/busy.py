"""Reading while articles come in: ``python -m tests.bench.busy [--claims 1000000] [--articles 1000]``.

Asks pages of made-up rows, first with nothing else going on, then while as many workers as there are cores read new articles
as fast as they can; nothing is kept between two requests. Prints the time that nineteen of twenty stay under, both ways.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from tests.bench.stage import ROOT, client, measured_by, p95, staged

REQUESTS = 200
STARTS_WITHIN_S = 60


def written(path: Path, count: int) -> Path:
    """New articles, of events that the stored ones know nothing of."""
    from articles.management.synthetic.corpus import events, outlets

    pieces = [piece for event in events(random.randrange(10**9), 0, count) for piece in event.pieces][:count]
    with path.open("w", encoding="utf-8") as lines:
        for number, piece in enumerate(pieces):
            address = f"https://new.example/{random.randrange(10**12)}/{number}"
            row = {"url": address, "title": piece.title, "text": piece.text, "outlet": outlets()[piece.outlet]}
            lines.write(json.dumps(row) + "\n")
    return path


def asked(requests: int) -> list[float]:
    """Milliseconds of so many requests for lists, figures and claims."""
    from articles.models import Claim, Figure
    from claimtracker.unchanged import forget

    browser, chance, taken = client(), random.Random(5), []
    figures, claims = (
        list(model.objects.order_by("-pk").values_list("pk", flat=True)[:500]) for model in (Figure, Claim)
    )
    for number in range(requests):
        address = (
            "/claims/",
            f"/figures/{chance.choice(figures)}/",
            f"/claims/{chance.choice(claims)}/",
            "/api/v1/claims/",
        )[number % 4]
        forget()
        began = perf_counter()
        browser.get(address)
        taken.append(1000 * (perf_counter() - began))
    return taken


@contextmanager
def workers(articles: int) -> Iterator[Callable[[], int]]:
    """As many workers as cores, at work on so many new articles; gives how many of them still wait."""
    from articles.models import Article

    path = written(Path(os.environ["DATA_DIR"]) / "new.jsonl", articles)
    waiting = Article.objects.filter(state__in=(Article.State.QUEUED, Article.State.RUNNING))
    quiet: dict[str, Any] = {"cwd": ROOT, "stdout": subprocess.DEVNULL}
    subprocess.run([sys.executable, "manage.py", "ingest", "--no-wait", str(path)], check=True, **quiet)
    handed_in = waiting.count()
    with subprocess.Popen([sys.executable, "manage.py", "work", "--loglevel", "ERROR"], **quiet) as crew:
        try:
            until = perf_counter() + STARTS_WITHIN_S
            while waiting.count() == handed_in:
                if crew.poll() is not None or perf_counter() > until:
                    raise RuntimeError("no worker took an article")
                sleep(0.05)
            yield waiting.count
        finally:
            crew.terminate()


def measure(articles: int) -> None:
    client()
    asked(20)
    idle = p95(asked(REQUESTS))
    taken: list[float] = []
    with workers(articles) as waiting:
        first, began = waiting(), perf_counter()
        while (left := waiting()) and len(taken) < 20 * REQUESTS:
            taken += asked(20)
        rate = (first - left) / (perf_counter() - began)
    if len(taken) < REQUESTS:
        raise RuntimeError(f"all was read after {len(taken)} requests: give more --articles")
    busy = p95(taken)
    print(
        f"p95 of {len(taken)} requests while {rate:.1f} articles a second are read {busy:.1f} ms, idle {idle:.1f} ms: {busy / idle:.2f} times"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--here", action="store_true", help="measure the configured database")
    arguments = parser.parse_args()
    if arguments.here:
        measure(arguments.articles)
    else:
        print(measured_by(staged(arguments.claims), "busy", "--here", "--articles", str(arguments.articles)), end="")


if __name__ == "__main__":
    main()
