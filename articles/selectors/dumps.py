"""What lies in the folder of dumps, for readers of it: each dump's manifest and its public files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

STAMP = "%Y%m%dT%H%M%SZ"
NAMED = re.compile(r"\d{8}T\d{6}Z")
MANIFEST = "manifest.json"
PUBLIC, TABLES = "public", "tables"


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file of a dump; ``path`` is its place in the dump's folder."""

    path: str
    rows: int
    size_bytes: int
    sha256: str

    @property
    def name(self) -> str:
        """Its name without its folder."""
        return self.path.rpartition("/")[2]

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it."""
        return self.path.startswith(f"{PUBLIC}/")


@dataclass(frozen=True, slots=True)
class Dump:
    """One finished dump: its folder, when its snapshot was taken, and its files."""

    folder: Path
    made_at: datetime
    migration: str
    files: list[DumpFile]

    @property
    def name(self) -> str:
        """The name of its folder: its time."""
        return self.folder.name

    @property
    def public(self) -> list[DumpFile]:
        """What anybody may read."""
        return [file for file in self.files if file.is_public]


def dumps_in(folder: Path) -> list[Dump]:
    """The finished dumps of a folder, newest first; none where the folder is not there."""
    names = sorted((path.name for path in _folders(folder) if NAMED.fullmatch(path.name)), reverse=True)
    return [read_dump(folder / name) for name in names]


def _folders(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if (path / MANIFEST).is_file()) if folder.is_dir() else iter(())


def read_dump(folder: Path) -> Dump:
    """The dump of one folder by its manifest. Raises OSError where there is none, ValueError where it is no manifest."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    try:
        files = [DumpFile(each["path"], each["rows"], each["bytes"], each["sha256"]) for each in manifest["files"]]
        return Dump(folder, datetime.fromisoformat(manifest["made_at"]).astimezone(UTC), manifest["migration"], files)
    except (KeyError, TypeError) as fault:
        raise ValueError(f"{folder / MANIFEST} is no manifest of a dump: {fault!r}") from fault


def public_file(folder: Path, dump: str, name: str) -> Path | None:
    """Where a public file of a dump lies; None for what no manifest names as public."""
    if not NAMED.fullmatch(dump) or not (folder / dump / MANIFEST).is_file():
        return None
    named = {file.name: file for file in read_dump(folder / dump).public}
    return folder / dump / named[name].path if name in named else None
