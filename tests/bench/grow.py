"""How much dearer an article's comparison gets as the stock grows: ``python -m tests.bench.grow [--early 1000] [--articles 10000] [EVENTS.jsonl.gz]``.

Holds the stock in memory as the database does (figures by key, the newest of a key first), settles article after article
and prints the mean milliseconds of an article around the 1,000th and around the last, and their ratio. Articles are made
from forty places and as many things with a fixed seed; with a file of events their texts are read first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from time import process_time

from articles.comparison import Statement, figure_keys, settle, statement_of, topic_terms
from articles.extraction.claims import find_claims
from articles.extraction.values import Interval, Measure, Subject

CANDIDATES_OF_A_KEY = 40
CANDIDATES = 12
MEMBERS_KEPT = 12
SAMPLE = 200
PLACES = [
    a + b
    for a in ("Sol", "Cor", "Lan", "Bre", "Tal", "Vor", "Nim", "Ost")
    for b in ("mar", "vane", "tern", "dal", "wick")
]
THINGS = [
    a + b
    for a in ("crane", "ferry", "barge", "tram", "truck", "pump", "kiln", "mast")
    for b in ("", "s of ore", "yard", "house", "way")
]


class Stock:
    """Figures by number and by key, as the database keeps them."""

    def __init__(self) -> None:
        self.figures: list[list[Statement]] = []
        self.by_key: dict[str, list[str]] = defaultdict(list)

    def nearest(self, keys: tuple[str, ...]) -> list[str]:
        """The figures that share most keys, of the newest of each key."""
        shared = Counter(f for key in keys for f in self.by_key[key][-CANDIDATES_OF_A_KEY:])
        return [figure for figure, _ in shared.most_common(CANDIDATES)]

    def add(self, statements: list[Statement]) -> None:
        keys = {s.id: figure_keys(s) for s in statements}
        near = {i: self.nearest(held) for i, held in keys.items()}
        told = {figure: self.figures[int(figure)] for held in near.values() for figure in held}
        placed = settle(statements, told, near).places
        names: dict[str, str] = {}
        for s in statements:
            figure = placed[s.id].figure
            if figure.startswith("new"):
                if figure not in names:
                    names[figure] = str(len(self.figures))
                    self.figures.append([])
                figure = names[figure]
            self.figures[int(figure)] = [*self.figures[int(figure)], s][-MEMBERS_KEPT:]
            for key in keys[s.id]:
                if figure not in self.by_key[key][-CANDIDATES_OF_A_KEY:]:
                    self.by_key[key].append(figure)


def made_up(count: int) -> Iterator[list[Statement]]:
    """Articles of six statements each: events of four articles, their places and things drawn from one long-tailed pool."""
    chance = random.Random(11)
    for n in range(count):
        event = random.Random(n // 4)
        place, other = event.choice(PLACES), event.choice(PLACES)
        things = event.sample(THINGS, 6)
        topic = tuple(sorted({place.lower(), other.lower(), *(t.split()[0] for t in things), f"name{n // 4}"}))
        yield [
            _statement(n, k, thing, place, topic, event.randrange(2, 900) + chance.randrange(2))
            for k, thing in enumerate(things)
        ]


def _statement(n: int, k: int, thing: str, place: str, topic: tuple[str, ...], value: int) -> Statement:
    amount = Decimal(value)
    sentence = f"The office in {place} counted {value} {thing} after the storm."
    return Statement(
        id=f"{n}#{k}",
        article=str(n),
        surface=str(value),
        value=amount,
        interval=Interval(amount, amount),
        unit=thing,
        unit_code=thing,
        measure=Measure.COUNT,
        subject=Subject(phrase=f"{thing} in {place}", head=thing.split()[0], place=place),
        sentence=sentence,
        offset=sentence.index(f" {value} ") + 1,
        published=date(2020, 1, 1) + timedelta(days=n // 20),
        topic=topic,
    )


def read(events: Path) -> Iterator[list[Statement]]:
    """The statements of each article of a file of events, one event a line."""
    with gzip.open(events, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for article in row["articles"]:
                name, text = f"{row['group']}/{article['id']}", article["text"]
                topic = topic_terms(article.get("title") or "", text)
                published = date.fromisoformat(article["date"]) if article.get("date") else None
                yield [
                    statement_of(claim, text, id=f"{name}#{k}", article=name, published=published, topic=topic)
                    for k, claim in enumerate(find_claims(text, published=published))
                ]


def run(articles: Iterator[list[Statement]], first: int) -> tuple[float, float]:
    """Mean milliseconds of an article in the SAMPLE before ``first`` and in the last SAMPLE."""
    stock, spent = Stock(), []
    for statements in articles:
        began = process_time()
        stock.add(statements)
        spent.append(process_time() - began)
    early, late = spent[max(0, first - SAMPLE) : first], spent[-SAMPLE:]
    return 1000 * sum(early) / len(early), 1000 * sum(late) / len(late)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--early", type=int, default=1_000, help="the article compared with the last")
    parser.add_argument("events", type=Path, nargs="?")
    arguments = parser.parse_args()
    early, late = run(made_up(arguments.articles), arguments.early)
    print(
        f"made up: {early:.1f} ms an article at {arguments.early:,}, {late:.1f} ms at {arguments.articles:,}: {late / early:.2f} times"
    )
    if arguments.events and arguments.events.exists():
        early, late = run(read(arguments.events), 300)
        print(f"events: {early:.1f} ms an article at 300, {late:.1f} ms at the last: {late / early:.2f} times")


if __name__ == "__main__":
    main()
