"""Examples of rows and bodies, kept as data; a test holds them to the schema."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("examples.json")


@cache
def _examples() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text())
    return found


def row_example(noun: str, *, is_whole: bool) -> dict[str, Any] | None:
    """A row of a list, or with everything that its own address shows; None where there is none."""
    rows = _examples()["rows"]
    found: dict[str, Any] | None = rows.get(f"{noun} whole") if is_whole else None
    return found or rows.get(noun)


def body_example(operation: str) -> dict[str, Any] | None:
    """What may be sent to an operation; None for those without a body."""
    found: dict[str, Any] | None = _examples()["bodies"].get(operation)
    return found


def answer_example(operation: str) -> dict[str, Any] | None:
    """What a write answers; None for those that answer nothing."""
    found: dict[str, Any] | None = _examples()["answers"].get(operation)
    return found
