"""Databases of a size for the figures of speed: made once under a folder, brought up to date, used again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "var" / "bench"


def staged(claims: int, home: Path = HOME) -> dict[str, str]:
    """The environment of a database of about so many made-up claims; filled when it is new."""
    folder = home / str(claims)
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
        "LOG_LEVEL": "ERROR",
    }
    manage(environment, "setup")
    if not (folder / "filled").exists():
        manage(environment, "generate", "--claims", str(claims))
        (folder / "filled").touch()
    return environment


def manage(environment: Mapping[str, str], *arguments: str) -> None:
    """One command of manage.py. Raises CalledProcessError where it fails."""
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=dict(environment), check=True)


def measured_by(environment: Mapping[str, str], module: str, *arguments: str) -> str:
    """What another module of this folder prints when it is run with a database."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=dict(environment), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def milliseconds(run: Callable[[], Any], times: int) -> list[float]:
    """How long each of so many runs takes."""
    taken = []
    for _ in range(times):
        began = perf_counter()
        run()
        taken.append(1000 * (perf_counter() - began))
    return taken


def p95(taken: Sequence[float]) -> float:
    """What nineteen of twenty stay under."""
    return quantiles(taken, n=20)[-1]


def client() -> Any:
    """A stranger's browser inside this process, after Django is ready and settled as in a web server."""
    import django

    django.setup()
    from django.test import Client

    from claimtracker.garbage import leave_alone_what_stays

    browser = Client(headers={"host": "localhost"})
    browser.get("/claims/")
    leave_alone_what_stays()
    return browser
