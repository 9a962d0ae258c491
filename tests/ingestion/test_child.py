"""The parser child: it answers as the readers do, it is shut in, and whatever kills it costs one page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.extraction.feed import read_feed
from articles.extraction.page import read_page
from articles.ingestion import child, child_side
from articles.ingestion.child import ParseRejected, read_feed_safely, read_page_safely
from tests.services.embedded_users import until

ROOT = Path(__file__).parents[2]
PAGE = (
    b"<html lang=en><head><title>Ferry strikes pier</title><meta property='article:published_time' "
    b"content='2024-03-05T10:00:00+01:00'></head><body><article><h1>Ferry strikes pier</h1>"
    + b"<p>At least 35 passengers were hurt when the ferry struck the pier on Tuesday, the harbour office said.</p>" * 4
    + b"</article></body></html>"
)
FEED = (
    b"<rss><channel><title>News</title><item><title>A</title><link>https://a.example/1</link>"
    b"<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item></channel></rss>"
)


# forks for each line it reads a process that is shut in as a worker is, runs the line there and answers how it ended
WARM = """
import json, os, sys
from articles.ingestion import child_side as c
c.warm_up()
for line in sys.stdin:
    told, said = os.pipe()
    if not (pid := os.fork()):
        os.dup2(said, 2)
        os.closerange(3, said + 1)
        c.shut_in()
        exec(json.loads(line))
        os._exit(0)
    os.close(said)
    with open(told) as errors:
        words = errors.read()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), words]), flush=True)
"""
Inside = Callable[[str], tuple[int, str]]


@pytest.fixture(scope="module", autouse=True)
def no_child_left() -> Iterator[None]:
    yield
    child.close_child()


@pytest.fixture
def no_child() -> None:
    """For tests that put something else in its place; the others share one that is warm."""
    child.close_child()


def instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let a small program stand where the child stands."""
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", program))


def test_page_is_what_the_reader_reads() -> None:
    assert read_page_safely(PAGE, "https://a.example/1") == read_page(PAGE, "https://a.example/1")


def test_feed_is_what_the_reader_reads() -> None:
    feed = read_feed_safely(FEED, "https://a.example/feed")
    assert feed == read_feed(FEED, "https://a.example/feed")
    assert feed.entries[0].published == datetime(2024, 3, 5, 10, tzinfo=UTC)


def test_charset_of_the_server_is_passed_on() -> None:
    page = read_page_safely(PAGE.replace(b"Ferry", "Fähre".encode("cp1257")), "", "windows-1257")
    assert page.title == "Fähre strikes pier"


def test_child_is_reused_and_its_worker_renewed() -> None:
    for _ in range(child_side.READINGS_A_WORKER + 5):
        assert read_feed_safely(FEED, "https://a.example/feed").title == "News"
    first = child._child._process
    assert first is not None
    assert first.poll() is None


def test_large_page_passes_both_ways() -> None:
    text = b"<p>" + b"The 35 boats came home in the evening. " * 20_000 + b"</p>"
    page = read_page_safely(PAGE.replace(b"</article>", text + b"</article>"), "https://a.example/1")
    assert len(page.text) > 700_000


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(b"<p " + b" ".join(b"a%d=1" % number for number in range(501)) + b">35", id="attributes"),
        pytest.param(b"<div>" * 2_001 + b"35", id="open tags"),
    ],
)
def test_markup_that_would_hang_a_parser_is_refused(markup: bytes) -> None:
    with pytest.raises(ParseRejected, match="parse_refused"):
        read_page_safely(markup, "")


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize(
    ("program", "reason"),
    [
        pytest.param("import time; time.sleep(60)", "parse_timeout", id="hangs"),
        pytest.param("import os; os.kill(os.getpid(), 11)", "parse_crashed: SIGSEGV", id="crashes"),
        pytest.param("import os; os._exit(128 + 9)", "parse_crashed: SIGKILL", id="worker was killed"),
        pytest.param("import os; os._exit(128 + 24)", "parse_timeout", id="worker used its time"),
        pytest.param("import os; os._exit(1)", "parse_crashed: exit 1", id="ends"),
        pytest.param("import sys; sys.stdout.buffer.write(b'\\xff' * 8)", "parse_answer_too_large", id="lies"),
    ],
)
def test_what_kills_a_child_costs_one_page(monkeypatch: pytest.MonkeyPatch, program: str, reason: str) -> None:
    with monkeypatch.context() as changed:
        instead(changed, program)
        changed.setattr(child, "WALL_S", 0.5)
        changed.setattr(child, "START_S", 0.5 if "sleep" in program else 30.0)
        with pytest.raises(ParseRejected) as caught:
            read_page_safely(PAGE * 100, "")
    assert caught.value.reason == reason
    assert read_page_safely(PAGE, "").title == "Ferry strikes pier"


def test_killed_child_is_replaced() -> None:
    read_page_safely(PAGE, "")
    process = child._child._process
    assert process is not None
    process.kill()
    process.wait()
    assert read_page_safely(PAGE, "").title == "Ferry strikes pier"


def test_fork_does_not_touch_the_parents_child() -> None:
    read_page_safely(PAGE, "")
    pid = os.fork()
    if pid == 0:
        child.close_child()
        os._exit(0)
    # one that was forked beside a thread holding a lock may wait for ever
    ended = until(lambda: os.waitpid(pid, os.WNOHANG)[0])
    if not ended:
        os.kill(pid, signal.SIGKILL)
    process = child._child._process
    assert ended
    assert process is not None
    assert process.poll() is None


@pytest.fixture(scope="module")
def inside() -> Iterator[Inside]:
    """Runs a program as the worker runs, shut in after its warm-up, and gives its exit code and its errors."""
    command = (sys.executable, "-c", WARM)
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        asked, told = process.stdin, process.stdout
        assert asked is not None
        assert told is not None

        def run(program: str) -> tuple[int, str]:
            asked.write(json.dumps(program) + "\n")
            asked.flush()
            code, errors = json.loads(told.readline())
            return code, errors

        yield run


@pytest.mark.parametrize(
    ("program", "fault"),
    [
        pytest.param("import socket; socket.create_connection(('127.0.0.1', 9), 1)", "PermissionError", id="connect"),
        pytest.param("import socket; socket.getaddrinfo('news.example', 80)", "PermissionError", id="resolve"),
        pytest.param("import os; os.fork()", "PermissionError", id="fork"),
        pytest.param("import subprocess; subprocess.run(['true'])", "PermissionError", id="run"),
        pytest.param("import os; os.system('true')", "PermissionError", id="shell"),
        pytest.param("b'x' * (2 * 1024 ** 3)", "MemoryError", id="memory"),
        pytest.param("[open('/dev/null') for _ in range(20)]", "Too many open files", id="files"),
    ],
)
def test_child_is_shut_in(inside: Inside, program: str, fault: str) -> None:
    code, errors = inside(program)
    assert code != 0
    assert fault in errors


def test_child_cannot_write_a_file(inside: Inside, tmp_path: Path) -> None:
    target = tmp_path / "written"
    code, _ = inside(f"with open({str(target)!r}, 'w') as file: file.write('35')")
    assert code != 0
    assert not target.exists() or target.read_bytes() == b""


def test_cpu_limit_ends_a_loop(inside: Inside) -> None:
    code, _ = inside("c._allow_cpu(0)\nwhile True: pass")
    assert code == -signal.SIGXCPU
