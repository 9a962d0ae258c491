"""Files and folders as submissions."""

import json
from pathlib import Path

import pytest

from articles.ingestion.files import read_path, with_stated
from articles.ingestion.submission import Refused, Said, Submission


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.txt", "text/plain"), ("a.md", "text/markdown")],
)
def test_kind_of_text_goes_by_its_ending(tmp_path: Path, name: str, media_type: str):
    (item,) = read_path(written(tmp_path / name, "five"))
    assert item == Submission(b"five", media_type, name)


def test_sidecar_states_what_the_file_does_not(tmp_path: Path):
    file = written(tmp_path / "a.txt", "five")
    written(tmp_path / "a.txt.toml", 'outlet = "Herald"\npublished = 2026-03-02\nurl = "https://herald.example/a"\n')
    (item,) = read_path(file)
    assert isinstance(item, Submission)
    assert (item.url, item.said) == ("https://herald.example/a", Said(outlet="Herald", published="2026-03-02"))


def test_manifest_lists_a_folder_and_its_later_folder_follows(tmp_path: Path):
    written(tmp_path / "z" / "a.txt", "first")
    written(tmp_path / "manifest.toml", '[[article]]\nfile = "z/a.txt"\nurl = "https://herald.example/a"\n')
    written(tmp_path / "later" / "a.txt", "second")
    written(tmp_path / "later" / "manifest.toml", '[[article]]\nfile = "a.txt"\nurl = "https://herald.example/a"\n')
    items = [item for item in read_path(tmp_path) if isinstance(item, Submission)]
    assert [item.raw for item in items] == [b"first", b"second"]


def test_json_lines_name_the_line_that_is_wrong(tmp_path: Path):
    rows = [json.dumps({"text": "five", "outlet": "Herald"}), "{broken", json.dumps({"title": "no text"}), ""]
    good, broken, empty = read_path(written(tmp_path / "a.jsonl", "\n".join(rows)))
    assert isinstance(good, Submission)
    assert isinstance(broken, Refused)
    assert broken.where.endswith("a.jsonl:2")
    assert isinstance(empty, Refused)
    assert '"text" or "url"' in empty.reason


@pytest.mark.parametrize("name", ["missing.txt", "a.exe"])
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str):
    (tmp_path / "a.exe").write_bytes(b"MZ\x90\0\3")
    (item,) = read_path(tmp_path / name)
    assert isinstance(item, Refused)


def test_with_stated_keeps_what_is_not_stated():
    item = Submission(b"x", url="https://herald.example/a", said=Said(title="Flood"))
    stated = with_stated(item, Said(outlet="Herald"), "")
    assert (stated.url, stated.said) == ("https://herald.example/a", Said(title="Flood", outlet="Herald"))
