"""Any number of different short articles, the same for the same number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

PLACES = ("Ostrel", "Pellin", "Sarn", "Tarse", "Velmar", "Dresmark", "Hallow Bay")
VOICES = ("Ada Brehm, the minister,", "Police", "The union", "Governor Tomas Reil", "Health officials")


def article(number: int) -> dict[str, str]:
    """One article as a line of JSON Lines takes it."""
    place, voice = PLACES[number % len(PLACES)], VOICES[number % len(VOICES)]
    text = (
        f"Works in {place}, part {number}\n\n"
        f"{voice} said on Monday that at least {20 + number} people were injured in {place}. "
        f"About {1000 + 7 * number:,} households lost power.\n\n"
        f"Repairs will cost ${3 + number % 9}.{number % 10} million, up {1 + number % 30} percent on last year. "
        f"“We sent {40 + number % 50} crews,” the mayor said.\n"
    )
    return {
        "url": f"https://herald.example/{number}",
        "outlet": f"Outlet {number % 8}",
        "published": "2026-03-02",
        "text": text,
    }


def write(path: Path, count: int) -> Path:
    """A JSON Lines file of the first ``count`` articles."""
    path.write_text("".join(json.dumps(article(n)) + "\n" for n in range(count)), encoding="utf-8")
    return path


def texts(count: int) -> Iterator[tuple[str, str]]:
    """Address and text of each."""
    for number in range(count):
        row = article(number)
        yield row["url"], row["text"]
