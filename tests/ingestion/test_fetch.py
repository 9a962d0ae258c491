"""The one door out against a local server that drips, lies, bombs and redirects."""

from __future__ import annotations

import gzip
import pickle
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from articles.ingestion import fetch, guard
from articles.ingestion.fetch import FetchError
from tests.fakes import FakeWeb, LocalServer, local_server

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server() as running:
        yield running


def fetched(server: LocalServer, path: str, **arguments: str | float) -> fetch.Fetched:
    return fetch.get(server.url(path), guard=server.guard(), **arguments)  # type: ignore[arg-type]  # str and float


def failure(server: LocalServer, path: str, **arguments: str | float) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetched(server, path, **arguments)
    return caught.value


def test_page_comes_with_type_charset_and_validators(server: LocalServer) -> None:
    server.says("/a", b"<p>35 hurt", "Content-Type: text/html; charset=ISO-8859-2", 'ETag: "x1"', "Last-Modified: now")
    got = fetched(server, "/a?b=1#c")
    assert (got.status, got.body, got.media_type, got.charset) == (200, b"<p>35 hurt", "text/html", "iso-8859-2")
    assert (got.etag, got.last_modified, got.is_unchanged) == ('"x1"', "now", False)
    assert got.final_url == server.url("/a?b=1")


def test_request_carries_no_more_than_it_must(server: LocalServer) -> None:
    server.says("/a", b"x")
    fetched(server, "/a")
    lines = server.requests[0].split("\r\n")
    assert lines[0] == "GET /a HTTP/1.1"
    assert {line.split(":")[0] for line in lines[1:] if line} == {
        *("Host", "User-Agent", "Accept", "Accept-Encoding", "Connection")
    }


def test_proxy_variables_are_ignored(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1/")
    server.says("/a", b"x")
    assert fetched(server, "/a").body == b"x"


def test_conditional_request_may_come_back_unchanged(server: LocalServer) -> None:
    server.says("/a", b"", status="304 Not Modified")
    got = fetched(server, "/a", etag='"x1"', last_modified="yesterday")
    assert got.is_unchanged
    assert 'If-None-Match: "x1"' in server.requests[0]
    assert "If-Modified-Since: yesterday" in server.requests[0]


def test_unasked_304_is_an_error(server: LocalServer) -> None:
    server.says("/a", b"", status="304 Not Modified")
    assert failure(server, "/a").reason == "HTTP 304"


def test_etag_with_line_break_is_not_sent(server: LocalServer) -> None:
    server.says("/a", b"x")
    fetched(server, "/a", etag="x\r\nX-Evil: 1")
    assert "Evil" not in server.requests[0]


@pytest.mark.parametrize(
    ("status", "is_permanent"),
    [
        pytest.param("404 Not Found", True, id="missing"),
        pytest.param("410 Gone", True, id="gone"),
        pytest.param("403 Forbidden", True, id="forbidden"),
        pytest.param("408 Request Timeout", False, id="timeout"),
        pytest.param("429 Too Many Requests", False, id="too many"),
        pytest.param("500 Internal Server Error", False, id="broken"),
        pytest.param("503 Service Unavailable", False, id="busy"),
        pytest.param("204 No Content", False, id="nothing"),
    ],
)
def test_status_says_whether_to_try_again(server: LocalServer, status: str, is_permanent: bool) -> None:
    server.says("/a", b"", status=status)
    fault = failure(server, "/a")
    assert (fault.status, fault.is_permanent) == (int(status[:3]), is_permanent)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        pytest.param("120", 120, id="seconds"),
        pytest.param("999999", 3_600, id="capped at an hour"),
        pytest.param("soon", None, id="unreadable"),
        pytest.param("-5", None, id="negative"),
        pytest.param("Wed, 21 Oct 2015 07:28:00 GMT", 0, id="past"),
        pytest.param(format_datetime(datetime.now(UTC) + timedelta(days=2)), 3_600, id="far date"),
    ],
)
def test_retry_after_is_read_and_capped(server: LocalServer, value: str, seconds: int | None) -> None:
    server.says("/a", b"", f"Retry-After: {value}", status="503 Busy")
    assert failure(server, "/a").retry_after_s == seconds


