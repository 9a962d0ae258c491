"""``python -m articles.extraction claims|page|feed``: JSON Lines on standard input and output, one object a line."""

from __future__ import annotations

import argparse
import gc
import gzip
import sys
from collections.abc import Callable
from pathlib import Path

from articles.extraction.claims import find_claims
from articles.extraction.jsonl import Row, answer
from articles.extraction.records import claim_record, day_of, feed_record, page_record


def read_claims(row: Row) -> Row:
    """One article's claims: ``{"id", "text"}`` and, where known, outlet, title and published."""
    found = find_claims(
        row["text"],
        published=day_of(row.get("published")),
        outlet=row.get("outlet") or "",
        title=row.get("title") or "",
    )
    return {"id": row["id"], "claims": [claim_record(claim) for claim in found]}


def read_page_file(row: Row) -> Row:
    """One HTML file, maybe .gz: ``{"id", "path", "url"}``."""
    from articles.extraction.page import read_page

    return {"id": row["id"], **page_record(read_page(_bytes_of(row["path"]), row["url"]))}


def read_feed_file(row: Row) -> Row:
    """One feed file: ``{"id", "path", "url"}``."""
    from articles.extraction.feed import read_feed

    return {"id": row["id"], **feed_record(read_feed(_bytes_of(row["path"]), row["url"]))}


def _bytes_of(path: str) -> bytes:
    raw = Path(path).read_bytes()
    return gzip.decompress(raw) if path.endswith(".gz") else raw


VERBS: dict[str, Callable[[Row], Row]] = {"claims": read_claims, "page": read_page_file, "feed": read_feed_file}


def main() -> int:
    """Run the verb of the command line over standard input."""
    parser = argparse.ArgumentParser(prog="python -m articles.extraction", description=__doc__)
    parser.add_argument("verb", choices=sorted(VERBS))
    verb = parser.parse_args().verb
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]  # a text file here
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # a text file here
    # lexicons live for ever and values for one line: the collector's default pace costs a fifth of the time
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    return answer(VERBS[verb], sys.stdin, sys.stdout, sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
