"""Prints how many characters a second are read: ``python -m tests.bench.extraction [FILE.jsonl | FILE.txt ...]``.

Without files it reads the labelled sentences of tests/gold, repeated. quantulum3 is timed on the same text when it is installed.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from articles.extraction.claims import find_claims
from articles.extraction.quantities import find_quantities

HOME = Path(__file__).resolve().parents[2]
LEAST_CHARACTERS = 1_000_000
QUANTULUM_CHARACTERS = 100_000


def read_texts(paths: list[Path]) -> Iterator[str]:
    """The texts of JSON Lines (field ``text``) and plain files."""
    for path in paths:
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            yield from (json.loads(line)["text"] for line in content.splitlines() if line.strip())
        else:
            yield content


def speed(read: Callable[[str], object], texts: list[str]) -> float:
    """Characters a second of CPU time."""
    began = time.process_time()
    for text in texts:
        read(text)
    return sum(map(len, texts)) / max(time.process_time() - began, 1e-9)


def enough(texts: list[str], characters: int) -> list[str]:
    """The texts, repeated or cut to about so many characters."""
    size = sum(map(len, texts)) or 1
    repeated = texts * (characters // size + 1)
    kept: list[str] = []
    while repeated and sum(map(len, kept)) < characters:
        kept.append(repeated.pop())
    return kept


def main() -> int:
    """Time quantities alone, whole claims, and quantulum3 beside them."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted((HOME / "tests/gold").glob("*.jsonl"))
    texts = list(read_texts(paths))
    many = enough(texts, LEAST_CHARACTERS)
    rows = [("quantities", speed(find_quantities, many)), ("claims", speed(find_claims, many))]
    if importlib.util.find_spec("quantulum3"):
        from quantulum3 import parser

        rows.append(("quantulum3", speed(parser.parse, enough(texts, QUANTULUM_CHARACTERS))))
    for name, rate in rows:
        sys.stdout.write(f"{name:12s} {rate / 1000:10,.0f}k chars/s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
