"""What the run must show, each beside what was found: ``kills of workers and crews  52  >= 50  yes``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

RECOVERY_P99_S = 40
# of the phase that suffers everything, at the full size
WANTED_FAULTS = {
    "kill -9 of workers and crews": (("children", "trees", "idle"), 50),
    "PostgreSQL crashes": (("crashes",), 10),
    "broker flushed": (("wipes",), 1),
    "broker frozen": (("freezes",), 1),
    "broker stopped and restarted": (("restarts",), 1),
    "stale worker woken": (("stale",), 1),
}
RATIOS = {"pipeline / bare loop, a core": 0.6, "two workers / one": 1.7, "under kills / undisturbed": 0.9}


def ratios(told: dict[str, Any]) -> dict[str, float]:
    """Those of RATIOS whose phases were run: ``{"two workers / one": 1.81}``."""

    def rate(name: str) -> float:
        return float(told[name]["articles_a_second"]) if name in told else 0.0

    weighed = told.get("two workers") or told.get("one worker") or {}
    # both by processor time: by the clock the pipeline alone would pay for whatever else the machine does
    core_ms, bare = weighed.get("core_ms"), float(weighed.get("bare_articles_a_second", 0))
    parts = zip(
        RATIOS,
        (
            (1000 / core_ms if core_ms else 0.0, bare),
            (rate("two workers"), rate("one worker")),
            (rate("kills"), rate("two workers")),
        ),
        strict=True,
    )
    return {name: round(over / under, 3) for name, (over, under) in parts if over and under}


def lines(told: dict[str, Any]) -> Iterator[str]:
    """A line for each thing that must hold; that of the faults is told of the phase that suffers everything."""
    row = told.get("everything")
    if row is not None:
        yield from _of_faults(row)
    for name, found in ratios(told).items():
        yield _line(name, found, f">= {RATIOS[name]}", found >= RATIOS[name])


def _of_faults(row: dict[str, Any]) -> Iterator[str]:
    yield _line("articles, each message delivered five times", row["articles"], ">= 10000", row["articles"] >= 10_000)
    for name, (kinds, least) in WANTED_FAULTS.items():
        found = sum(row["faults"].get(kind, 0) for kind in kinds)
        yield _line(name, found, f">= {least}", found >= least)
    for name in ("lost", "duplicate", "partial"):
        yield _line(name, row[name], "0", row[name] == 0)
    yield _line("digest of all claims", row["digest"], f"the oracle's {row['oracle']}", row["digest"] == row["oracle"])
    p99 = row["recovery_p99_s"]
    yield _line("recovery p99, s", p99, f"<= {RECOVERY_P99_S}", p99 is not None and p99 <= RECOVERY_P99_S)


def _line(name: str, found: object, wanted: str, holds: bool) -> str:
    return f"{name:46s} {found!s:>18} {wanted:30s} {'yes' if holds else 'NO'}"
