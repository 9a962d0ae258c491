"""The labelled figures of the demonstration corpus: joined across outlets, kept apart, conflicts found. ``-s`` prints them by event."""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from articles.comparison.__main__ import compare_copies, compare_figures

GOLD = Path(__file__).parent / "gold"
DEMO = Path(__file__).parent.parent / "articles" / "demo"
COPIES = ("corvane-press-agency", "orvane-courier", "lanternfield-dispatch", "radio-ambrel")
Row = dict[str, Any]
Mention = tuple[str, int, int]


def events() -> Iterator[Row]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for article in tomllib.loads((DEMO / "manifest.toml").read_text(encoding="utf-8"))["article"]:
        text = (DEMO / article["file"]).read_text(encoding="utf-8")
        told = {
            "id": article["file"],
            "outlet": article["outlet"],
            "date": article["published"][:10],
            "title": article["title"],
        }
        groups[article["file"].split("/")[0]].append({**told, "text": text})
    yield from ({"group": name, "articles": articles} for name, articles in groups.items())


def read_figures(event: str) -> list[Row]:
    figures = tomllib.loads((GOLD / "figures.toml").read_text(encoding="utf-8"))["figure"]
    return [figure for figure in figures if figure["event"] == event]


def locate(event: str, label: str) -> Mention:
    """File and span of ``"outlet-slug | surface | n"``."""
    slug, surface, nth = label.split(" | ")
    text = (DEMO / event / f"{slug}.txt").read_text(encoding="utf-8")
    found = list(re.finditer(rf"(?<![\w.,]){re.escape(surface)}(?!\w|[.,]\d)", text))
    return f"{event}/{slug}.txt", *found[int(nth) - 1].span()


def predicted_figure(mention: Mention, answer: Row) -> str | None:
    article, start, end = mention
    for found in answer["mentions"]:
        if found["article"] == article and found["start"] < end and start < found["end"]:
            return str(found["figure"])
    return None


def share(right: int, possible: int) -> float:
    return 100 * right / possible if possible else 100.0


def score_event(event: str, answer: Row) -> dict[str, tuple[int, int]]:
    """Pairs of mentions in different articles, joined or apart, and the figures that conflict."""
    figures = read_figures(event)
    placed = [
        (number, mention, predicted_figure(mention, answer) or f"missed {mention}")
        for number, figure in enumerate(figures)
        for mention in (locate(event, label) for label in figure["mentions"])
    ]
    pairs = [(a[0] == b[0], a[2] == b[2]) for a, b in combinations(placed, 2) if a[1][0] != b[1][0]]
    both = pairs.count((True, True))
    clashing = {number for number, figure in enumerate(figures) if figure["conflict"]}
    conflicts = set(answer["conflicts"])
    seen = {number for number, _, label in placed if label in conflicts}
    return {
        "precision": (both, sum(joined for _, joined in pairs)),
        "recall": (both, sum(same for same, _ in pairs)),
        "conflict_recall": (len(clashing & seen), len(clashing)),
        "conflict_precision": (len(clashing & seen), len(seen)),
    }


def score_answers(answers: dict[str, Row]) -> dict[str, float]:
    """Shares over all events, of the answer to each by name."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for event, answer in answers.items():
        scored = score_event(event, answer)
        cells = (f"{key} {share(*counts):5.1f} of {counts[1]:<4}" for key, counts in scored.items())
        print(f"{event:18}", *cells)  # noqa: T201
        for key, (right, possible) in scored.items():
            sums[key][0] += right
            sums[key][1] += possible
    shares = {key: share(*counts) for key, counts in sums.items()}
    shares["f1"] = 2 * shares["precision"] * shares["recall"] / (shares["precision"] + shares["recall"] or 1)
    print(*(f"{key} {value:.2f}" for key, value in shares.items()))  # noqa: T201
    return shares


@pytest.fixture(scope="module")
def figure_scores() -> dict[str, float]:
    return score_answers({event["group"]: compare_figures(event) for event in events()})


def read_floors() -> dict[str, float]:
    floors: dict[str, float] = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))["figures"]
    return floors


@pytest.mark.parametrize("name", sorted(read_floors()))
def test_figure_score_stays_over_floor(name: str, figure_scores: dict[str, float]) -> None:
    assert figure_scores[name] >= read_floors()[name]


def test_labels_of_an_event_do_not_overlap() -> None:
    for event in events():
        spans = [
            locate(event["group"], label) for figure in read_figures(event["group"]) for label in figure["mentions"]
        ]
        assert len(spans) == len(set(spans))


def test_only_the_agency_text_is_found_copied() -> None:
    """The car maker's excerpt inside an own story is left out: readers differ on whether that is a copy."""
    found = {
        frozenset((first["id"], second["id"]))
        for event in events()
        for first, second in combinations(event["articles"], 2)
        if event["group"] != "car-layoffs" and compare_copies({"pair": "", "articles": [first, second]})["copy"]
    }
    copies = [f"valley-earthquake/{slug}.txt" for slug in COPIES]
    assert found == {frozenset(pair) for pair in combinations(copies, 2)}
