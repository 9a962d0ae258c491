"""The command that takes articles in: waits, sums up, exits non-zero for what was rejected."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Feed
from tests.ingestion.stories import FLOOD, STRIKE

# rows must be committed for the tasks to be sent
pytestmark = pytest.mark.django_db(transaction=True)


def ingest(*arguments: str) -> str:
    out = StringIO()
    call_command("ingest", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "flood.txt").write_text(FLOOD, encoding="utf-8")
    (tmp_path / "strike.md").write_text(STRIKE, encoding="utf-8")
    return tmp_path


def test_ingest_reads_a_folder_to_the_end(folder: Path):
    assert "2 accepted, 0 known already: 2 done, 0 rejected" in ingest(str(folder))
    assert set(Article.objects.values_list("state", flat=True)) == {"done"}


def test_ingest_twice_adds_nothing(folder: Path):
    ingest(str(folder))
    assert "0 accepted, 2 known already" in ingest(str(folder))


def test_ingest_an_edited_text_ends_and_makes_a_revision(tmp_path: Path):
    lines = [{"url": "https://herald.example/a", "text": text} for text in (FLOOD, FLOOD.replace("35", "41"))]
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert "1 done" in ingest(str(file))
    assert Article.objects.get().revisions.count() == 2


def test_ingest_names_what_it_rejects_and_keeps_the_rest(folder: Path):
    (folder / "empty.txt").write_text("  ", encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError, match="1 of the articles"):
        call_command("ingest", str(folder), stdout=out, stderr=out)
    assert "rejected empty.txt: the text is empty" in out.getvalue()
    assert Article.objects.filter(state="done").count() == 2


def test_ingest_takes_what_the_file_does_not_say(folder: Path):
    ingest(
        str(folder / "strike.md"),
        "--outlet",
        "Courier",
        "--published",
        "2026-03-02",
        "--url",
        "https://courier.example/s",
    )
    article = Article.objects.select_related("outlet").get()
    assert article.outlet is not None
    assert (article.outlet.name, article.published_at and article.published_at.isoformat()) == (
        "Courier", "2026-03-02T00:00:00+00:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "nothing to ingest"),
        (("a.txt", "b.txt", "--url", "https://x.example/"), "just one"),
        (("missing.txt",), "not read"),
    ],
)
def test_ingest_says_what_is_wrong_with_the_call(arguments: tuple[str, ...], words: str):
    with pytest.raises(CommandError, match=words):
        ingest(*arguments)


def test_ingest_follows_a_feed():
    with pytest.raises(CommandError):
        ingest("--feed", "nowhere")
    assert not Feed.objects.exists()
