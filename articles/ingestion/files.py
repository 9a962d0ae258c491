"""Files and folders of articles: each becomes a submission, with what a sidecar or manifest says of it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from articles.ingestion.submission import Said, Submission

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
}
MANIFEST = "manifest.toml"
MOST_FILE_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Refused:
    """A file or line that is no article: where, and why."""

    where: str
    reason: str


Item = Submission | Refused


def read_path(path: Path) -> Iterator[Item]:
    """Every article of a file or folder, in the order of names; a folder's own files before its sub-folders.

    ``notes.txt`` may have a sidecar ``notes.txt.toml`` with url, outlet, title, byline, published, language; a folder
    may have a ``manifest.toml`` with one ``[[article]]`` for each file, and then only those are read.
    """
    if path.is_dir():
        yield from _folder(path)
    elif not path.is_file():
        yield Refused(str(path), "no such file or folder")
    elif path.stat().st_size > MOST_FILE_BYTES:
        yield Refused(str(path), f"larger than {MOST_FILE_BYTES:,} bytes")
    elif path.suffix.lower() == ".jsonl":
        yield from _lines(path)
    else:
        yield _file(path, _sidecar(path))


def _folder(folder: Path) -> Iterator[Item]:
    manifest = folder / MANIFEST
    entries = sorted(folder.iterdir())
    if manifest.is_file():
        yield from _listed(manifest)
        entries = [entry for entry in entries if entry.is_dir() and (entry / MANIFEST).is_file()]
    for entry in [*(e for e in entries if e.is_file()), *(e for e in entries if e.is_dir())]:
        if entry.is_dir() or entry.suffix.lower() in {*MEDIA_TYPES, ".jsonl"}:
            yield from read_path(entry)


def _listed(manifest: Path) -> Iterator[Item]:
    try:
        rows = tomllib.loads(manifest.read_text(encoding="utf-8")).get("article", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        yield Refused(str(manifest), f"not readable as TOML: {fault}")
        return
    for row in rows:
        yield _file(manifest.parent / str(row.get("file", "")), row)


def _sidecar(path: Path) -> dict[str, Any] | Refused:
    sidecar = path.with_name(path.name + ".toml")
    if not sidecar.is_file():
        return {}
    try:
        return tomllib.loads(sidecar.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        return Refused(str(sidecar), f"not readable as TOML: {fault}")


def _file(path: Path, stated: dict[str, Any] | Refused) -> Item:
    if isinstance(stated, Refused):
        return stated
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        return Refused(
            str(path), f"{path.suffix or 'a file without an ending'} is not read: give .txt .md .html or .jsonl"
        )
    if not path.is_file():
        return Refused(str(path), "no such file")
    return Submission(path.read_bytes(), media_type, path.name, str(stated.get("url") or ""), _said(stated))


def _lines(path: Path) -> Iterator[Item]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _line(f"{path}:{number}", line)


def _line(where: str, line: str) -> Item:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as fault:
        return Refused(where, f"not a JSON object: {fault}")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str | None):
        return Refused(where, 'needs an object with "text" as a string')
    if row.get("text") is None and not row.get("url"):
        return Refused(where, 'needs "text" or "url"')
    raw = row["text"].encode("utf-8", "replace") if row.get("text") is not None else None
    return Submission(raw, "text/plain", "", str(row.get("url") or ""), _said(row))


def _said(stated: dict[str, Any]) -> Said:
    return Said.from_json({key: _text(value) for key, value in stated.items()})


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


def with_stated(item: Submission, stated: Said, url: str) -> Submission:
    """The submission with what the caller states set above its own: empty fields change nothing."""
    return replace(item, url=url or item.url, said=Said.from_json({**item.said.as_json(), **stated.as_json()}))
