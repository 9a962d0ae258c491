"""Lists beside what they could cost: ``python -m tests.bench.lists [--claims 1000000]``.

An empty view of Django for the requests, Datasette with the same rows in SQLite for the claims, the first page for the last.
Everything answers inside this process: no server, no network, for both sides.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sqlite3
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench.stage import client, measured_by, milliseconds, staged

ROWS = 100_000
PAGES = 60
DEEP = 200_000


def a_second(*runs: Any, rounds: int = 10, times: int = 30) -> list[float]:
    """Runs a second of each, in turns, so that what else the machine does falls on all alike."""
    taken = [0.0] * len(runs)
    for number in range(rounds + 1):
        for place, run in enumerate(runs):
            took = sum(milliseconds(run, times))
            # the first round makes ready
            taken[place] += took if number else 0
    return [1000 * rounds * times / each for each in taken]


def beside_an_empty_view(browser: Any) -> None:
    from django.test import override_settings

    from claimtracker.unchanged import forget

    def anew(address: str) -> None:
        forget()
        browser.get(address)

    for address in ("/claims/", "/figures/", "/api/v1/claims/"):
        empty, kept = a_second(partial(browser.get, "/healthz"), partial(browser.get, address))
        beside, made = a_second(partial(browser.get, "/healthz"), partial(anew, address), times=6)
        print(
            f"{address}: {kept:,.0f} requests a second while no row changes beside {empty:,.0f} of an empty view: {kept / empty:.2f}; {made:,.0f} made anew beside {beside:,.0f}: {made / beside:.2f}"
        )
    with override_settings(API_RATES={"read": 10**9, "write": 0}):
        empty, counted = a_second(partial(browser.get, "/healthz"), partial(browser.get, address), times=100)
    print(f"{address}: {counted:,.0f} with every read counted beside {empty:,.0f}: {counted / empty:.2f}")


def deep_page(browser: Any) -> None:
    from articles.api import nouns
    from articles.api.cursors import signed
    from articles.models import Claim
    from articles.selectors.claims import CLAIM_ORDERS
    from articles.selectors.keyset import page_of
    from claimtracker.unchanged import forget

    name, order = next(iter(CLAIM_ORDERS.items()))
    count = Claim.objects.current().count()
    size = max(1, min(100, count // (DEEP + 1)))
    page = min(DEEP, count // size - 1)
    row = Claim.objects.current().newest()[size * (page - 1)]
    following = page_of(Claim.objects.current().filter(reported_at__lte=row.reported_at), order, size=1).next_cursor
    cursor = signed(following, f"{nouns.CLAIMS.name} {name}")
    addresses = {1: f"/api/v1/claims/?page_size={size}", page: f"/api/v1/claims/?page_size={size}&cursor={cursor}"}

    def ask(address: str) -> None:
        forget()
        if browser.get(address).status_code != 200:
            raise RuntimeError(address)

    rates = a_second(*(partial(ask, address) for address in addresses.values()), times=10)
    taken = {number: 1000 / rate for number, rate in zip(addresses, rates, strict=True)}
    print(
        f"page {page:,} of {size} rows: {taken[page]:.1f} ms, the first {taken[1]:.1f} ms: {taken[page] / taken[1]:.2f} times"
    )


def beside_datasette(browser: Any) -> None:
    from claimtracker.unchanged import forget

    ours, address, rows = 0.0, "/api/v1/claims/?page_size=100", []
    for _ in range(PAGES):
        forget()
        began = perf_counter()
        answer = browser.get(address)
        ours += perf_counter() - began
        found = json.loads(answer.content)
        rows += found["results"]
        address = found["next"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.db"
        theirs = asyncio.run(_datasette(_sqlite(path, rows)))
    print(
        f"JSON list, 100 a page: {len(rows) / ours:,.0f} claims a second, Datasette with the same rows {theirs:,.0f}: {len(rows) / ours / theirs:.2f}"
    )


def _sqlite(path: Path, rows: list[dict[str, Any]]) -> Path:
    names = list(rows[0])
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE claims ({', '.join(f'[{name}]' for name in names)}, PRIMARY KEY (id))")
        marks = ", ".join("?" for _ in names)
        values = [
            [value if isinstance(value, int | str | None) else json.dumps(value) for value in row.values()]
            for row in rows
        ]
        database.executemany(f"INSERT INTO claims VALUES ({marks})", values)
    return path


async def _datasette(path: Path) -> float:
    from datasette.app import Datasette

    server = Datasette([str(path)], settings={"default_page_size": 100})
    address, count, took = "/claims/claims.json?_shape=objects&_nocount=1", 0, 0.0
    await server.client.get(address)
    while address:
        began = perf_counter()
        answer = await server.client.get(address)
        took += perf_counter() - began
        found = answer.json()
        count += len(found["rows"])
        address = found.get("next_url") and found["next_url"].replace("http://localhost", "")
    return count / took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--here", action="store_true", help="measure the configured database")
    arguments = parser.parse_args()
    if not arguments.here:
        print(measured_by(staged(arguments.claims), "lists", "--here"), end="")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")
    browser = client()
    beside_an_empty_view(browser)
    deep_page(browser)
    beside_datasette(browser)


if __name__ == "__main__":
    main()
