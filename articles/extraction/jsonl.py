"""JSON Lines in and out: the loop of the command lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TextIO

Row = dict[str, Any]


def answer(verb: Callable[[Row], Row], lines: TextIO, out: TextIO, errors: TextIO) -> int:
    """Answer every good line as it comes; a bad one is named on ``errors``. Returns 1 when any was bad, else 0."""
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = verb(_row(line))
        except KeyError as error:
            status = _report(errors, number, f"the field {error} is missing")
        except (ValueError, TypeError, AttributeError, OSError) as error:
            status = _report(errors, number, str(error))
        else:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            out.flush()
    return status


def _row(line: str) -> Row:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise TypeError("not a JSON object")
    return row


def _report(errors: TextIO, number: int, problem: str) -> int:
    errors.write(f"line {number}: {problem}\n")
    return 1
