"""robots.txt, by the cases of RFC 9309."""

from __future__ import annotations

import pytest

from articles.ingestion.fetch import FetchError
from articles.ingestion.robots import fetch_robots, read_robots, robots_address
from tests.fakes import FakeWeb


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        pytest.param("", "/a", True, id="nothing said"),
        pytest.param("User-agent: *\nDisallow: /", "/a", False, id="all refused"),
        pytest.param("User-agent: *\nDisallow: /", "/robots.txt", True, id="the rules themselves"),
        pytest.param("User-agent: *\nDisallow:", "/a", True, id="empty disallow"),
        pytest.param("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True, id="longest wins, later"),
        pytest.param("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False, id="longest wins, earlier"),
        pytest.param("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True, id="a tie allows"),
        pytest.param("User-agent: *\nDisallow: /*.php$", "/x/y.php", False, id="star and end"),
        pytest.param("User-agent: *\nDisallow: /*.php$", "/x/y.php?z", True, id="end holds"),
        pytest.param("User-agent: *\nDisallow: /a$", "/ab", True, id="end without star"),
        pytest.param("User-agent: *\nDisallow: /*b$", "/abcb", False, id="the last of two"),
        pytest.param("User-agent: *\nDisallow: /*?print=", "/a?print=1", False, id="query"),
        pytest.param("User-agent: *\nDisallow: /%7ejoe", "/~joe/x", False, id="escapes"),
        pytest.param("User-agent: *\nDisallow: /ü", "/%C3%BC", False, id="letters beyond ASCII"),
        pytest.param(
            "User-agent: claimtracker\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True, id="our own group"
        ),
        pytest.param(
            "User-agent: ClaimTracker/2\nDisallow: /a\nUser-agent: *\nAllow: /", "/a", False, id="with version"
        ),
        pytest.param("User-agent: Other\nDisallow: /", "/a", True, id="another's group"),
        pytest.param("User-agent: Other\nUser-agent: *\nDisallow: /", "/a", False, id="two agents, one group"),
        pytest.param("User-agent: *\nDisallow: /a # b\n#Disallow: /c", "/c", True, id="comments"),
        pytest.param("Disallow: /", "/a", True, id="rule without an agent"),
        pytest.param("<html>404</html>", "/a", True, id="no robots file"),
        pytest.param("User-agent: *\nDisallow: " + "/*a" * 5_000, "/" + "a" * 2_000, True, id="many stars"),
    ],
)
def test_rules_decide(rules: str, path: str, is_allowed: bool) -> None:
    assert read_robots(rules.encode()).allows(f"https://news.example{path}") is is_allowed


def test_crawl_delay_is_read() -> None:
    assert read_robots(b"User-agent: *\nCrawl-delay: 2.5").crawl_delay_s == 2.5
    assert read_robots(b"User-agent: *\nCrawl-delay: soon").crawl_delay_s is None


def test_address_of_the_rules() -> None:
    assert robots_address("https://news.example:80/a/b?c") == "https://news.example:80/robots.txt"


@pytest.mark.parametrize(
    ("answer", "is_allowed"),
    [
        pytest.param(b"User-agent: *\nDisallow: /a", False, id="rules"),
        pytest.param(FetchError("", "HTTP 404", is_permanent=True, status=404), True, id="none there"),
    ],
)
def test_missing_rules_allow(answer: bytes | FetchError, is_allowed: bool) -> None:
    web = FakeWeb(pages={"https://news.example/robots.txt": answer})
    body = fetch_robots("https://news.example/a", web.get)
    assert read_robots(body).allows("https://news.example/a") is is_allowed


@pytest.mark.parametrize("reason", ["HTTP 503", "too slow"])
def test_a_failing_host_is_asked_again_later(reason: str) -> None:
    web = FakeWeb(pages={"https://news.example/robots.txt": FetchError("", reason)})
    with pytest.raises(FetchError, match=reason):
        fetch_robots("https://news.example/a", web.get)
