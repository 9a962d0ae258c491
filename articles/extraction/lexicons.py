"""The words of the rules, read once from ``lexicon/*.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_FOLDER = Path(__file__).parent / "lexicon"


@cache
def read_lexicon(name: str) -> MappingProxyType[str, Any]:
    """The tables of one lexicon: ``read_lexicon("cues")["speech"]``."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return MappingProxyType(tomllib.load(file))


def one_of(words: Iterable[str]) -> str:
    """A regex part that matches any of the words, longest first; a space stands for any run of white space.

    ``one_of(["say", "said to"])`` gives ``said\\s+to|say``.
    """
    escaped = (re.escape(word).replace(r"\ ", r"\s{1,9}") for word in sorted(set(words), key=lambda w: (-len(w), w)))
    return "|".join(escaped)
