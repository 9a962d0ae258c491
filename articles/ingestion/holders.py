"""Which process holds a lease, and whether it lives: each one locks a file of its own, and the kernel lets go of it at its end.

So what a killed worker held need not wait for its lease where another worker of the same data folder looks. On another machine,
or where no file can be kept, the lease decides as before; a process that is only stopped keeps its lock.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes, token_hex
from uuid import UUID

from django.conf import settings

log = logging.getLogger(__name__)
NAME_BYTES = 8
SUFFIX = ".holder"


@dataclass(slots=True)
class _Self:
    """This process: whose name it is, as a forked child gets another, and the file that is locked as long as it lives."""

    pid: int = 0
    name: bytes = b""
    file: int | None = None


@dataclass(slots=True)
class Departed:
    """Holders that are gone; their files stay locked meanwhile, so that two sweeps do not care for the same one."""

    files: dict[bytes, Path] = field(default_factory=dict)

    def held(self, token: UUID) -> bool:
        """Whether one of them took the lease with this token."""
        return token.bytes[NAME_BYTES:] in self.files

    def forget_but(self, tokens: Collection[UUID]) -> None:
        """Delete their files, but for those who hold one of these tokens still."""
        kept = {token.bytes[NAME_BYTES:] for token in tokens}
        for name, path in self.files.items():
            if name not in kept:
                path.unlink(missing_ok=True)


_self = _Self()


def new_token() -> UUID:
    """A fresh token, whose second half names this process: the same for all its leases, and for no other process."""
    if _self.pid != os.getpid():
        _enrol()
    return UUID(bytes=token_bytes(NAME_BYTES) + _self.name)


@contextmanager
def departed() -> Iterator[Departed]:
    """The holders of this data folder whose process is gone and whom nobody else cares for."""
    locked: list[int] = []
    found = Departed()
    try:
        for path in _folder().glob(f"*{SUFFIX}"):
            # whoever was quicker has deleted it
            with suppress(FileNotFoundError):
                file = os.open(path, os.O_RDWR)
                locked.append(file)
                if _can_lock(file):
                    found.files[bytes.fromhex(path.stem)] = path
        yield found
    finally:
        for file in locked:
            os.close(file)


def _enrol() -> None:
    _self.pid, _self.name, _self.file = os.getpid(), token_bytes(NAME_BYTES), None
    try:
        _self.file = _locked_file(_folder() / f"{_self.name.hex()}{SUFFIX}")
    except OSError as fault:
        log.warning("what this process leaves when it is killed waits for the end of its lease: %s", fault)


def _locked_file(path: Path) -> int:
    """A file that appears under its name when it is locked already: an unlocked one is a dead process's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    early = path.with_name(f"{token_hex(NAME_BYTES)}.new")
    file = os.open(early, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    early.rename(path)
    return file


def _can_lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "holders"
