"""The heads of the audit's chain, kept outside the database: who cuts or rewrites the chain there does not change these."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.signing import BadSignature, Signer

logger = logging.getLogger(__name__)
SALT = "claimtracker.heads"


@dataclass(frozen=True, slots=True)
class Head:
    """The hash at one position of the chain; ``is_signed`` is false for a line that this site did not write."""

    at: str
    position: int
    chain: str
    is_signed: bool = True

    @property
    def said(self) -> str:
        return f"{self.at} {self.position} {self.chain}"


def note_head(position: int, chain: bytes) -> None:
    """Add a signed line to the file of this month, and say the same in the log, which may be shipped elsewhere."""
    head = Head(datetime.now(UTC).isoformat(timespec="seconds"), position, chain.hex())
    line = {
        "at": head.at,
        "position": position,
        "chain": head.chain,
        "signature": Signer(salt=SALT).signature(head.said),
    }
    folder = settings.AUDIT_DIR
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"heads-{head.at[:7]}.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")
    logger.info("audit head", extra={"position": position, "chain": head.chain})


def noted_heads(folder: Path | None = None) -> Iterator[Head]:
    """Every head that was noted, oldest file first; none where there is no folder."""
    for path in sorted((folder or settings.AUDIT_DIR).glob("heads-*.jsonl")):
        for line in path.read_text().splitlines():
            yield _read(line)


def _read(line: str) -> Head:
    try:
        told = json.loads(line)
        head = Head(str(told["at"]), int(told["position"]), str(told["chain"]))
        Signer(salt=SALT).unsign(f"{head.said}:{told['signature']}")
    except (ValueError, KeyError, TypeError, BadSignature):
        return Head(line[:40], 0, "", is_signed=False)
    return head
