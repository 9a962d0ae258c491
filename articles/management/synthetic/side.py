"""The process that makes the lines; it knows no model until Django is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.management.synthetic.lines import Bases


def prepare() -> None:
    """What a new process does first."""
    import django

    django.setup()


def blocks_of(seed: int, bases: Bases, batch: int) -> dict[str, str]:
    """The lines of one batch by the model's name."""
    from articles.management.synthetic.lines import blocks

    return blocks(seed, batch, bases)