def test_redirects_are_followed_and_their_bodies_unread(server: LocalServer) -> None:
    bomb = gzip.compress(b"0" * 2_000_000)
    server.says("/a", bomb, "Location: b%20c?d=ü", "Content-Encoding: gzip", status="302 Found")
    server.says("/b%20c", b"here", "Content-Type: text/plain")
    got = fetched(server, "/a")
    assert got.body == b"here"
    assert got.final_url == server.url("/b%20c?d=%C3%83%C2%BC")
    assert got.url == server.url("/a")


def test_redirect_loop_ends_after_five(server: LocalServer) -> None:
    server.says("/a", b"", "Location: /a", status="301 Moved")
    assert failure(server, "/a").reason == "more than 5 redirects"
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    "location",
    [
        *("file:///etc/passwd", "http://10.0.0.5/", "//169.254.169.254/latest", "http://2130706433/", "gopher://x/"),
        *("http://[::1]/", "http://user:pass@example.org/", "http://localhost/", "http://127.0.0.1:1/"),
    ],
)
def test_redirect_is_checked_again(server: LocalServer, location: str) -> None:
    server.says("/a", b"", f"Location: {location}", status="302 Found")
    fault = failure(server, "/a")
    assert fault.reason.startswith("refused: ")
    assert fault.is_permanent


@pytest.mark.parametrize(
    ("pieces", "every_s"),
    [
        pytest.param((HEAD + b"\r\n", b"x"), 0.05, id="dripping body"),
        pytest.param((b"HTTP/1.1 200 OK\r\n", b"X-More: a\r\n"), 0.05, id="endless headers"),
        pytest.param((b"HTTP/1.1 ", b"2"), 0.05, id="dripping status"),
        pytest.param((b"", b"HTTP/1.1 100 Continue\r\n\r\n"), 0.05, id="endless continue"),
        pytest.param(
            (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"e" * 1_000 + b"\r\nz\r\n"),
            0.05,
            id="chunk extensions",
        ),
        pytest.param((b"", b""), 0.5, id="silence"),
    ],
)
def test_deadline_ends_every_kind_of_delay(server: LocalServer, pieces: tuple[bytes, ...], every_s: float) -> None:
    server.sends("/slow", *pieces, every_s=every_s, times=200)
    assert failure(server, "/slow", deadline_s=0.6).reason.startswith("too slow")


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param((HEAD + b"\r\n", b"y" * 65_536), id="endless body"),
        pytest.param((b"HTTP/1.1 200 OK\r\nX: ", b"a" * 65_536), id="endless header"),
        pytest.param((b"HTTP/1.1 200 OK\r\n", b"X: " + b"a" * 900 + b"\r\n"), id="many long headers"),
        pytest.param(
            (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"e" * 9_000 + b"\r\nz\r\n"), id="fat chunks"
        ),
    ],
)
def test_endless_answers_are_cut_off(server: LocalServer, pieces: tuple[bytes, ...]) -> None:
    server.sends("/endless", *pieces, times=4_000)
    assert not isinstance(failure(server, "/endless").__cause__, TimeoutError)


def test_stated_length_over_the_cap_is_not_read(server: LocalServer) -> None:
    server.sends("/big", HEAD + b"Content-Length: 5242881\r\n\r\n")
    assert failure(server, "/big").is_permanent


@pytest.mark.parametrize(
    ("length", "body"), [pytest.param(100, b"short", id="too short"), pytest.param(3, b"much longer", id="too long")]
)
def test_length_that_lies_is_an_error(server: LocalServer, length: int, body: bytes) -> None:
    server.sends("/lie", HEAD + b"Content-Length: %d\r\n\r\n" % length + body)
    assert failure(server, "/lie").reason.startswith("broken answer")


