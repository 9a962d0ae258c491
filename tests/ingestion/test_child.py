"""The parser child: it answers as the readers do, it is shut in, and whatever kills it costs one page."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.extraction.feed import read_feed
from articles.extraction.page import read_page
from articles.ingestion import child, child_side
from articles.ingestion.child import ParseRejected, read_feed_safely, read_page_safely

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


@pytest.fixture(autouse=True)
def fresh_child() -> Iterator[None]:
    child.close_child()
    yield
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
    os.waitpid(pid, 0)
    process = child._child._process
    assert process is not None
    assert process.poll() is None


def inside(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program as the worker runs: shut in after its warm-up."""
    start = "from articles.ingestion import child_side as c; c.warm_up(); c.shut_in()\n"
    return subprocess.run(
        [sys.executable, "-c", start + program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


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
def test_child_is_shut_in(program: str, fault: str) -> None:
    done = inside(program)
    assert done.returncode != 0
    assert fault in done.stderr


def test_child_cannot_write_a_file(tmp_path: Path) -> None:
    target = tmp_path / "written"
    done = inside(f"with open({str(target)!r}, 'w') as file: file.write('35')")
    assert done.returncode != 0
    assert not target.exists() or target.read_bytes() == b""


def test_cpu_limit_ends_a_loop() -> None:
    done = inside("c._allow_cpu(0)\nwhile True: pass")
    assert done.returncode == -signal.SIGXCPU
