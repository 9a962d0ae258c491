"""The labelled reports beside the repository, taken in by the command: every labelled number is in one figure, each figure in one answer."""

from __future__ import annotations

import json
from collections import defaultdict
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from articles.models import Membership

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (SEEDS / "gold.json").exists(), reason=f"{SEEDS} is not there"),
]


def labelled() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))
    return [row for row in rows if row["figure"]]


def held(texts: dict[str, str]) -> dict[str, list[tuple[int, int, int]]]:
    """Start, end and figure of every claim that counts in one, by the file of its text."""
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    files = {text: name for name, text in texts.items()}
    for member in Membership.objects.counted().select_related("claim__revision"):
        claim = member.claim
        found[files[claim.revision.text]].append((claim.start, claim.end, member.figure_id))
    return found


def test_figures_of_the_seeds_are_as_labelled() -> None:
    paths = sorted(SEEDS.glob("*.txt"))
    out = StringIO()
    call_command("ingest", *map(str, paths), stdout=out)
    claims = held({path.name: path.read_text(encoding="utf-8") for path in paths})
    missing: list[tuple[str, str]] = []
    figures: dict[str, set[int]] = defaultdict(set)
    for row in labelled():
        met = {figure for start, end, figure in claims[row["file"]] if start < row["end"] and row["start"] < end}
        figures[row["figure"]] |= met
        missing += [] if met else [(row["file"], row["surface"])]
    assert missing == []
    assert {label: found for label, found in figures.items() if len(found) > 1} == {}
    labels: dict[int, set[str]] = defaultdict(set)
    for label, found in figures.items():
        for figure in found:
            labels[figure].add(label)
    assert [sorted(several) for several in labels.values() if len(several) > 1] == []
