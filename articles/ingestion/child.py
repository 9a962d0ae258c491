"""Parsers in a process that can be killed: no HTML or feed parser is safe beside anything that must go on.

One child a process, started when first needed and reused; inside it a fresh worker reads every 50 pages. It is a plain
subprocess and not multiprocessing, whose children a daemonic Celery pool process may not have.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from articles.extraction.feed_links import FeedLink
from articles.extraction.values import FeedEntry, FeedText, PageText
from articles.ingestion.child_side import FRAME, SIGNALLED

WALL_S = 15.0
START_S = 30.0
COMMAND = (sys.executable, "-m", "articles.ingestion.child_side")
_MOST_ANSWER_BYTES = 64 * 1024 * 1024


class ParseRejected(Exception):
    """The bytes cannot be read safely; ``reason`` says why: parse_timeout, parse_memory, parse_crashed ..."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_page_safely(html: bytes, url: str, charset: str = "") -> PageText:
    """``read_page`` in the child: killed after 10 s of CPU or 15 s of waiting, within 1 GiB, without a network.

    Raises ParseRejected for what hangs, crashes or blinds a parser; the next page finds a fresh child.
    """
    return _unrefused(_page(_child.ask("page", html, {"url": url, "charset": charset})))


def read_document_safely(verb: str, raw: bytes) -> PageText:
    """``read_pdf`` or ``read_docx`` (``verb`` "pdf" or "docx") in the child, under the same limits; raises ParseRejected."""
    return _unrefused(_page(_child.ask(verb, raw, {})))


def _unrefused(page: PageText) -> PageText:
    refusal = next((note for note in page.notes if note.startswith("refused: ")), "")
    if refusal:
        raise ParseRejected(f"parse_{refusal}")
    return page


def read_feed_safely(raw: bytes, url: str) -> FeedText:
    """``read_feed`` in the child, under the same limits; what is wrong with a feed stays in its ``error``."""
    return _feed(_child.ask("feed", raw, {"url": url}))


def find_feeds_safely(html: bytes, url: str) -> tuple[FeedLink, ...]:
    """``find_feeds`` in the child: the feeds that a site's page names; raises ParseRejected."""
    return _links(_child.ask("links", html, {"url": url}))


def read_opml_safely(raw: bytes) -> tuple[FeedLink, ...]:
    """``read_opml`` in the child: the feeds of a reader's list; raises ParseRejected."""
    return _links(_child.ask("opml", raw, {}))


def _links(found: Mapping[str, Any]) -> tuple[FeedLink, ...]:
    return tuple(FeedLink(entry.url, entry.title) for entry in _feed(found).entries)


def close_child() -> None:
    """End this process's child, if there is one; the next reading starts another."""
    _child.close()


class _Child:
    """The child of this process, and what is asked of it, one reading at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._readings = 0

    def ask(self, verb: str, body: bytes, arguments: dict[str, str]) -> dict[str, Any]:
        with self._lock:
            process = self._ready()
            self._readings += 1
            header = json.dumps({"verb": verb, "arguments": arguments}).encode()
            try:
                answer = _exchange(process, header, body, self._patience())
            except ParseRejected:
                self._end()
                raise
        if "fault" in answer:
            raise ParseRejected(str(answer["fault"]))
        found: dict[str, Any] = answer["found"]
        return found

    def close(self) -> None:
        with self._lock:
            self._end()

    def _patience(self) -> float:
        return WALL_S if self._readings > 1 else WALL_S + START_S

    def _ready(self) -> subprocess.Popen[bytes]:
        # after a fork the process object is the parent's: it is forgotten here, never ended
        if self._owner != os.getpid():
            self._process, self._owner = None, os.getpid()
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process, self._readings = _start(), 0
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        # the warm process leads a group of its own, with the worker that hangs in it
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _start() -> subprocess.Popen[bytes]:
    # nothing of our environment goes in: no database address, no secret
    environment = {"PYTHONPATH": os.pathsep.join(path or "." for path in sys.path), "LANG": "C.UTF-8"}
    return subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=environment,
        process_group=0,
    )


def _exchange(process: subprocess.Popen[bytes], header: bytes, body: bytes, patience_s: float) -> dict[str, Any]:
    until = time.monotonic() + patience_s
    assert process.stdin is not None
    assert process.stdout is not None
    _send(process, process.stdin.fileno(), FRAME.pack(len(header), len(body)) + header + body, until)
    size, _ = FRAME.unpack(_receive(process, process.stdout.fileno(), FRAME.size, until))
    if size > _MOST_ANSWER_BYTES:
        raise ParseRejected("parse_answer_too_large")
    answer: dict[str, Any] = json.loads(_receive(process, process.stdout.fileno(), size, until))
    return answer


def _send(process: subprocess.Popen[bytes], pipe: int, whole: bytes, until: float) -> None:
    os.set_blocking(pipe, False)
    view = memoryview(whole)
    while view:
        _, ready, _ = select.select([], [pipe], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise ParseRejected("parse_timeout")
        try:
            view = view[os.write(pipe, view) :]
        except BrokenPipeError:
            raise ParseRejected(_cause_of_death(process)) from None


def _receive(process: subprocess.Popen[bytes], pipe: int, size: int, until: float) -> bytes:
    pieces: list[bytes] = []
    while size > 0:
        ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise ParseRejected("parse_timeout")
        piece = os.read(pipe, min(size, 1 << 20))
        if not piece:
            raise ParseRejected(_cause_of_death(process))
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _cause_of_death(process: subprocess.Popen[bytes]) -> str:
    code = process.wait(timeout=START_S)
    number = code - SIGNALLED if code > SIGNALLED else -code
    if number == signal.SIGXCPU:
        return "parse_timeout"
    return f"parse_crashed: {signal.Signals(number).name}" if number > 0 else f"parse_crashed: exit {code}"


def _page(found: Mapping[str, Any]) -> PageText:
    times = {key: _time(found[key]) for key in ("published", "modified")}
    return PageText(**{**found, **times, "notes": tuple(found["notes"])})


def _feed(found: Mapping[str, Any]) -> FeedText:
    entries = tuple(FeedEntry(**{**entry, "published": _time(entry["published"])}) for entry in found["entries"])
    return FeedText(entries, found["title"], found["error"], tuple(found["parts"]))


def _time(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


_child = _Child()
atexit.register(close_child)
