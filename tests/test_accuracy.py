"""The hand-labelled gold: no score may fall under its floor. ``pytest tests/test_accuracy.py -s`` prints the scores by kind."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from articles.extraction.claims import find_claims
from articles.extraction.values import FoundClaim, Interval

GOLD = Path(__file__).parent / "gold"
EMPTY_WORDS = frozenset(
    {"a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "from", "with", "and", "as", "that", "who", "which"}
)
FRACTION_TOLERANCE = Decimal("0.0001")
ALIASES = {
    "$": "dollar",
    "us$": "dollar",
    "usd": "dollar",
    "a$": "aud",
    "c$": "cad",
    "€": "euro",
    "eur": "euro",
    "£": "pound",
    "gbp": "pound",
    "¥": "jpy",
    "yen": "jpy",
    "₹": "inr",
    "rupee": "inr",
    "%": "percent",
    "percentage": "percent",
    "people": "person",
    "men": "man",
    "women": "woman",
    "feet": "foot",
}
COLUMNS = ["precision", "recall", "exact_span", "interval", "hedge", "unit", "measure", "mode", "speaker", "not_claims"]
Row = dict[str, Any]
Score = dict[str, tuple[int, int]]


def read_gold() -> list[Row]:
    return [json.loads(line) for line in (GOLD / "claims.jsonl").read_text(encoding="utf-8").splitlines()]


def singular(word: str) -> str:
    return re.sub(r"(?<=[a-rt-z]{2})s$", "", word)


def unit_words(*names: str | None) -> set[str]:
    text = " ".join(name for name in names if name).lower().replace("per cent", "percent").replace("metre", "meter")
    words = re.findall(r"[^\s/,.]+", text.replace("-", " "))
    return {ALIASES.get(word, ALIASES.get(singular(word), singular(word))) for word in words} - {"per", "of", "a"}


def name_words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.lower()) if word not in {"the", "a", "an"}]


def is_same_name(gold: str | None, found: str | None) -> bool:
    if gold is None or found is None:
        return gold is found
    want, got = name_words(gold), name_words(found)
    return bool(got) and (set(want) <= set(got) or want[-1] == got[-1])


def is_same_number(gold: str | None, found: Decimal | None) -> bool:
    if gold is None or found is None:
        return gold is None and found is None
    return abs(Decimal(gold) - found) <= (FRACTION_TOLERANCE if abs(found) < 1 else 0)


def is_same_interval(gold: Row, claim: FoundClaim) -> bool:
    interval: Interval = claim.quantity.interval
    numbers = ("value", claim.quantity.value), ("low", interval.low), ("high", interval.high)
    is_open = not gold.get("hedge") or (gold["low_open"], gold["high_open"]) == (interval.low_open, interval.high_open)
    return is_open and all(is_same_number(gold[key], found) for key, found in numbers)


def content_words(phrase: str) -> set[str]:
    words = re.findall(r"[\w.]+", re.sub(r"[’']s\b", "", phrase.lower()))
    return {ALIASES.get(singular(word), singular(word)) for word in words} - EMPTY_WORDS


def subject_scores(gold: Row, claim: FoundClaim) -> Score:
    """Content words that the labelled phrase and the found one share: a phrase may be put in many ways."""
    want, got = content_words(gold["subject"]), content_words(claim.subject.phrase)
    return {"subject_recall": (len(want & got), len(want)), "subject_precision": (len(want & got), len(got))}


def bare_surface(surface: str) -> str:
    return re.sub(r"\s*(%|per ?cent)$", "", surface).lower()


def field_scores(gold: Row, claim: FoundClaim) -> Iterator[tuple[str, bool]]:
    """The fields that ``gold`` labels, each with whether ``claim`` has it right."""
    quantity, voice = claim.quantity, claim.attribution
    speaker = voice.speaker.name if voice.speaker else None
    source = voice.source.name if voice.source else None
    yield "exact_span", bare_surface(gold["surface"]) == bare_surface(quantity.surface)
    if "value" in gold:
        yield "interval", is_same_interval(gold, claim)
    if gold.get("unit"):
        wanted = unit_words(gold["unit"], gold.get("unit_code"), gold.get("currency"))
        yield "unit", bool(wanted & unit_words(quantity.unit, quantity.unit_code, quantity.currency))
    for key, found in (("hedge", quantity.hedge), ("measure", quantity.measure), ("mode", voice.mode)):
        if key in gold:
            yield key, gold[key] == found
    if "trend" in gold:
        yield "trend", gold["trend"] == quantity.trend
    if "speaker" in gold:
        yield "speaker", is_same_name(gold["speaker"] or gold["source"], speaker or source)
    if gold.get("source"):
        yield "source", is_same_name(gold["source"], source)
    yield from rare_scores(gold, claim)


def rare_scores(gold: Row, claim: FoundClaim) -> Iterator[tuple[str, bool]]:
    if "negated" in gold:
        yield "negated", claim.quantity.is_negated
    if "status" in gold:
        yield "status", set(gold["status"]) <= set(claim.quantity.status)
    if "place" in gold:
        yield "place", is_same_name(gold["place"], claim.subject.place or None)
    if "as_of" in gold:
        found = claim.subject.as_of.isoformat() if claim.subject.as_of else ""
        yield "as_of", found.startswith(gold["as_of"])


def overlaps(label: Row, claim: FoundClaim) -> bool:
    span = claim.quantity.span
    return bool(label["start"] < span.end and span.start < label["end"])


def score_row(row: Row, found: Sequence[FoundClaim]) -> Score:
    """Right and possible for every score of one row; ``found`` and ``precise`` are recall and precision of spans."""
    score: dict[str, list[bool]] = defaultdict(list)
    subjects: list[Score] = []
    left = list(found)
    for gold in row["claims"]:
        claim = next((claim for claim in left if overlaps(gold, claim)), None)
        score["recall"].append(claim is not None)
        if claim is not None:
            left.remove(claim)
            subjects.append(subject_scores(gold, claim))
            for key, is_right in field_scores(gold, claim):
                score[key].append(is_right)
    score["not_claims"] = [not any(overlaps(label, claim) for claim in found) for label in row["not_claims"]]
    false = [claim for claim in left if not any(overlaps(label, claim) for label in row.get("optional", []))]
    score["precision"] = [True] * (len(found) - len(left)) + [False] * len(false)
    return {key: (sum(hits), len(hits)) for key, hits in score.items() if hits} | summed(subjects)


def summed(scores: Sequence[Score]) -> Score:
    """The counts of all scores added up, key by key."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for score in scores:
        for key, (right, possible) in score.items():
            sums[key][0] += right
            sums[key][1] += possible
    return {key: (right, possible) for key, (right, possible) in sums.items() if possible}


