"""What runs inside the parser child: bytes in, JSON out, no network, no files, bounded memory and time.

Started by child.py as ``python -m articles.ingestion.child_side``; it speaks length-prefixed frames on its standard
input and output. One warm process imports the parsers and forks a worker for every 50 readings, so that a fresh worker
costs milliseconds; when a worker dies, the warm process ends too and its exit code says why.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import select
import struct
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any, BinaryIO

from articles.extraction.docx import read_docx
from articles.extraction.feed import read_feed
from articles.extraction.feed_links import FeedLink, find_feeds, read_opml
from articles.extraction.page import read_page
from articles.extraction.pdf import read_pdf
from articles.extraction.values import FeedEntry, FeedText, PageText

FRAME = struct.Struct(">II")
MEMORY_BYTES = 1024**3
CPU_S = 10
READINGS_A_WORKER = 50
# exit codes above this one name the signal that ended a worker
SIGNALLED = 128
_PATIENCE_S = 30.0
_NEW_NETWORK = 0x40000000


def _linked(links: tuple[FeedLink, ...]) -> FeedText:
    return FeedText(tuple(FeedEntry(link.title, link.url) for link in links))


_READERS: dict[str, Callable[..., PageText | FeedText]] = {
    "page": read_page,
    "feed": read_feed,
    "pdf": read_pdf,
    "docx": read_docx,
    "links": lambda raw, url: _linked(find_feeds(raw, url)),
    "opml": lambda raw: _linked(read_opml(raw)),
}
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.spawn",
    "ftplib.",
    "urllib.",
)


def main() -> None:
    """Fork a worker, wait for it, fork the next; end when the parent has closed its end or died."""
    requests, answers = os.fdopen(os.dup(0), "rb", 0), os.fdopen(os.dup(1), "wb", 0)
    # what a library prints must not reach the frames
    os.dup2(2, 1)
    warm_up()
    gc.freeze()
    parent = os.getppid()
    while os.getppid() == parent:
        worker = os.fork()
        if worker == 0:
            shut_in()
            os._exit(_serve(requests, answers))
        code = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
        if code:
            os._exit(code if code > 0 else SIGNALLED - code)


def _serve(requests: BinaryIO, answers: BinaryIO) -> int:
    """Answer up to 50 requests; 0 when another worker should follow, 3 when nobody asks any more."""
    for _ in range(READINGS_A_WORKER):
        ready, _, _ = select.select([requests], [], [], _PATIENCE_S)
        if not ready:
            return 0
        if not _serve_one(requests, answers):
            return 3
    return 0


def shut_in() -> None:
    """Give up memory, files, processes and the network, for good."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    # an empty network namespace where the system allows one; the audit hook stands in any case
    ctypes.CDLL(None).unshare(_NEW_NETWORK)
    sys.addaudithook(_refuse)


def warm_up() -> None:
    """Read one small page and feed first, so that lazily loaded tables are in memory before files are refused."""
    read_page(b"<html><head><title>Start</title></head><body><p>A first page, 12 June 2020.</p></body></html>", "")
    read_feed(b"<rss><channel><title>Start</title></channel></rss>", "")


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not allowed here")


def _serve_one(requests: BinaryIO, answers: BinaryIO) -> bool:
    head = _exactly(requests, FRAME.size)
    if head is None:
        return False
    header, body = (_exactly(requests, size) for size in FRAME.unpack(head))
    if header is None or body is None:
        return False
    _allow_cpu(CPU_S)
    answer = json.dumps(_answer(json.loads(header), body)).encode()
    answers.write(FRAME.pack(len(answer), 0))
    _write_all(answers, answer)
    return True


def _allow_cpu(seconds: int) -> None:
    """The kernel ends this process that many CPU seconds from now, also inside C code."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(header: dict[str, Any], body: bytes) -> dict[str, object]:
    try:
        found = _READERS[header["verb"]](body, **header["arguments"])
    except MemoryError:
        return {"fault": "parse_memory"}
    except RecursionError:
        return {"fault": "parse_depth"}
    except Exception as fault:  # whatever a parser throws at one page is that page's fault
        return {"fault": f"parse_failed: {type(fault).__name__}: {fault}"[:500]}
    return {"found": _plain(found)}


def _plain(found: PageText | FeedText) -> dict[str, object]:
    def factory(pairs: list[tuple[str, object]]) -> dict[str, object]:
        return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in pairs}

    return asdict(found, dict_factory=factory)


def _exactly(stream: BinaryIO, size: int) -> bytes | None:
    pieces: list[bytes] = []
    while size > 0:
        piece = stream.read(min(size, 1 << 20))
        if not piece:
            return None
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _write_all(stream: BinaryIO, whole: bytes) -> None:
    view = memoryview(whole)
    while view:
        view = view[stream.write(view) :]


if __name__ == "__main__":
    main()
