"""The README's examples for programs, run as they stand there against a server."""

from __future__ import annotations

import hmac
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django.live_server_helper import LiveServer

from articles.actions.access import issue_token
from articles.models import Article, Token
from articles.selectors.webhooks import signature
from tests.documents import make_pdf, make_zip
from tests.ingestion.stories import FLOOD, STRIKE
from tests.web.conftest import World, world

__all__ = ["world"]
README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
SITE = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def curls() -> list[str]:
    lines = "".join(blocks("")).replace("\\\n", " ").split("\n")
    return [line for line in lines if line.startswith("curl ")]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.django_db(transaction=True)
def test_requests_of_the_readme_are_answered(live_server: LiveServer, world: World, reviewer: User, tmp_path: Path):
    (tmp_path / "study.pdf").write_bytes(make_pdf(FLOOD.split("\n")))
    (tmp_path / "all.zip").write_bytes(make_zip({"a.txt": STRIKE}))
    _, secret = issue_token(user=reviewer, name="readme", scopes=Token.Scope.values)
    before = Article.objects.count()
    assert len(curls()) >= 4
    for line in curls():
        asked = line.replace(SITE, live_server.url).replace("curl ", "curl --fail-with-body --silent --show-error ", 1)
        told = subprocess.run(
            asked, shell=True, cwd=tmp_path, env=os.environ | {"KEY": secret}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert told.returncode == 0, (line, told.stdout, told.stderr)
    assert Article.objects.count() == before + 3
    assert (tmp_path / "claims.csv").read_text().count("\n") == 1 + 3


@pytest.mark.skipif(importlib.util.find_spec("pandas") is None, reason="pandas is not installed")
@pytest.mark.django_db(transaction=True)
def test_claims_of_a_speaker_come_into_pandas(live_server: LiveServer, world: World):
    (lines,) = [block for block in blocks("python") if "pandas" in block]
    asked = lines.replace(SITE, live_server.url).replace("speaker=3", f"speaker={world.speaker.pk}")
    asked += "\nassert sorted(claims['value']) == [35, 52], claims\n"
    subprocess.run([sys.executable, "-c", asked], check=True, timeout=60)


def test_signature_is_checked_as_the_readme_says():
    (lines,) = [block for block in blocks("python") if "is_ours" in block]
    known: dict[str, object] = {}
    exec(lines, known)
    is_ours = known["is_ours"]
    now = int(time.time())
    header = signature(["new", "old"], b"{}", now)
    assert callable(is_ours)
    assert [is_ours(secret, header, b"{}") for secret in ("new", "old", "other")] == [True, True, False]
    assert not is_ours("new", header, b"{ }")
    assert not is_ours("new", signature(["new"], b"{}", now - 400), b"{}")
    assert hmac.compare_digest(header.partition(",")[0], f"t={now}")
