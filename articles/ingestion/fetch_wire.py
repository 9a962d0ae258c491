"""One HTTP exchange over one socket: an absolute deadline on every byte, caps on headers and body."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from articles.ingestion.guard import Guard, Target

CONNECT_S = 5.0
IDLE_S = 5.0
MOST_HEADER_BYTES = 64 * 1024
MOST_BODY_BYTES = 5 * 1024 * 1024
# what chunk sizes may add to a body; an endless chunk extension ends here
_MOST_WIRE_BYTES = 2 * MOST_BODY_BYTES
_PIECE = 64 * 1024


class TooLarge(ValueError):
    """The server sends more than is ever read."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock after which nothing is waited for."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline that many seconds from now."""
        return cls(time.monotonic() + seconds)

    def wait(self, most_s: float) -> float:
        """How long the next step may block, at most ``most_s``; raises TimeoutError when nothing is left."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline passed")
        return min(left, most_s)


def connect(target: Target, addresses: list[str], guard: Guard, deadline: Deadline) -> socket.socket:
    """A socket to one of the checked addresses, with TLS for the target's name where the scheme asks for it.

    The peer is compared with the address that was checked. Raises the last address's OSError when none answers.
    """
    fault: OSError = OSError("the name has no address")
    for address in addresses[:4]:
        try:
            return _secured(_connected(address, target.port, deadline), target, guard, deadline)
        except TimeoutError as late:
            fault = late
        except OSError as refused:
            fault = refused
    raise fault


def _connected(address: str, port: int, deadline: Deadline) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(deadline.wait(CONNECT_S))
        sock.connect((address, port))
        if sock.getpeername()[0] != address:
            raise OSError("connected to another address than the one that was checked")
    except BaseException:
        sock.close()
        raise
    return sock


def _secured(sock: socket.socket, target: Target, guard: Guard, deadline: Deadline) -> socket.socket:
    if target.scheme == "http":
        return sock
    try:
        sock.settimeout(deadline.wait(CONNECT_S))
        return guard.tls().wrap_socket(sock, server_hostname=target.host)
    except BaseException:
        sock.close()
        raise


class _Reader(io.RawIOBase):
    """The bytes of a socket, each read bounded by the idle limit, the deadline and a budget of bytes."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self.budget = MOST_HEADER_BYTES
        self.may_wait = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's WriteableBuffer has no len()
        if self.budget <= 0:
            raise TooLarge("the server sends more than is read")
        self._sock.settimeout(self._deadline.wait(IDLE_S) if self.may_wait else 0.0)
        try:
            count = self._sock.recv_into(buffer[: self.budget])
        except (BlockingIOError, ssl.SSLWantReadError):
            return 0
        self.budget -= count
        return count


class _Kept(io.BufferedReader):
    """A buffer that http.client cannot close when it has read a body, so that surplus bytes can still be seen."""

    def close(self) -> None:
        """Leave everything open: the socket is closed by whoever opened it."""

    def makefile(self, mode: str) -> _Kept:
        """What http.client asks of a socket."""
        return self


class Exchange:
    """One request and its answer on a connected socket."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self._reader = _Reader(sock, deadline)
        self._file = _Kept(self._reader, 8_192)
        self.answer = http.client.HTTPResponse(self._file, method="GET")  # type: ignore[arg-type]  # needs makefile alone

    def ask(
        self, target: Target, headers: dict[str, str], method: str = "GET", body: bytes = b""
    ) -> http.client.HTTPResponse:
        """Send a request and read the answer's status and headers, its body not yet.

        Raises OSError, http.client.HTTPException, or TooLarge for headers over 64 KB.
        """
        lines = [f"{method} {target.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        self._sock.settimeout(self._deadline.wait(IDLE_S))
        self._sock.sendall("\r\n".join(lines).encode("latin-1") + body)
        self.answer.begin()
        self._reader.budget = _MOST_WIRE_BYTES
        return self.answer

    def body(self) -> bytes:
        """The decoded body; raises TooLarge over 5 MB, HTTPException when it is shorter or longer than was said."""
        if (self.answer.length or 0) > MOST_BODY_BYTES:
            raise TooLarge("the body is larger than 5 MB")
        is_measured = self.answer.length is not None
        body = b"".join(_capped(self._decoded(self._pieces())))
        self._reader.may_wait = False
        if is_measured and self._file.read(1):
            raise http.client.HTTPException("the body is longer than its Content-Length")
        return body

    def _pieces(self) -> Iterator[bytes]:
        while piece := self.answer.read(_PIECE):
            yield piece
        if self.answer.length:
            raise http.client.HTTPException("the body is shorter than its Content-Length")

    def _decoded(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        coding = self.answer.getheader("Content-Encoding", "identity").strip().lower() or "identity"
        if coding == "identity":
            return pieces
        if coding in ("gzip", "x-gzip", "deflate"):
            return _inflated(pieces)
        raise http.client.HTTPException(f"content encoding {coding[:40]!r} was not asked for")


def _capped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > MOST_BODY_BYTES:
            raise TooLarge("the body is larger than 5 MB")
        yield piece


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Decompress in steps of 64 KB, so that the cap after it sees a bomb before memory does."""
    inflate, is_open = zlib.decompressobj(wbits=47), False
    for piece in pieces:
        rest = piece
        while rest:
            try:
                yield inflate.decompress(rest, _PIECE)
            except zlib.error as fault:
                raise http.client.HTTPException(f"the compressed body is broken: {fault}") from fault
            rest, is_open = inflate.unconsumed_tail, not inflate.eof
            if inflate.eof:
                rest, inflate = inflate.unused_data.lstrip(b"\0"), zlib.decompressobj(wbits=47)
    if is_open:
        raise http.client.HTTPException("the compressed body ends too early")
