"""How much dearer the grouping of an article gets as the database grows: ``python -m tests.bench.stock [--early 1000] [--articles 10000] [EVENTS.jsonl.gz]``.

Fills a throwaway database in bulk with made-up articles of six claims each, in figures, with their keys. At the early
stock and at the last it groups the same sample of further articles (rolled back each time) and prints the milliseconds of
processor time of this process and of the database's, the queries and the candidates of an article, and the ratio of
both. With a file of events the sample holds their articles as well. Last it prints how the database looks up the keys.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from articles.comparison import Statement, figure_keys
from tests.bench.grow import made_up, read
from tests.bench.through_database import prepare

if TYPE_CHECKING:
    from articles.models import Claim

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAMPLE = 60
BATCH = 500
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """What grouping one article took on the mean: milliseconds of this process and of the database's, queries, candidates."""

    cpu: float
    server: float
    queries: float
    candidates: float

    @property
    def whole(self) -> float:
        return self.cpu + self.server


def fill(articles: Sequence[list[Statement]]) -> None:
    """Store made-up articles in bulk: the statements of one name in four articles running are one figure."""
    from articles.models import Figure, Membership

    for first in range(0, len(articles), BATCH):
        part = articles[first : first + BATCH]
        claims = store(part)
        figures: dict[tuple[int, int], Figure] = {}
        members = []
        for told, held in zip(part, claims, strict=True):
            for k, claim in enumerate(held):
                event = int(told[0].article) // 4
                figure = figures.setdefault((event, k), Figure(definition=claim.subject, measure=claim.measure))
                members.append(Membership(figure=figure, claim=claim, score=1, method="bench"))
        Figure.objects.bulk_create(figures.values())
        Membership.objects.bulk_create(members)
        copy_keys(
            (claim.pk, s) for told, held in zip(part, claims, strict=True) for s, claim in zip(told, held, strict=True)
        )
    analyze()


def store(articles: Sequence[list[Statement]]) -> list[list[Claim]]:
    """The rows of articles, their texts and claims."""
    from articles.models import Article, Claim, Revision
    from tests.factories import digest

    texts = ["\n".join(s.sentence for s in told) for told in articles]
    rows = Article.objects.bulk_create(
        Article(identity=digest(f"bench {told[0].article}"), state="done", via="command", topic=list(told[0].topic))
        for told in articles
    )
    revisions = Revision.objects.bulk_create(
        Revision(article=row, text=text, number=1, sha256=digest(text)) for row, text in zip(rows, texts, strict=True)
    )
    claims = [list(claims_of(told, revision)) for told, revision in zip(articles, revisions, strict=True)]
    Claim.objects.bulk_create(claim for held in claims for claim in held)
    return claims


def claims_of(told: Sequence[Statement], revision: Any) -> Iterator[Claim]:
    """A claim of each statement; each has its sentence as a line of its own."""
    begin = 0
    for s in told:
        yield claim_of(s, revision, begin)
        begin += len(s.sentence) + 1


def claim_of(s: Statement, revision: Any, begin: int) -> Claim:
    from articles.models import Claim

    parts = {name: getattr(s.subject, name) for name in ("head", "owner", "action", "period")}
    return Claim(
        revision=revision, article=revision.article, reported_at=NOW, extractor="bench",
        start=begin + s.offset, end=begin + s.offset + len(s.surface), sentence_start=begin,
        sentence_end=begin + len(s.sentence), surface=s.surface, sentence=s.sentence, value=s.value, hedge=s.hedge.value,
        unit=s.unit, unit_code=s.unit_code, currency=s.currency or "", measure=s.measure.value, subject=s.subject.phrase,
        subject_parts={**parts, "qualifiers": list(s.subject.qualifiers)}, place=s.subject.place,
    )  # fmt: skip


def copy_keys(statements: Iterable[tuple[int, Statement]]) -> None:
    from django.db import connection

    from articles.ingestion.candidates import key_number
    from articles.models import ClaimKey

    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {ClaimKey._meta.db_table} (key, claim_id) FROM STDIN") as rows,
    ):
        for pk, statement in statements:
            for number in {key_number(key) for key in figure_keys(statement)}:
                rows.write_row((number, pk))


def analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def server_time() -> float:
    """Processor seconds of this connection's process of the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    spent = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(spent[11]) + int(spent[12])) / TICKS


def measure(sample: Sequence[list[Statement]]) -> Cost:
    """The mean cost of grouping the articles of a sample, which are gone again afterwards."""
    from django.db import connection, transaction

    from articles.ingestion import candidates
    from articles.ingestion.grouping import group_claims

    looked, asked = 0, Counter[str]()

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked["queries"] += 1
        return execute(sql, *rest)

    with transaction.atomic():
        stored = store(sample)
        server, cpu = server_time(), process_time()
        with connection.execute_wrapper(count):
            for claims in stored:
                group_claims(claims)
        cpu, server = process_time() - cpu, server_time() - server
        for claims, told in zip(stored, sample, strict=True):
            near = candidates.near_figures({c.pk: figure_keys(s) for c, s in zip(claims, told, strict=True)})
            looked += len({figure for held in near.values() for figure in held})
        transaction.set_rollback(True)
    size = len(sample)
    return Cost(1000 * cpu / size, 1000 * server / size, asked["queries"] / size, looked / size)


def plan(sample: Sequence[list[Statement]]) -> Iterator[str]:
    """The steps by which the database finds the claims of an article's keys."""
    from django.db import connection

    from articles.ingestion.candidates import CLAIMS_OF_KEYS, key_number

    numbers = sorted({key_number(key) for s in sample[0] for key in figure_keys(s)})
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {CLAIMS_OF_KEYS}", [numbers])
        found = cursor.fetchone()[0]
    nodes = [(json.loads(found) if isinstance(found, str) else found)[0]["Plan"]]
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        yield " ".join(str(node[name]) for name in ("Node Type", "Index Name", "Relation Name") if name in node)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--early", type=int, default=1_000)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("events", type=Path, nargs="?")
    arguments = parser.parse_args()
    prepare()
    articles = list(made_up(arguments.articles + SAMPLE))
    samples = {"made up": articles[arguments.articles :]}
    if arguments.events and arguments.events.exists():
        samples["events"] = [told for told in islice(read(arguments.events), SAMPLE) if told]
    costs: dict[tuple[str, int], Cost] = {}
    stocked = 0
    for stock in (arguments.early, arguments.articles):
        fill(articles[stocked:stock])
        stocked = stock
        for name, sample in samples.items():
            cost = costs[name, stock] = measure(sample)
            print(
                f"{name}, {stock:,} stored: {cost.cpu:.1f} ms of processor and {cost.server:.1f} ms of the database's,"
                f" {cost.queries:.1f} queries, {cost.candidates:.1f} candidates an article"
            )
    for name in samples:
        early, late = costs[name, arguments.early], costs[name, arguments.articles]
        print(f"{name}, growth: {late.whole / early.whole:.2f} times")
    print("keys are looked up by:", ", ".join(plan(samples["made up"])))


if __name__ == "__main__":
    main()
