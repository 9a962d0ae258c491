"""The one door out: every byte that comes from the web comes through ``get``."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from articles.ingestion import guard as guards
from articles.ingestion.fetch_wire import Deadline, Exchange, TooLarge, connect
from articles.ingestion.guard import Blocked, Guard, Target

USER_AGENT = "ClaimTracker/1.0 (reads news articles for their numbers)"
DEADLINE_S = 20.0
POST_S = 10.0
MOST_REDIRECTS = 5
LONGEST_RETRY_S = 3_600
_RESOLVE_S = 5.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429})
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json,text/*;q=0.8"
_READABLE = re.compile(r"text/[\w.+-]{1,60}|application/(?:[\w.-]{1,60}\+)?(?:xml|json)|application/xhtml\+xml")


class FetchError(Exception):
    """Nothing could be fetched: where, why, when to try again, and whether trying again is of no use."""

    def __init__(
        self, url: str, reason: str, retry_after_s: int | None = None, is_permanent: bool = False, status: int = 0
    ) -> None:
        super().__init__(url, reason, retry_after_s, is_permanent, status)
        self.url = url
        self.reason = reason
        self.retry_after_s = retry_after_s
        self.is_permanent = is_permanent
        self.status = status

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: 200 with a body, or 304 with none. ``charset`` is what the header says, empty when it says nothing."""

    url: str
    final_url: str
    status: int
    body: bytes
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that nothing changed since the etag or time that was sent."""
        return self.status == 304


def get(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    deadline_s: float = DEADLINE_S,
    user_agent: str = USER_AGENT,
    guard: Guard | None = None,
    may_visit: Callable[[str], None] | None = None,
) -> Fetched:
    """Fetch one public web page or feed, at most five redirects away, within ``deadline_s`` seconds in all.

    Every address of the name is checked and the connection goes to a checked one; each redirect is checked again and
    its body never read. No proxy, cookie, referer or credential is used. ``etag`` and ``last_modified`` of an earlier
    answer make the request conditional: then ``status`` may be 304. ``may_visit`` is asked before each redirect is
    followed and raises to refuse it. Raises FetchError for everything that goes wrong.
    """
    rule = guard or guards.STRICT
    deadline = Deadline.after(deadline_s)
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    address = url
    for _ in range(MOST_REDIRECTS + 1):
        got = _step(url, address, conditions, user_agent, rule, deadline)
        if isinstance(got, Fetched):
            return got
        address = got
        if may_visit is not None:
            may_visit(address)
    raise FetchError(url, f"more than {MOST_REDIRECTS} redirects", is_permanent=True)


def post(
    url: str, body: bytes, headers: dict[str, str], *, deadline_s: float = POST_S, guard: Guard | None = None
) -> int:
    """Send a body to one public https address under the checks of :func:`get`; returns the status, one of the 200s.

    A redirect is not followed and the answer's body not read. Raises FetchError for everything else.
    """
    rule = guard or guards.STRICT
    deadline = Deadline.after(deadline_s)
    with _told(url):
        target = rule.target(url)
        if target.scheme not in rule.post_schemes:
            raise Blocked("bodies are sent to https addresses only")
        own = {"Host": target.url.split("/", 3)[2], "User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        said = {**headers, **own, "Content-Length": str(len(body)), "Connection": "close"}
        with connect(target, rule.addresses(target, deadline.wait(_RESOLVE_S)), rule, deadline) as sock:
            answer = Exchange(sock, deadline).ask(target, said, "POST", body)
    if 200 <= answer.status < 300:
        return answer.status
    wait = _retry_after(answer.getheader("Retry-After", ""))
    raise FetchError(url, f"HTTP {answer.status}", retry_after_s=wait, status=answer.status)


def _step(
    url: str, address: str, conditions: dict[str, str], user_agent: str, rule: Guard, deadline: Deadline
) -> Fetched | str:
    """One request: what was fetched, or the address that the answer points to; raises FetchError."""
    with _told(url):
        return _ask(url, rule.target(address), conditions, user_agent, rule, deadline)


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turns what can go wrong on the way into a FetchError that says it."""
    try:
        yield
    except (Blocked, TooLarge) as fault:
        reason = f"refused: {fault}" if isinstance(fault, Blocked) else str(fault)
        raise FetchError(url, reason, is_permanent=True) from fault
    except TimeoutError as fault:
        raise FetchError(url, f"too slow: {fault}") from fault
    except OSError as fault:
        raise FetchError(url, f"no connection: {fault}") from fault
    except http.client.HTTPException as fault:
        raise FetchError(url, f"broken answer: {type(fault).__name__} {fault}") from fault


def _ask(
    url: str, target: Target, conditions: dict[str, str], user_agent: str, rule: Guard, deadline: Deadline
) -> Fetched | str:
    addresses = rule.addresses(target, deadline.wait(_RESOLVE_S))
    with connect(target, addresses, rule, deadline) as sock:
        exchange = Exchange(sock, deadline)
        answer = exchange.ask(target, _headers(target, conditions, user_agent))
        location = answer.getheader("Location", "")
        if answer.status in _REDIRECTS and location:
            return urljoin(target.url, location.strip())
        if answer.status == 304 and any(conditions.values()):
            return _fetched(url, target, answer, b"")
        _refuse_status(url, answer)
        _refuse_type(url, answer.headers)
        return _fetched(url, target, answer, exchange.body())


def _headers(target: Target, conditions: dict[str, str], user_agent: str) -> dict[str, str]:
    host = target.url.split("/", 3)[2]
    headers = {
        "Host": host,
        "User-Agent": user_agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    # what a server sent us as its etag goes back into a header: only when it cannot end the line
    sound = {name: value for name, value in conditions.items() if re.fullmatch(r"[\x20-\x7e]{1,1000}", value)}
    return headers | sound


def _refuse_status(url: str, answer: http.client.HTTPResponse) -> None:
    if answer.status == 200:
        return
    is_permanent = 400 <= answer.status < 500 and answer.status not in _PASSING
    raise FetchError(
        url,
        f"HTTP {answer.status}",
        retry_after_s=_retry_after(answer.getheader("Retry-After", "")),
        is_permanent=is_permanent,
        status=answer.status,
    )


def _retry_after(value: str) -> int | None:
    """Seconds to wait, from a number or a date, at most an hour; None when the header says nothing readable."""
    value = value.strip()
    if re.fullmatch(r"\d{1,9}", value, re.ASCII):
        return min(int(value), LONGEST_RETRY_S)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0, min(int((at - datetime.now(UTC)).total_seconds()), LONGEST_RETRY_S))


def _refuse_type(url: str, headers: Message) -> None:
    if "Content-Type" in headers and not _READABLE.fullmatch(headers.get_content_type()):
        raise FetchError(url, f"content type {headers.get_content_type()[:80]} is not read", is_permanent=True)


def _fetched(url: str, target: Target, answer: http.client.HTTPResponse, body: bytes) -> Fetched:
    return Fetched(
        url=url,
        final_url=target.url,
        status=answer.status,
        body=body,
        media_type=answer.headers.get_content_type() if "Content-Type" in answer.headers else "",
        charset=(answer.headers.get_content_charset() or "")[:40],
        etag=_one_line(answer.getheader("ETag", "")),
        last_modified=_one_line(answer.getheader("Last-Modified", "")),
    )


def _one_line(value: str) -> str:
    return " ".join(value.split())[:1_000]
