"""Which addresses are the same."""

import pytest

from articles.ingestion.identity import BadAddress, canonical_url, host_of, identity_of


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        pytest.param("https://News.example:443/a", "https://news.example/a", id="host and port"),
        pytest.param("https://news.example/a?utm_source=x&id=7", "https://news.example/a?id=7", id="tracking"),
        pytest.param("https://news.example/a#part", "https://news.example/a", id="fragment"),
        pytest.param("  https://news.example/a ", "https://news.example/a", id="blanks"),
    ],
)
def test_canonical_url_drops_what_names_no_page(given: str, wanted: str):
    assert canonical_url(given) == wanted


@pytest.mark.parametrize(
    "given",
    [
        "",
        "news.example/a",
        "ftp://news.example/a",
        "javascript:alert(1)",
        "https:///a",
        "https://[::1",
        "https://x.example/" + "a" * 2050,
        "https://x.example/a b",
    ],
)
def test_canonical_url_refuses_what_is_no_address(given: str):
    with pytest.raises(BadAddress):
        canonical_url(given)


def test_host_of_leaves_out_www():
    assert host_of("https://www.news.example/a") == "news.example"
    assert host_of("") == ""


def test_identity_of_address_and_bytes_differ():
    assert identity_of("https://news.example/a", b"x") == identity_of("https://news.example/a", b"y")
    assert identity_of("", b"x") != identity_of("", b"y")
