"""Lines of a laid-out page joined to paragraphs again, so that a number is found that a line's end cut from its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_SOFT_HYPHEN = "\u00ad"
_CUT_WORD = re.compile(r"[^\W\d_]{2,}[-‐]$")
_SENTENCE_END = re.compile(r"[.!?…:]['\"’”»)\]]{0,2}$")
_SHORT = 0.85
_HEADING = 0.7
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|]\s*)?(?:page|seite|pagina|página|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?(?:\s*[-–—|])?",
    re.I,
)
_EDGE = 2
_REPEATED = 3


def join_lines(text: str) -> str:
    """Paragraphs of a text whose lines were broken for a page, a blank line between them.

    ``join_lines("More than 35 peo-\\nple died in the\\nflood.")`` gives "More than 35 people died in the flood."; the
    hyphen of "35-" and of "mid-2020" stays. A paragraph ends at a blank line, and where a short line ends its sentence.
    """
    rows = [" ".join(row.split()) for row in text.split("\n")]
    typical = _typical_length(rows)
    paragraphs: list[str] = []
    is_open = False
    for row, after in zip(rows, [*rows[1:], ""], strict=True):
        if row and is_open:
            paragraphs[-1] = _joined(paragraphs[-1], row)
        elif row:
            paragraphs.append(row)
        is_open = bool(row) and bool(after) and not _ends_paragraph(row, after, typical)
    return "\n\n".join(paragraphs).replace(_SOFT_HYPHEN, "")


def _typical_length(rows: Sequence[str]) -> int:
    lengths = sorted(len(row) for row in rows if row)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _ends_paragraph(row: str, after: str, typical: int) -> bool:
    if _SENTENCE_END.search(row):
        return len(row) < _SHORT * typical
    return len(row) < _HEADING * typical and after[:1].isupper()


def _joined(before: str, row: str) -> str:
    if before.endswith(_SOFT_HYPHEN):
        return before[:-1] + row
    if before[-1] in "-‐" and (row[:1].isalnum()) and not before.endswith((" -", " ‐")):
        return (before[:-1] if _CUT_WORD.search(before) and row[:1].islower() else before) + row
    return f"{before} {row}"


def without_running_lines(pages: Sequence[str]) -> list[str]:
    """The pages without their page numbers and without the head and foot lines that three of them share.

    Two lines count as the same when only their digits differ: "Herald, 3 March, page 4".
    """
    split = [[row for row in page.split("\n") if row.strip()] for page in pages]
    edges = Counter(key for rows in split for key in {_key(row) for row in [*rows[:_EDGE], *rows[-_EDGE:]]})
    repeated = {key for key, count in edges.items() if count >= max(_REPEATED, len(split) // 2)}
    return ["\n".join(_inside(rows, repeated)) for rows in split]


def _inside(rows: list[str], repeated: set[str]) -> list[str]:
    kept = list(rows)
    for place in (0, -1):
        for _ in range(_EDGE):
            if kept and (_key(kept[place]) in repeated or _PAGE_NUMBER.fullmatch(kept[place].strip())):
                kept.pop(place)
    return kept


def _key(row: str) -> str:
    return re.sub(r"\d+", "0", " ".join(row.split()).lower())