def test_cut_chunked_body_is_an_error(server: LocalServer) -> None:
    server.sends("/cut", HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab")
    assert failure(server, "/cut").reason.startswith("broken answer")


def test_gzip_is_decoded_within_the_cap(server: LocalServer) -> None:
    server.says("/gz", gzip.compress(b"35 hurt" * 1_000), "Content-Encoding: gzip")
    server.says("/two", gzip.compress(b"35 ") + gzip.compress(b"hurt"), "Content-Encoding: gzip")
    assert fetched(server, "/gz").body == b"35 hurt" * 1_000
    assert fetched(server, "/two").body == b"35 hurt"


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        pytest.param(gzip.compress(b"0" * 50_000_000), "gzip", id="bomb"),
        pytest.param(gzip.compress(b"35 hurt" * 1_000)[:-20], "gzip", id="cut"),
        pytest.param(b"35 hurt", "gzip", id="not gzip"),
        pytest.param(gzip.compress(gzip.compress(b"x")), "gzip, gzip", id="nested"),
        pytest.param(b"x", "br", id="brotli"),
    ],
)
def test_odd_compression_is_an_error(server: LocalServer, body: bytes, coding: str) -> None:
    server.says("/odd", body, f"Content-Encoding: {coding}")
    assert failure(server, "/odd")


@pytest.mark.parametrize(
    ("media_type", "is_read"),
    [
        *(("text/html", True), ("text/plain; charset=x", True), ("application/xhtml+xml", True)),
        *(("application/rss+xml", True), ("application/feed+json", True), ("application/json", True)),
        *(("image/png", False), ("application/octet-stream", False), ("application/zip", False), ("video/mp4", False)),
    ],
)
def test_only_text_is_read(server: LocalServer, media_type: str, is_read: bool) -> None:
    server.says("/a", b"x", f"Content-Type: {media_type}")
    if is_read:
        assert fetched(server, "/a").body == b"x"
    else:
        assert failure(server, "/a").is_permanent


def test_garbage_and_hang_up_are_errors(server: LocalServer) -> None:
    server.sends("/garbage", b"SSH-2.0-OpenSSH\r\n\r\n")
    assert failure(server, "/garbage").reason.startswith("broken answer")
    assert failure(server, "/hangs-up").reason.startswith("no connection")


def test_closed_port_and_unknown_name_are_errors(server: LocalServer) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "unknown")

    closed = guard.Guard(resolve=lambda host, port: ["127.0.0.1"], is_allowed=lambda address: True)
    nowhere = guard.Guard(resolve=unknown)
    for rule in (closed, nowhere):
        with pytest.raises(FetchError, match="no connection"):
            fetch.get("http://news.example/", guard=rule)


def test_resolver_that_hangs_is_left_behind() -> None:
    def hangs(host: str, port: int) -> list[str]:
        time.sleep(3)
        return []

    with pytest.raises(FetchError, match="too slow"):
        fetch.get("http://news.example/", guard=guard.Guard(resolve=hangs), deadline_s=0.2)


def test_peer_must_be_the_checked_address(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "articles.ingestion.fetch_wire.socket.socket.getpeername", lambda self: ("10.0.0.5", 80), raising=False
    )
    assert "another address" in failure(server, "/a").reason


def test_rebinding_name_is_resolved_once_a_request(server: LocalServer) -> None:
    answers = [["93.184.216.34"], ["127.0.0.1"]] * 50
    rule = guard.Guard(resolve=lambda host, port: answers.pop(0), ports=frozenset({server.port}))
    seen = [rule.addresses(rule.target(server.url("/a", "public.example")), 1.0) for _ in range(1)]
    for _ in range(49):
        with pytest.raises(guard.Blocked):
            rule.addresses(rule.target(server.url("/a", "public.example")), 1.0)
        assert rule.addresses(rule.target(server.url("/a", "public.example")), 1.0) == seen[0]
    assert server.requests == []


def test_error_survives_a_queue() -> None:
    fault = FetchError("http://a.example/", "HTTP 503", 30, False, 503)
    copy = pickle.loads(pickle.dumps(fault))
    assert (copy.url, copy.reason, copy.retry_after_s, copy.status) == ("http://a.example/", "HTTP 503", 30, 503)
    assert str(copy) == "http://a.example/: HTTP 503"


def test_fake_web_answers_as_the_real_one(server: LocalServer) -> None:
    server.says("/a", b"<p>35", "Content-Type: text/html; charset=utf-8", 'ETag: "1"')
    server.says("/b", b"", status="404 Not Found")
    fake = FakeWeb(pages={server.url("/a"): b"<p>35"}, etags={server.url("/a"): '"1"'})
    assert fake.get(server.url("/a")) == fetched(server, "/a")
    with pytest.raises(FetchError) as faked:
        fake.get(server.url("/b"))
    assert faked.value.args == failure(server, "/b").args
