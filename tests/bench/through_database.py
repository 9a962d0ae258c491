"""How the figures of a whole database compare with those of one event at a time: ``python -m tests.bench.through_database [--shuffle SEED]``.

Takes in every article of every labelled event together (``manage.py ingest`` into a throwaway database, then ``manage.py
export``), scores the exported figures by event, and prints them beside those of ``python -m articles.comparison figures``.
The material lies beside the repository, in ``../shared/eval/comparison``; where it is absent this says so and passes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import sys
import tempfile
from collections import defaultdict
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import django

from articles.comparison.__main__ import compare_figures

HOME = Path(__file__).resolve().parents[3] / "shared" / "eval" / "comparison"
BOUNDS = {"about": "~", "at_least": ">", "more_than": ">", "at_most": "<", "less_than": "<"}
MEASURES = (("cross", "F"), ("b3", "F"), ("hard", "apart"), ("hard", "joined"), ("conflict", "F"))
MOST_APART = 0.03
Row = dict[str, Any]


def read_groups(path: Path) -> list[Row]:
    """The labelled events."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def scorer() -> ModuleType:
    """The published scoring rules."""
    spec = importlib.util.spec_from_file_location("published_score", HOME / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"{HOME / 'score.py'} cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def mention(claim: Row, article: str, cluster: str) -> Row | None:
    """A claim as the scorer takes it; None for a word without a number."""
    ends = [claim["low"], claim["high"]] if claim["hedge"] == "between" else [claim["value"]]
    if None in ends:
        return None
    said = [float(end) for end in ends]
    told = {name: claim[name] for name in ("start", "end", "unit", "surface")}
    return {
        **told,
        "article": article,
        "cluster": cluster,
        "value": said if len(said) > 1 else said[0],
        "hedge": BOUNDS.get(claim["hedge"], "="),
    }


def by_event(groups: list[Row]) -> list[Row]:
    """Each event compared alone."""
    predicted = []
    for group in groups:
        answer = compare_figures(group)
        told = [mention(m, m["article"], m["figure"]) for m in answer["mentions"]]
        predicted.append(
            {"group": group["group"], "mentions": [m for m in told if m], "conflicts": answer["conflicts"]}
        )
    return predicted


def through_database(groups: list[Row], seed: int | None) -> list[Row]:
    """All events in one database, taken in together."""
    lines = [_line(group, article) for group in groups for article in group["articles"]]
    if seed is not None:
        random.Random(seed).shuffle(lines)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        print(_said("ingest", str(path)).strip())
    figures = {row["id"]: row["agreement"] for row in map(json.loads, _said("export", "figures").splitlines())}
    found: dict[str, Row] = {g["group"]: {"group": g["group"], "mentions": [], "conflicts": set()} for g in groups}
    for claim in map(json.loads, _said("export", "claims").splitlines()):
        group, article = claim["url"].split("/")[-2:]
        for figure in claim["figures"][:1]:
            told = mention(claim, article, figure)
            found[group]["mentions"] += [told] if told else []
            found[group]["conflicts"] |= {figure} if figures[int(figure)] in ("conflict", "update") else set()
    return [{**row, "conflicts": sorted(row["conflicts"])} for row in found.values()]


def _line(group: Row, article: Row) -> str:
    told = {
        "outlet": article["outlet"],
        "title": article["title"],
        "published": article["date"],
        "text": article["text"],
    }
    return json.dumps({"url": f"https://events.example/{group['group']}/{article['id']}", **told}, ensure_ascii=False)


def _said(command: str, *arguments: str) -> str:
    from django.core.management import call_command

    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def prepare() -> None:
    """A throwaway database with every table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0)


def mixed_figures(predicted: list[Row]) -> int:
    """How many figures hold numbers of more than one event."""
    events = defaultdict(set)
    for row in predicted:
        for told in row["mentions"]:
            events[told["cluster"]].add(row["group"])
    return sum(len(named) > 1 for named in events.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--groups", type=Path, default=HOME / "groups-dev.jsonl")
    parser.add_argument("--shuffle", type=int, metavar="SEED", help="take the articles in in another order")
    arguments = parser.parse_args()
    if not arguments.groups.exists():
        print(f"through the database: skipped, {arguments.groups} is not there")
        return 0
    groups, rules = read_groups(arguments.groups), scorer()
    prepare()
    alone, together = by_event(groups), through_database(groups, arguments.shuffle)
    rows = [rules.measures(rules.total(rules.score(groups, told).values())) for told in (alone, together)]
    far = []
    print(f"{'':20}{'event by event':>15}{'one database':>15}")
    for kind, part in MEASURES:
        first, second = (row[kind][part] for row in rows)
        far += [f"{kind} {part}"] if abs(first - second) > MOST_APART else []
        print(f"{f'{kind} {part}':20}{first:15.3f}{second:15.3f}")
    print(f"figures of more than one event: {mixed_figures(together)}")
    print(f"more than {MOST_APART} apart: {', '.join(far)}" if far else f"all within {MOST_APART}")
    return bool(far)


if __name__ == "__main__":
    sys.exit(main())
