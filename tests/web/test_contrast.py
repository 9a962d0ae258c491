"""Colours of the style sheet against the grounds they stand on, by WCAG 2's formula."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css" / "base.css"
SCHEMES = {
    name: dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block))
    for name, block in zip(("light", "dark"), CSS.read_text().split("prefers-color-scheme: dark", 1), strict=True)
}
TEXT = [
    *product(("ink", "soft", "link", "link-hover"), ("paper", "sheet", "sunk")),
    *(("ink", ground) for ground in ("mark", "mark-target", "plain-ground")),
    *((name, f"{name}-ground") for name in ("dispute", "agree", "update")),
    ("dispute", "paper"),
    ("paper", "link"),
    ("paper", "link-hover"),
]
DRAWN = [*product([f"o{n}" for n in range(8)], ("sheet", "paper")), ("line-strong", "sheet"), ("focus", "paper")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    dark, bright = sorted((luminance(first), luminance(second)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("pairs", "least"), [pytest.param(TEXT, 4.5, id="text"), pytest.param(DRAWN, 3.0, id="drawn")])
def test_colours_keep_their_contrast(scheme: str, pairs: list[tuple[str, str]], least: float):
    colours = SCHEMES[scheme]
    weak = {pair: ratio for pair in pairs if (ratio := round(contrast(colours[pair[0]], colours[pair[1]]), 2)) < least}
    assert weak == {}
