"""Which texts are copies or excerpts of one another: shared runs of words, with footers and quotations set apart.

A copy shares the reporter's own sentences. Two stations of one owner share a footer, two reports of one speech share
the quotation: neither makes a copy, so both are taken out before the shared part is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from articles.comparison.boilerplate import boilerplate_spans
from articles.comparison.values import ArticleText, Overlap
from articles.extraction.values import Span

SHINGLE = 5  # words; below five, stock phrases of crime and market reports are shared by chance
COPY_OVERLAP = 0.78
LEAST_OWN_WORDS = 25
RUN_WORDS = 8
_SAMPLE = 16
_LEAST_KEYS = 8
_MOST_KEYS = 96
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_QUOTATION = re.compile(r"\u201c[^\u201c\u201d]{40,1200}[\u201d\n]|\"[^\"\n]{40,1200}\"")


@dataclass(frozen=True, slots=True)
class _Words:
    """A text as lower-case words with their places; ``own`` says which are the writer's, not quoted and no footer."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    own: tuple[bool, ...]


def _read(text: str) -> _Words:
    found, starts = _WORD.findall(text), [m.start() for m in _WORD.finditer(text)]
    if site := [*boilerplate_spans(text)]:
        outside = _mask(text, site)
        kept = [n for n, start in enumerate(starts) if not outside[start]]
        found, starts = [found[n] for n in kept], [starts[n] for n in kept]
    quoted = _mask(text, [Span(m.start(), m.end()) for m in _QUOTATION.finditer(text)])
    # no word holds a blank: all are made plain at once
    plain = " ".join(found).lower().replace("\u2019", "'").split(" ") if found else []
    ends = [start + len(word) for start, word in zip(starts, found, strict=True)]
    return _Words(tuple(plain), tuple(starts), tuple(ends), tuple([not quoted[start] for start in starts]))


def _mask(text: str, spans: Iterable[Span]) -> bytearray:
    mask = bytearray(len(text))
    for span in spans:
        mask[span.start : span.end] = b"\x01" * (span.end - span.start)
    return mask


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[i:] for i in range(SHINGLE)), strict=False))


def copy_overlap(first: str, second: str) -> Overlap:
    """What two texts share and whether one is a copy or an excerpt of the other.

    ``copy_overlap(text, text + "\\nCopyright 2020 WXYZ")`` gives overlap 1 and ``is_copy``. Texts with fewer than 25 own
    words left once footers are set apart are never called copies.
    """
    a, b = _read(first), _read(second)
    is_copy, overlap = _share(a, b)
    return Overlap(is_copy, overlap, tuple(_runs(a, b)))


def copy_share(first: str, second: str) -> Overlap:
    """:func:`copy_overlap` without the runs, for who asks only whether one text is a copy."""
    return Overlap(*_share(_read(first), _read(second)))


def _share(a: _Words, b: _Words) -> tuple[bool, float]:
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    shared = set(_shingles(long.words))
    covered = [False] * len(short.words)
    for i, shingle in enumerate(_shingles(short.words)):
        if shingle in shared:
            covered[i : i + SHINGLE] = [True] * SHINGLE
    own = [is_covered for is_covered, is_own in zip(covered, short.own, strict=True) if is_own]
    measured = own if len(own) >= LEAST_OWN_WORDS else covered
    overlap = sum(measured) / len(measured) if len(measured) >= LEAST_OWN_WORDS else 0.0
    return overlap >= COPY_OVERLAP, round(overlap, 4)


def _runs(a: _Words, b: _Words) -> list[tuple[Span, Span]]:
    """Maximal shared runs of at least RUN_WORDS words, longest first, each word of the first text used once."""
    where: dict[tuple[str, ...], list[int]] = {}
    for j, shingle in enumerate(_shingles(b.words)):
        where.setdefault(shingle, []).append(j)
    runs: list[tuple[int, Span, Span]] = []
    i = 0
    while i <= len(a.words) - SHINGLE:
        starts = where.get(a.words[i : i + SHINGLE], [])[:20]
        length, j = max(((_run_length(a.words, b.words, i, j), j) for j in starts), default=(0, 0))
        if length >= RUN_WORDS:
            runs.append((length, _stretch(a, i, length), _stretch(b, j, length)))
        i += max(length, 1)
    return [(x, y) for _, x, y in sorted(runs, key=lambda run: (-run[0], run[1]))]


def _run_length(a: Sequence[str], b: Sequence[str], i: int, j: int) -> int:
    n = 0
    while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
        n += 1
    return n


def _stretch(words: _Words, start: int, length: int) -> Span:
    return Span(words.starts[start], words.ends[start + length - 1])


def sketch(text: str) -> tuple[int, ...]:
    """Keys of a text for an index: two copies (or an excerpt and its whole) share several, two strangers none.

    The keys are 63-bit hashes of five-word runs of the writer's own words, those divisible by 16 plus the eight
    smallest, at most 96; empty for a text of footers only. Compare candidates that share a key with
    :func:`copy_overlap`.
    """
    read = _read(text)
    own = [word for word, is_own in zip(read.words, read.own, strict=True) if is_own]
    runs = _shingles(own if len(own) >= LEAST_OWN_WORDS else read.words)
    hashes = sorted({_hash(run) for run in map(" ".join, runs)})
    sampled = [h for h in hashes if h % _SAMPLE == 0][:_MOST_KEYS]
    return tuple(sorted({*sampled, *hashes[:_LEAST_KEYS]}))


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) >> 1


def find_copies(articles: Iterable[ArticleText]) -> dict[str, str]:
    """The origin of every article, by article id: the longest text of its set of copies, itself where it copies nothing.

    Candidates come from shared :func:`sketch` keys, so the cost grows with the copies, not with the pairs.
    """
    listed = list(articles)
    by_key: dict[int, list[int]] = {}
    parent = list(range(len(listed)))
    for n, article in enumerate(listed):
        candidates: set[int] = set()
        for key in sketch(article.text):
            holders = by_key.setdefault(key, [])
            candidates.update(holders[-20:])
            holders.append(n)
        for other in sorted(candidates):
            if _root(parent, other) != _root(parent, n) and copy_share(listed[other].text, article.text).is_copy:
                parent[_root(parent, n)] = _root(parent, other)
    return {article.id: listed[_longest(listed, parent, n)].id for n, article in enumerate(listed)}


def _root(parent: list[int], n: int) -> int:
    while parent[n] != n:
        n = parent[n]
    return n


def _longest(listed: Sequence[ArticleText], parent: list[int], n: int) -> int:
    root = _root(parent, n)
    same = [i for i in range(len(listed)) if _root(parent, i) == root]
    return max(same, key=lambda i: (len(listed[i].text), -i))