def total(scores: Sequence[Score]) -> dict[str, float]:
    """Percentages over all rows: ``total([{"unit": (1, 2)}]) == {"unit": 50.0}``; ``f1`` is added where it can be."""
    shares = {key: 100 * right / possible for key, (right, possible) in summed(scores).items()}
    precision, recall = shares.get("precision", 0.0), shares.get("recall", 0.0)
    if precision and recall:
        shares["f1"] = 2 * precision * recall / (precision + recall)
    return shares


def table(by_kind: dict[str, list[Score]]) -> Iterator[str]:
    yield f"{'kind':18}{'rows':>5}" + "".join(f"{column[:9]:>10}" for column in COLUMNS)
    for kind, scores in sorted(by_kind.items()):
        shares = total(scores)
        cells = (f"{shares[column]:10.1f}" if column in shares else f"{'-':>10}" for column in COLUMNS)
        yield f"{kind:18}{len(scores):5}" + "".join(cells)


def read_claims(row: Row) -> Sequence[FoundClaim]:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return find_claims(row["text"], published=published)


@pytest.fixture(scope="module")
def gold_scores() -> dict[str, float]:
    by_kind: dict[str, list[Score]] = defaultdict(list)
    for row in read_gold():
        score = score_row(row, read_claims(row))
        for kind in (*row["kinds"], "ALL"):
            by_kind[kind].append(score)
    shares = total(by_kind["ALL"])
    print("", *table(by_kind), *(f"{key:12} {share:6.2f}" for key, share in sorted(shares.items())), sep="\n")  # noqa: T201
    return shares


def read_floors() -> Row:
    floors: Row = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))["gold"]
    return floors


def test_gold_is_the_one_that_floors_were_measured_on() -> None:
    assert hashlib.sha256((GOLD / "claims.jsonl").read_bytes()).hexdigest() == read_floors()["sha256"]


@pytest.mark.parametrize("name", sorted(read_floors()["floors"]))
def test_gold_score_stays_over_floor(name: str, gold_scores: dict[str, float]) -> None:
    assert gold_scores[name] >= read_floors()["floors"][name]


def test_gold_holds_every_kind_five_times() -> None:
    kinds = [kind for row in read_gold() for kind in row["kinds"]]
    assert len(read_gold()) >= 300
    assert {kind: kinds.count(kind) for kind in kinds if kinds.count(kind) < 5} == {}


def mislabelled(row: Row) -> bool:
    labels = [*row["claims"], *row["not_claims"], *row.get("optional", [])]
    return any(row["text"][label["start"] : label["end"]] != label["surface"] for label in labels)


def test_gold_surfaces_are_what_their_spans_hold() -> None:
    assert [row["id"] for row in read_gold() if mislabelled(row)] == []
