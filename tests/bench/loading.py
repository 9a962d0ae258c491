"""Loading articles with their claims beside a bare COPY of the same bytes: ``python -m tests.bench.loading [--claims 100000]``.

Ours makes the lines, writes them into the real tables, with their constraints, generated columns, full-text and other indexes,
and analyses these; tables that were empty are made anew, so that this is not logged. The bare one writes lines that are there
into tables of the same columns without any of that, logged as COPY usually is. Needs a database that may be thrown away.
"""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from time import perf_counter

import django

UNTIL = datetime(2026, 6, 1, tzinfo=UTC)


def bare(batches: int) -> tuple[float, int]:
    """Seconds and bytes of copying the same lines into tables of the same columns, without index, key or check."""
    from django.db import connection

    from articles.management.synthetic.lines import TABLES, Bases, blocks, columns_of
    from articles.management.synthetic.load import copy_in

    bases = Bases(article=0, revision=0, claim=0, figure=0, outlet=0, speaker=0, source=0, series=0, began=UNTIL)
    made = [blocks(7, batch, bases) for batch in range(batches)]
    with connection.cursor() as cursor:
        for model in TABLES:
            names = ", ".join(f'"{name}"' for name in columns_of(model))
            cursor.execute(f"CREATE TABLE bare_{model.__name__} AS SELECT {names} FROM {model._meta.db_table} LIMIT 0")
        began = perf_counter()
        for batch in made:
            for model in TABLES:
                copy_in(cursor, f"bare_{model.__name__}", columns_of(model), batch[model.__name__])
        took = perf_counter() - began
    return took, sum(len(block) for batch in made for block in batch.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection

    from articles.management.synthetic.load import CLAIMS_A_BATCH, generate

    connection.creation.create_test_db(verbosity=0)
    began = perf_counter()
    made = generate(arguments.claims, seed=7, until=UNTIL)
    ours = perf_counter() - began
    alone, size = bare(max(1, round(arguments.claims / CLAIMS_A_BATCH)))
    print(
        f"{made:,} claims with their articles, {size / 1e6:.0f} MB of lines: {size / ours / 1e6:.1f} MB a second with indexes,"
        f" bare COPY {size / alone / 1e6:.1f}: ratio {alone / ours:.2f}"
    )


if __name__ == "__main__":
    main()
