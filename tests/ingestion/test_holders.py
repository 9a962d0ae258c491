"""What a dead process held is found by its file; what a living one holds is not."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from articles.ingestion import holders, leases, sweeping
from articles.models import Article
from tests.ingestion.stories import FLOOD, hand_in

Holder = subprocess.Popen[str]
Start = Callable[[], tuple[Holder, UUID]]
# takes a token in the data folder it is given, tells it and waits to be killed, or for the end of who started it
HOLD = """
import sys
from django.conf import settings
settings.configure(DATA_DIR=sys.argv[1])
from articles.ingestion import holders
print(holders.new_token(), flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "holders"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a process that holds a token; what still lives at the end is killed."""
    with ExitStack() as started:

        def one() -> tuple[Holder, UUID]:
            command = (sys.executable, "-c", HOLD, str(tmp_path))
            process = started.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            started.callback(process.kill)
            assert process.stdout is not None
            return process, UUID(process.stdout.readline().strip())

        yield one


def kill(process: Holder) -> None:
    process.kill()
    process.wait()


def test_tokens_of_one_process_differ_and_name_it():
    one, other = holders.new_token(), holders.new_token()
    assert one != other
    assert one.bytes[8:] == other.bytes[8:]


def test_dead_process_is_departed_and_living_one_is_not(start: Start):
    (dead, its), (_, other) = start(), start()
    kill(dead)
    with holders.departed() as gone:
        assert gone.held(its)
        assert not gone.held(other)


def test_stopped_process_lives(start: Start):
    process, its = start()
    os.kill(process.pid, signal.SIGSTOP)
    with holders.departed() as gone:
        assert not gone.held(its)


def test_two_sweeps_do_not_care_for_the_same_holder(start: Start):
    process, its = start()
    kill(process)
    with holders.departed() as first, holders.departed() as second:
        assert first.held(its)
        assert not second.held(its)


def test_holder_is_forgotten_unless_it_holds_something(start: Start, folder: Path):
    process, its = start()
    kill(process)
    for tokens, files in (([its], 1), ([], 0)):
        with holders.departed() as gone:
            gone.forget_but(tokens)
        assert len(list(folder.iterdir())) == files


def test_lease_decides_where_no_file_can_be_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    folder.write_text("in the way")
    monkeypatch.setattr(holders, "_self", holders._Self())
    assert holders.new_token() != holders.new_token()
    assert caplog.text.count("waits for the end of its lease") == 1
    with holders.departed() as gone:
        assert gone.files == {}


@pytest.mark.django_db
def test_sweep_takes_back_what_a_dead_worker_held(start: Start, folder: Path):
    receipt = hand_in(FLOOD)
    assert receipt.article_id is not None
    leases.take(receipt.article_id)
    process, its = start()
    Article.objects.filter(pk=receipt.article_id).update(lease_token=its)
    assert sweeping.sweep_expired() == []
    kill(process)
    assert sweeping.sweep_expired() == [receipt.article_id]
    article = Article.objects.get(pk=receipt.article_id)
    assert (article.state, article.crash_count, article.attempt_count) == ("queued", 1, 0)
    assert not list(folder.glob(f"{its.hex[16:]}*"))
    with pytest.raises(leases.LeaseLost):
        leases.renew(article.pk, its)
