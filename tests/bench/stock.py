"""How much dearer the grouping of an article's claims gets through the database: ``python -m tests.bench.stock [--early 300] [--articles 3000]``.

Fills a throwaway database with made-up articles of six claims each and prints the milliseconds of processor time, of time
and the queries of an article around the early one and around the last, and the ratio of both.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter, process_time

import django

SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Cost:
    """What grouping one article took: milliseconds of this process, milliseconds on the clock, queries."""

    cpu: float
    wall: float
    queries: float


def run(count: int) -> Iterator[Cost]:
    """The cost of each article, the stock growing by all of them."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from articles.ingestion.grouping import group_claims
    from articles.models import Claim
    from tests.bench.grow import made_up
    from tests.factories import make_article, make_revision

    for statements in made_up(count):
        first = statements[0]
        with transaction.atomic():
            article = make_article(title="made up", topic=list(first.topic))
            text = "\n".join(s.sentence for s in statements)
            revision = make_revision(text, article)
            claims = []
            for s in statements:
                begin = text.index(s.sentence)
                start = begin + s.offset
                claims.append(
                    Claim(
                        revision=revision,
                        article=article,
                        reported_at=article.created_at,
                        extractor="bench",
                        start=start,
                        end=start + len(s.surface),
                        sentence_start=begin,
                        sentence_end=begin + len(s.sentence),
                        surface=s.surface,
                        sentence=s.sentence,
                        value=s.value,
                        unit=s.unit,
                        unit_code=s.unit_code,
                        measure=s.measure.value,
                        subject=s.subject.phrase,
                        subject_parts={"head": s.subject.head},
                        place=s.subject.place,
                    )
                )
            Claim.objects.bulk_create(claims)
            with CaptureQueriesContext(connection) as asked:
                wall, cpu = perf_counter(), process_time()
                group_claims(claims)
                yield Cost(1000 * (process_time() - cpu), 1000 * (perf_counter() - wall), len(asked))


def mean(costs: list[Cost]) -> Cost:
    count = len(costs)
    return Cost(*(sum(getattr(cost, name) for cost in costs) / count for name in ("cpu", "wall", "queries")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--early", type=int, default=300)
    parser.add_argument("--articles", type=int, default=3000)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0)
    costs = list(run(arguments.articles))
    early, late = mean(costs[max(0, arguments.early - SAMPLE) : arguments.early]), mean(costs[-SAMPLE:])
    for at, cost in ((arguments.early, early), (arguments.articles, late)):
        print(f"at {at:,}: {cost.cpu:.1f} ms of processor, {cost.wall:.1f} ms, {cost.queries:.1f} queries an article")
    print(f"growth: {late.cpu / early.cpu:.2f} times of processor, {late.wall / early.wall:.2f} times of time")


if __name__ == "__main__":
    main()
