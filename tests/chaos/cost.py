"""Processor time of process trees: what an article costs a core, whatever else the machine does meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def processor_s(roots: Iterable[int]) -> float:
    """Seconds of these processes, of all that descend from them, and of those of them that ended and were waited for."""
    spent: dict[int, float] = {}
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            # one that ended meanwhile is in its parent's time
            with suppress(OSError):
                told = (folder / "stat").read_text().rpartition(")")[2].split()
                spent[int(folder.name)] = sum(map(int, told[11:15])) / TICKS
                children.setdefault(int(told[1]), []).append(int(folder.name))
    found, waiting = 0.0, list(roots)
    while waiting:
        pid = waiting.pop()
        found += spent.get(pid, 0.0)
        waiting += children.get(pid, [])
    return found
