"""The other end of the network: a web of fixed answers, and a local server that answers as it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from articles.ingestion.fetch import DEADLINE_S, USER_AGENT, Fetched, FetchError
from articles.ingestion.guard import Guard


@dataclass
class FakeWeb:
    """Addresses and what stands there; ``get`` has the signature of fetch.get and raises its error elsewhere.

    ``pages`` maps an address to its bytes, or to the FetchError that it raises; ``types`` to a media type.
    """

    pages: dict[str, bytes | FetchError] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        deadline_s: float = DEADLINE_S,
        user_agent: str = USER_AGENT,
        guard: Guard | None = None,
        may_visit: Callable[[str], None] | None = None,
    ) -> Fetched:
        """The answer that was laid down for this address, 404 for any other."""
        self.asked.append(url)
        asked_for = url
        while (url := self.redirects.get(asked_for, "")) and may_visit is not None:
            may_visit(url)
            asked_for = url
        url = asked_for
        answer = self.pages.get(url)
        if answer is None:
            raise FetchError(url, "HTTP 404", is_permanent=True, status=404)
        if isinstance(answer, FetchError):
            raise answer
        tag = self.etags.get(url, "")
        if etag and etag == tag:
            return Fetched(url, url, 304, b"", etag=tag)
        return Fetched(url, url, 200, answer, self.types.get(url, "text/html"), "utf-8", tag)


Answer = Callable[[socket.socket, str], None]


@dataclass
class LocalServer:
    """A server on 127.0.0.1: ``answers`` maps a path to what it does with the connection."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path on this server."""
        return f"http://{host}:{self.port}{path}"

    def guard(self) -> Guard:
        """A guard that lets this server's port on any loopback address pass, and nothing else."""
        return Guard(
            resolve=lambda host, port: ["127.0.0.1"],
            is_allowed=lambda address: address.startswith("127."),
            ports=frozenset({self.port}),
        )

    def says(self, path: str, body: bytes, *headers: str, status: str = "200 OK") -> None:
        """Lay down a plain answer with its Content-Length."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
        whole = "\r\n".join(lines).encode() + body
        self.answers[path] = lambda connection, request: connection.sendall(whole)

    def sends(self, path: str, *pieces: bytes, every_s: float = 0.0, times: int = 1) -> None:
        """Lay down raw bytes: the first piece once, then the others ``times`` over with pauses, until we are stopped."""

        def send(connection: socket.socket, request: str) -> None:
            connection.sendall(pieces[0])
            for _ in range(times):
                if self.stopped.wait(every_s):
                    return
                for piece in pieces[1:]:
                    connection.sendall(piece)

        self.answers[path] = send


@contextmanager
def local_server() -> Iterator[LocalServer]:
    """Serve until the block ends, each connection in a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.02)
    server = LocalServer(listener.getsockname()[1])
    loop = threading.Thread(target=_serve, args=(listener, server), daemon=True)
    loop.start()
    try:
        yield server
    finally:
        server.stopped.set()
        loop.join()
        listener.close()


def _serve(listener: socket.socket, server: LocalServer) -> None:
    while not server.stopped.is_set():
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            continue
        threading.Thread(target=_answer, args=(connection, server), daemon=True).start()


def _answer(connection: socket.socket, server: LocalServer) -> None:
    with connection:
        connection.settimeout(10)
        try:
            request = connection.recv(65_536).decode("latin-1")
            server.requests.append(request)
            path = request.split(" ")[1] if " " in request else ""
            answer = server.answers.get(path.split("?")[0])
            if answer is not None:
                answer(connection, request)
        except OSError:
            return  # the client hung up, which is what most of these tests want of it


class BrokenMail:
    """A mail backend that cannot reach its server."""

    def __init__(self, **options: object) -> None:
        self.options = options

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError("no mail server")
