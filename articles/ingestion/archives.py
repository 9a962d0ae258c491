"""Zip archives of articles, with caps on everything that a bomb makes large. Names in it are shown, never used as paths."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from articles.ingestion.submission import Refused

MOST_MEMBERS = 1_000
MOST_MEMBER_BYTES = 5_000_000
MOST_UNPACKED_BYTES = 100_000_000
MOST_RATIO = 200
# so little may unpack to any ratio: a page of blanks is no bomb
_FREE_BYTES = 1_000_000
_PIECE = 64 * 1024
# bit 0 of a member's flags
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name as written there, and its bytes."""

    name: str
    raw: bytes


def members_of(name: str, raw: bytes) -> Iterator[Member | Refused]:
    """Each file of an archive in its order; folders and what a Mac adds are passed over.

    The whole archive is refused when it is broken, has over 1,000 files, or unpacks to over 100 MB or over 200 times
    its size, as read and not as its headers say. A file over 5 MB or under a password is refused by itself.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            listed = [info for info in archive.infolist() if not info.is_dir() and not _is_clutter(info.filename)]
            if len(listed) > MOST_MEMBERS:
                yield Refused(
                    name, f"holds {len(listed):,} files: at most {MOST_MEMBERS:,} are read", is_too_large=True
                )
                return
            yield from _unpacked(name, archive, listed, len(raw))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as fault:
        yield Refused(name, f"not readable as a zip archive: {str(fault)[:200]}")


def _unpacked(
    name: str, archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo], packed: int
) -> Iterator[Member | Refused]:
    left = min(MOST_UNPACKED_BYTES, max(_FREE_BYTES, packed * MOST_RATIO))
    for info in listed:
        shown = f"{name}: {info.filename[-200:]}"
        if info.flag_bits & _ENCRYPTED:
            yield Refused(shown, "is locked with a password")
            continue
        found, used = _read(archive, info, min(MOST_MEMBER_BYTES, left))
        left -= used
        if left <= 0:
            yield Refused(
                name,
                f"unpacks to over {MOST_UNPACKED_BYTES:,} bytes or over {MOST_RATIO} times its size: the rest is not read",
                is_too_large=True,
            )
            return
        if found is None:
            yield Refused(shown, f"has over {MOST_MEMBER_BYTES:,} bytes", is_too_large=True)
        else:
            yield Member(info.filename, found)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> tuple[bytes | None, int]:
    """A member's bytes (None when there are more than ``most``) and how many were unpacked for it."""
    pieces, size = [], 0
    with archive.open(info) as member:
        while piece := member.read(_PIECE):
            size += len(piece)
            if size > most:
                return None, size
            pieces.append(piece)
    return b"".join(pieces), size


def _is_clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in (".DS_Store", "Thumbs.db")
