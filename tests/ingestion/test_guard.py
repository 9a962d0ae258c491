"""Which addresses the one door out refuses, by spelling, by resolution and in a namespace full of canaries."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from articles.ingestion.guard import STRICT, Blocked, Guard, is_public
from tests.ingestion.canaries import NAMES, PUBLIC, REDIRECTS

ROOT = Path(__file__).parents[2]
OUTSIDE_LIST = ROOT.parent / "shared" / "payloads" / "ssrf.txt"

BAD_SPELLINGS = [
    *("http://127.0.0.1/", "http://127.1/", "http://127.0.0.9:80/x", "http://0/", "http://0.0.0.0/", "http://0x7f.1/"),
    *(
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://2130706433/",
        "http://127.000.000.001/",
        "http://127.0.0.1./",
    ),
    *("http://localhost/", "http://LocalHost/", "http://localhost./", "http://a.localhost/", "http://intranet/"),
    *("http://printer.local/", "http://x.home.arpa/", "http://metadata.google.internal/", "http://hidden.onion/"),
    *(
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://ⓔxample.org/",
        "http://％31.example.org/",
        "http://exa mple.org/",
    ),
    *(
        "http://%31%32%37.0.0.1/",
        "http://127.0.0.1%00.example.org/",
        "http://exam%70le.org/",
        "http://e\tx.example.org/",
    ),
    *("http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:8.8.8.8]/", "http://[::7f00:1]/"),
    *("http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[2001:0:4136::1]/", "http://[fe80::1%25lo]/"),
    *("http://[fc00::1]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[2001:db8::1]/", "http://[3fff::1]/"),
    *(
        "http://[v1.x]/",
        "http://[::1/",
        "http://::1/",
        "http://10.1.2.3/",
        "http://172.31.255.255/",
        "http://192.168.0.1/",
    ),
    *(
        "http://100.127.0.1/",
        "http://169.254.169.254/",
        "http://168.63.129.16/",
        "http://198.19.0.1/",
        "http://224.0.0.9/",
    ),
    *("http://255.255.255.255/", "http://203.0.113.7/", "http://192.0.0.8/", "http://256.1.1.1/", "http://1.2.3/"),
    *("http://a:b@example.org/", "http://a@example.org/", "http://@example.org/", "http://example.org#@10.0.0.1/"),
    *("http://example.org\\@10.0.0.1/", "http://example.org:80:80/", "http://example.org:0/", "http://example.org:22/"),
    *("http://example.org:8000/", "http://example.org:99999/", "http://example.org:http/", "http:///example.org/"),
    *("http:example.org/", "//example.org/", "example.org", "", "http://", "file:///etc/passwd", "ftp://example.org/"),
    *("gopher://example.org/", "javascript:alert(1)", "data:text/html,x", "view-source:http://example.org/"),
    *(
        "http://example.org/%0d%0aX: 1",
        "http://example.org/a\r\nb",
        "http://example.org/\x00",
        "http://-x.example.org/",
    ),
    *("http://example.org/" + "a" * 2_048, "http://" + "a." * 200 + "org/", "http://a..org/", "http://redis/"),
]

GOOD_SPELLINGS = [
    pytest.param("http://8.8.8.8/", "http://8.8.8.8/", id="address"),
    pytest.param(
        "http://[2606:2800:220:1:248:1893:25C8:1946]/", "http://[2606:2800:220:1:248:1893:25c8:1946]/", id="six"
    ),
    pytest.param("HTTPS://News.Example.ORG", "https://news.example.org/", id="case"),
    pytest.param("https://example.org:443/a?b=c#d", "https://example.org/a?b=c", id="own port"),
    pytest.param("https://example.org:80/", "https://example.org:80/", id="other port"),
    pytest.param(
        "https://münchen.example/straße?q=ü", "https://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%BC", id="umlauts"
    ),
    pytest.param("http://xn--e1afmkfd.xn--p1ai/", "http://xn--e1afmkfd.xn--p1ai/", id="punycode"),
    pytest.param(" https://example.org/a b|c \n", "https://example.org/a%20b%7Cc", id="spaces"),
    pytest.param("https://a_b.example.org/x;y,z'(1)", "https://a_b.example.org/x;y,z'(1)", id="underscore and marks"),
    pytest.param("https://example.org/%E2%82%AC%20", "https://example.org/%E2%82%AC%20", id="already quoted"),
    pytest.param("https://example.org?id=1", "https://example.org/?id=1", id="no path"),
]


@pytest.mark.parametrize("url", BAD_SPELLINGS)
def test_bad_spelling_is_refused(url: str) -> None:
    with pytest.raises(Blocked):
        STRICT.target(url)


@pytest.mark.parametrize(("url", "asked"), GOOD_SPELLINGS)
def test_good_spelling_passes(url: str, asked: str) -> None:
    assert STRICT.target(url).url == asked


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "192.0.0.9", "192.31.196.1", "192.52.193.1"),
        *("192.88.99.1", "192.175.48.1", "198.18.0.1", "240.0.0.1", "168.63.129.16", "::1", "::", "::ffff:8.8.8.8"),
        *("64:ff9b::808:808", "2001::1", "2001:20::1", "2001:db8::1", "2002:808:808::1", "2620:4f:8000::1"),
        *("fd00:ec2::254", "fe80::1", "ff02::1", "100::1", "5f00::1", "3fff::1"),
    ],
)
def test_special_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "172.32.0.1", "192.169.0.1", "2606:4700::1111"])
def test_ordinary_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("name", NAMES)
def test_one_bad_address_refuses_the_name(name: str) -> None:
    rule = Guard(resolve=lambda host, port: NAMES[host])
    with pytest.raises(Blocked):
        rule.addresses(rule.target(f"http://{name}/"), 1.0)


def test_name_without_address_is_no_connection() -> None:
    rule = Guard(resolve=lambda host, port: [])
    with pytest.raises(OSError, match="no address"):
        rule.addresses(rule.target("http://news.example/"), 1.0)


def test_public_addresses_come_once_each_in_order() -> None:
    rule = Guard(resolve=lambda host, port: ["93.184.216.34", "2606:4700::1111", "93.184.216.34"])
    assert rule.addresses(rule.target("http://news.example/"), 1.0) == ["93.184.216.34", "2606:4700::1111"]


def test_bare_address_asks_no_resolver() -> None:
    def fails(host: str, port: int) -> list[str]:
        raise AssertionError(host)

    rule = Guard(resolve=fails)
    assert rule.addresses(rule.target("http://8.8.8.8/"), 1.0) == ["8.8.8.8"]


def outside_spellings() -> list[str]:
    """The list that lies beside the project, without the names that a resolver must know; empty where it is absent."""
    if not OUTSIDE_LIST.exists():
        return []
    lines = OUTSIDE_LIST.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_outside_list_is_refused() -> None:
    lines = [line for line in outside_spellings() if ".test/" not in line]
    if not lines:
        pytest.skip(f"{OUTSIDE_LIST} is not there")
    passed = []
    for line in lines:
        try:
            passed.append(STRICT.target(line).url)
        except Blocked:
            continue
    assert passed == []


def test_no_canary_hears_anything() -> None:
    if os.geteuid() != 0 or not (shutil.which("unshare") and shutil.which("ip")):
        pytest.skip("a network namespace needs root, unshare and ip")
    redirects = [f"http://public-then-redirect-{kind}.test/" for kind in REDIRECTS]
    names = [f"http://{name}/" for name in (*NAMES, "rebind-1st-public-2nd-loopback.test", "public-redirect-loop.test")]
    addresses = [*BAD_SPELLINGS, *outside_spellings(), *redirects, *names, "http://good.test/a", f"http://{PUBLIC}/b"]
    lines = "\n".join(address for address in addresses if address.isprintable())
    done = subprocess.run(
        ["unshare", "-n", sys.executable, "-m", "tests.ingestion.canaries"],
        *(), cwd=ROOT, input=lines, capture_output=True, text=True, encoding="utf-8", timeout=110,
    )  # fmt: skip
    if "Operation not permitted" in done.stderr:
        pytest.skip("this system allows no network namespace")
    told = json.loads(done.stdout)
    assert told["is_listening"]
    assert told["heard"] == []
    assert told["fetched"].count("http://good.test/a") == 3
    assert told["fetched"].count(f"http://{PUBLIC}/b") == 3
