"""A dump holds every row, tells when it was touched, and makes the database again."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pyarrow import parquet

from articles import tasks
from articles.ingestion import dumps, restore
from articles.models import Article, Claim
from articles.selectors.dumps import MANIFEST, STAMP, Dump, dumps_in, public_file
from articles.selectors.exports import TABLES
from tests.factories import (
    make_annotation,
    make_capture,
    make_claim,
    make_dispute,
    make_figure,
    make_source,
    make_verdict,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stock(reviewer: User) -> Claim:
    claim = make_claim("35", hedge="at_least", source=make_source('Flood "Report"\n\\ 日本'))
    make_capture(claim.article)
    dispute = make_dispute(make_figure(claim))
    make_annotation(reviewer, dispute=dispute, body="=1+1")
    make_verdict(reviewer, dispute)
    return claim


@pytest.fixture
def dump(stock: Claim, tmp_path: Path) -> Dump:
    return dumps.make_dump(tmp_path)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    for model in dumps.dumped_models():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {dumps.stored_columns(model)} FROM "{model._meta.db_table}" ORDER BY 1')
            found[model._meta.db_table] = cursor.fetchall()
    return found


def emptied() -> None:
    tables = ", ".join(f'"{model._meta.db_table}"' for model in dumps.dumped_models())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_dump_has_every_table_and_list(dump: Dump) -> None:
    paths = {file.path for file in dump.files}
    assert {f"tables/{model._meta.db_table}.jsonl.gz" for model in dumps.dumped_models()} <= paths
    assert {f"public/{kind}.jsonl.gz" for kind in TABLES} <= paths
    assert {file.path: file.rows for file in dump.files}["tables/articles_claim.jsonl.gz"] == 1
    assert restore.faults_of(dump) == []


def test_only_the_owner_reads_a_dump(dump: Dump) -> None:
    assert dump.folder.stat().st_mode & 0o077 == 0
    assert {(dump.folder / file.path).stat().st_mode & 0o077 for file in dump.files} == {0}


def test_public_lists_hold_no_person(dump: Dump) -> None:
    texts = [gzip.decompress((dump.folder / f.path).read_bytes()) for f in dump.public if f.path.endswith(".gz")]
    assert not any(b"@example.org" in text or b"password" in text for text in texts)


def test_dump_makes_the_database_again(dump: Dump) -> None:
    before = everything()
    emptied()
    assert restore.restore(dump.folder) == sum(file.rows for file in dump.files if not file.is_public)
    assert everything() == before
    assert Claim.objects.matching("flood").exists(), "what the database computes is computed again"
    assert make_claim("36").pk > Claim.objects.earliest("pk").pk


def test_dump_is_not_loaded_over_articles(dump: Dump) -> None:
    with pytest.raises(restore.NotRestored, match="holds articles"):
        restore.restore(dump.folder)
    assert Article.objects.exists()


@pytest.mark.parametrize("harm", ["changed", "missing", "added"])
def test_touched_dump_is_refused(dump: Dump, harm: str) -> None:
    path = dump.folder / "tables" / "articles_claim.jsonl.gz"
    if harm == "changed":
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    elif harm == "missing":
        path.unlink()
    else:
        (dump.folder / "tables" / "more.jsonl.gz").write_bytes(b"")
    assert len(restore.faults_of(dump)) == 1
    with pytest.raises(CommandError):
        call_command("verify_dump", dump.folder)


def test_dump_of_another_version_is_refused(dump: Dump) -> None:
    manifest = dump.folder / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"migration": "0001_initial"}))
    emptied()
    with pytest.raises(restore.NotRestored, match="0001_initial"):
        restore.restore(dump.folder)


def test_old_dumps_go(stock: Claim, tmp_path: Path) -> None:
    for days in (1, 2, 3):
        made = dumps.make_dump(tmp_path, keep=9)
        made.folder.rename(tmp_path / (datetime.now(UTC) - timedelta(days=days)).strftime(STAMP))
    dumps.make_dump(tmp_path, keep=2)
    assert len(dumps_in(tmp_path)) == 2
    assert {path.name for path in tmp_path.iterdir()} == {dump.name for dump in dumps_in(tmp_path)}


def test_dump_that_fails_leaves_no_dump(stock: Claim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "digest_of", lambda path: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        dumps.make_dump(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_one_dump_a_day(stock: Claim, tmp_path: Path) -> None:
    assert dumps.dump_if_due(tmp_path, keep=2) is not None
    assert dumps.dump_if_due(tmp_path, keep=2) is None
    assert not dumps.start_if_due(tmp_path, keep=2)


def test_timetable_starts_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("articles.ingestion.dumps.subprocess.Popen", lambda command, **options: started.append(command))
    settings.DUMP_DIR, settings.DUMPS_KEPT = tmp_path, 0
    tasks.dump_nightly()
    assert started == []
    settings.DUMPS_KEPT = 3
    tasks.dump_nightly()
    assert started[0][-2:] == ["dump", "--if-due"]


def test_commands_tell_what_they_did(stock: Claim, tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("dump", "--into", str(tmp_path), "--format", "parquet", stdout=out)
    made = dumps_in(tmp_path)[0]
    assert parquet.read_table(made.folder / "public" / "claims.parquet").num_rows == 1
    call_command("verify_dump", made.folder, stdout=out)
    assert "sound: " in out.getvalue()


def test_folder_without_a_dump_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no dump"):
        call_command("verify_dump", tmp_path)
    assert dumps_in(tmp_path / "nowhere") == []


def test_site_gives_out_public_files_only(dump: Dump, settings: Any, client: Client) -> None:
    settings.DUMP_DIR = dump.folder.parent
    assert dump.public[0].sha256 in client.get("/dumps/").content.decode()
    answer = client.get(f"/dumps/{dump.name}/claims.jsonl.gz")
    assert len(gzip.decompress(answer.getvalue()).splitlines()) == 1
    for name in ("articles_claim.jsonl.gz", "manifest.json", "auth_user.jsonl.gz", "..%2Ftables%2Fauth_user.jsonl.gz"):
        assert client.get(f"/dumps/{dump.name}/{name}").status_code == 404
    assert client.get("/dumps/20260101T000000Z/claims.jsonl.gz").status_code == 404
    assert public_file(dump.folder.parent, "..", "claims.jsonl.gz") is None
