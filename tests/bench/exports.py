"""Exports beside what the database alone does: ``python -m tests.bench.exports [--claims 100000] [--database-is-there]``.

Fills a throwaway database with made-up claims (or takes the rows of the configured one) and prints for each format the
rows a second, those of ``COPY (same query) TO STDOUT``, their ratio, and how far the memory of this process grew. A workbook
ends where it is cut for who asks over HTTP, and so does the COPY beside it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

import django

UNTIL = datetime(2026, 6, 1, tzinfo=UTC)
FORMS = ("csv", "jsonl", "parquet", "xlsx")


def memory_mb() -> float:
    """The resident memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def timed(export: Callable[[], Iterator[bytes]]) -> tuple[float, float]:
    """Seconds to the end of an export, and the megabytes by which this process grew at most on the way."""
    before = peak = memory_mb()
    begin = perf_counter()
    # a workbook is made before its first byte
    for n, _ in enumerate(export()):
        if n % 50 == 0:
            peak = max(peak, memory_mb())
    return perf_counter() - begin, max(peak, memory_mb()) - before


def bare(rows: int) -> Iterator[bytes]:
    """What the database sends of the same query when nothing is done to it."""
    from django.db import connection

    from articles.models import Claim
    from articles.selectors.exports import TABLES
    from articles.selectors.exports.reading import Job

    source, params = Job(Claim.objects.current().order_by("pk")[:rows], TABLES["claims"]).source()
    with connection.cursor() as cursor:
        statement = cursor.mogrify(f"SELECT * FROM {source}", params)
        with cursor.copy(f"COPY ({statement}) TO STDOUT") as copy:
            yield from map(bytes, copy)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--forms", nargs="+", default=FORMS, choices=FORMS)
    parser.add_argument("--database-is-there", action="store_true", help="take the configured database's rows")
    arguments = parser.parse_args()
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "claimtracker.settings" if arguments.database_is_there else "tests.settings"
    )
    django.setup()
    from django.db import connection

    from articles.management.synthetic.load import generate
    from articles.models import Claim
    from articles.selectors.exports import MOST_SHEET_ROWS, exported

    if not arguments.database_is_there:
        connection.creation.create_test_db(verbosity=0)
        generate(arguments.claims, seed=7, until=UNTIL)
    rows = Claim.objects.current().order_by("pk")
    count = rows.count()
    for form in arguments.forms:
        # what a format's libraries weigh is not what rows weigh
        timed(partial(exported, rows[:1000], "claims", form, is_answer=False))
    timed(partial(bare, count))
    for form in arguments.forms:
        most = min(count, MOST_SHEET_ROWS) if form == "xlsx" else count
        alone, _ = timed(partial(bare, most))
        took, grown = timed(partial(exported, rows, "claims", form, is_answer=form == "xlsx"))
        print(
            f"{form}: {most / took:,.0f} rows a second, COPY of the same query {most / alone:,.0f}: ratio {alone / took:.2f};"
            f" memory grew by {grown:.1f} MB over {most:,} rows",
            flush=True,
        )


if __name__ == "__main__":
    main()
