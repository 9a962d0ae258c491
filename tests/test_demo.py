"""The demonstration corpus is what its manifest says: enough outlets on every event, and edits of known addresses."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

DEMO = Path(__file__).parent.parent / "articles" / "demo"
FIELDS = {"file", "outlet", "url", "title", "byline", "published", "language"}


def read_manifest(folder: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))["article"]
    return rows


@pytest.mark.parametrize("folder", [DEMO, DEMO / "later"], ids=["first", "later"])
def test_manifest_lists_every_file_once(folder: Path) -> None:
    files = [row["file"] for row in read_manifest(folder)]
    found = {str(path.relative_to(folder)) for path in folder.glob("*/*.txt") if path.parent != DEMO / "later"}
    assert len(files) == len(set(files))
    assert set(files) == found


@pytest.mark.parametrize("folder", [DEMO, DEMO / "later"], ids=["first", "later"])
def test_every_article_says_where_and_when_it_was_published(folder: Path) -> None:
    for row in read_manifest(folder):
        assert set(row) == FIELDS
        assert (urlsplit(row["url"]).hostname or "").endswith(".example")
        assert datetime.fromisoformat(row["published"]).tzinfo is not None
        assert (folder / row["file"]).read_text(encoding="utf-8").startswith(row["title"] + "\n\n")


def test_ten_events_are_told_by_four_outlets_or_more() -> None:
    outlets: dict[str, set[str]] = defaultdict(set)
    for row in read_manifest(DEMO):
        outlets[row["file"].split("/")[0]].add(row["outlet"])
    assert len(outlets) == 10
    assert min(map(len, outlets.values())) >= 4
    assert len(set.union(*outlets.values())) == 8


def test_later_texts_edit_articles_of_the_same_address() -> None:
    first = {row["url"]: (DEMO / row["file"]).read_text(encoding="utf-8") for row in read_manifest(DEMO)}
    later = {
        row["url"]: (DEMO / "later" / row["file"]).read_text(encoding="utf-8") for row in read_manifest(DEMO / "later")
    }
    assert later.keys() <= first.keys()
    assert all(first[url] != text for url, text in later.items())
