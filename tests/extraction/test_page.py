"""Pages in several languages: what is read of them, what is left out, and what they do not say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.extraction.page import read_page
from articles.extraction.values import PageText

PAGES = Path(__file__).parents[1] / "pages"
WORDS = (
    "<p>At least 35 passengers were hurt on Tuesday when the ferry struck the pier, the harbour office said.</p>" * 4
)


def saved(name: str, url: str = "") -> PageText:
    return read_page((PAGES / name).read_bytes(), url)


def page(head: str = "", body: str = "", url: str = "https://news.example/a") -> PageText:
    """A page of our usual words, with this head and these lines above them."""
    html = f"<html><head>{head}</head><body><article><h1>Ferry strikes pier</h1>{body}{WORDS}</article></body></html>"
    return read_page(html.encode(), url)


@pytest.mark.parametrize(
    ("name", "title", "byline", "outlet", "language", "published"),
    [
        pytest.param(
            "harbour_en.html",
            *(
                "35 hurt as ferry strikes pier",
                "Ida Berg, Olu Ade",
                "The Daily Harbour",
                "en",
                "2024-03-05T10:15:00+01:00",
            ),
            id="english",
        ),
        pytest.param(
            "hafen_de.html",
            *("Zug mit 120 Reisenden entgleist", "Jonas Petersen, Mia Claußen", "", "de", "2024-03-06T00:00:00+00:00"),
            id="german, latin-1, a day above the heading",
        ),
        pytest.param(
            "port_fr.html",
            *("Grève au port : 3 000 dockers dans la rue", "Noémie Carrel", "La Gazette du Port", "fr"),
            "2024-03-14T00:00:00+00:00",
            id="french",
        ),
        pytest.param(
            "gavan_ru.html",
            *("В порту загорелся склад площадью 2 000 метров", "Анна Соколова", "Вестник гавани", "ru"),
            "2024-03-21T00:00:00+00:00",
            id="russian",
        ),
        pytest.param(
            "minato_ja.html",
            *("港で停電、4千世帯に影響", "", "みなと新聞", "ja", "2024-03-28T00:00:00+00:00"),
            id="japanese",
        ),
    ],
)
def test_page_says_of_itself(name: str, title: str, byline: str, outlet: str, language: str, published: str) -> None:
    read = saved(name)
    assert (read.title, read.byline, read.outlet, read.language) == (title, byline, outlet, language)
    assert read.published == datetime.fromisoformat(published)
    assert not read.is_truncated


@pytest.mark.parametrize(
    ("name", "kept", "left_out"),
    [
        pytest.param(
            "harbour_en.html",
            ["35 hurt as ferry", "has closed the eastern quay", "212 passengers", "every 90 minutes"],
            ["1998", "12,000 readers", "12%", "300 new flats", "Credit", "20 years", "2 million", "Share on", "Sport"],
            id="english",
        ),
        pytest.param("hafen_de.html", ["80 Kilometern", "rund 120 Reisende"], ["30 Millionen", "7. März"], id="german"),
        pytest.param(
            "port_fr.html", ["neuf jours et bloque", "7 500", "250 personnes"], ["12 %", "17h05"], id="french"
        ),
        pytest.param("gavan_ru.html", ["58 человек", "340 тонн"], ["новых причала", "09:40"], id="russian"),
        pytest.param("minato_ja.html", ["180人", "14基"], ["7時15分"], id="japanese"),
    ],
)
def test_text_is_the_article_alone(name: str, kept: list[str], left_out: list[str]) -> None:
    text = saved(name).text
    assert [words for words in kept if words not in text] == []
    assert [words for words in left_out if words in text] == []


def test_paragraphs_stand_apart() -> None:
    lines = saved("harbour_en.html").text.split("\n\n")
    assert len(lines) == 6
    assert lines[0] == "35 hurt as ferry strikes pier"


def test_empty_statements_stay_empty() -> None:
    read = page()
    assert (read.byline, read.outlet, read.language, read.published, read.modified) == ("", "", "", None, None)
    assert read.url == "https://news.example/a"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param("<title>Ferry strikes pier - News Example</title>", "Ferry strikes pier", id="heading"),
        pytest.param("<title>Why quays break</title>", "Why quays break", id="heading of another piece"),
        pytest.param(
            "<meta property='og:title' content='Pier struck by ferry'>", "Ferry strikes pier", id="same words"
        ),
    ],
)
def test_title(head: str, title: str) -> None:
    assert page(head).title == title


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Ferry strikes pier | The Daily Harbour", "Ferry strikes pier"),
        ("Ferry strikes pier - Local - News - dailyharbour.example", "Ferry strikes pier - Local - News"),
        ("Ferry strikes pier – what we know", "Ferry strikes pier – what we know"),
        ("The Daily Harbour: weather", "The Daily Harbour: weather"),
    ],
)
def test_title_loses_the_sites_name_only(title: str, read: str) -> None:
    html = f"<html><head><title>{title}</title></head><body>{WORDS}</body></html>"
    assert read_page(html.encode(), "https://www.dailyharbour.example/a").title == read


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        pytest.param("<meta name=author content='Ida Berg'>", "", "Ida Berg", id="head"),
        pytest.param("<meta name=byl content='By Ida Berg and Olu Ade'>", "", "Ida Berg, Olu Ade", id="head with by"),
        pytest.param("<meta name=author content='Ida Berg'><meta name=author content='Olu Ade'>", "", "Ida Berg, Olu Ade", id="two"),
        pytest.param("<meta name=dc.creator content='Berg, Ida'>", "", "Ida Berg", id="turned round"),
        pytest.param("<meta name=author content='https://x.example/ida'>", "", "", id="address"),
        pytest.param("<meta name=author content=admin>", "<p class=byline>By Ida Berg | Harbour desk</p>", "Ida Berg, Harbour desk", id="account"),
        pytest.param("", "<a rel=author href=/ida>Ida Berg</a>", "Ida Berg", id="link"),
        pytest.param("", "<div class=author-name>Ida Berg @idaberg Updated 5 March</div>", "Ida Berg", id="clutter"),
        pytest.param("", "<div class=byline><span>Ida Berg</span><span>Olu Ade</span></div>", "Ida Berg, Olu Ade", id="parts"),
        pytest.param("", "<p>Autor: Ida Berg</p>", "Ida Berg", id="label alone"),
        pytest.param("", "<aside><span class=byline>By Olu Ade</span></aside>", "", id="teaser's"),
        pytest.param("<meta property='og:site_name' content='Harbour News'><meta name=author content='Harbour News'>", "", "Harbour News", id="outlet"),
        pytest.param("<meta property='og:site_name' content='Harbour News'><meta name=author content='Harbour News'>", "<p class=byline>Ida Berg</p>", "Ida Berg", id="person before outlet"),
    ],
)  # fmt: skip
def test_byline(head: str, body: str, byline: str) -> None:
    assert page(head, body).byline == byline


def test_author_of_the_head_that_nobody_sees_gives_way() -> None:
    head = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Up Loader"}}</script>'
    assert page(head, "<p class=byline>By Ida Berg</p>").byline == "Ida Berg"
    assert page(head).byline == "Up Loader"


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        pytest.param("<meta itemprop=datePublished content=2024-03-05>", "", "2024-03-05", id="meta"),
        pytest.param("", "<time datetime='2024-03-05T10:00Z'>today</time>", "2024-03-05", id="time"),
        pytest.param("", "<div class=date>Updated 6 March 2024</div><div class=date>5 March 2024</div>", "2024-03-05", id="not the update"),
        pytest.param("", "<div class=date>Updated 6 March 2024</div>", "2024-03-06", id="update alone"),
        pytest.param("<meta name=date content=2024-03-07>", "<p>5 March 2024</p>", "2024-03-05", id="visible before loose"),
        pytest.param("<meta property='article:modified_time' content=2024-03-07>", "", "2024-03-07", id="change alone"),
        pytest.param("<meta property='article:published_time' content='0001-01-01'>", "", None, id="no year"),
        pytest.param("", "<aside class=related><time datetime=2024-01-01>x</time></aside>", None, id="teaser's"),
    ],
)  # fmt: skip
def test_published_day(head: str, body: str, published: str | None) -> None:
    at = page(head, body).published
    assert (at.date().isoformat() if at else None) == published


def test_day_in_the_address_is_the_outlets_day() -> None:
    head = "<meta property='article:published_time' content='2024-03-06T02:18:00Z'>"
    read = page(head, url="https://news.example/2024/03/05/ferry")
    assert (read.published, read.is_date_only) == (datetime(2024, 3, 5, tzinfo=UTC), True)
    assert page(url="https://news.example/2024/03/05/ferry").published == datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        pytest.param("https://news.example/ferry?id=1#top", "https://news.example/ferry?id=1", id="own"),
        pytest.param("/ferry", "https://m.news.example/ferry", id="relative"),
        pytest.param("https://www.news.example/ferry", "https://www.news.example/ferry", id="desktop twin"),
        pytest.param("https://other.example/ferry", "https://m.news.example/a", id="another outlet's"),
        pytest.param("https://news.example/", "https://m.news.example/a", id="front page"),
        pytest.param("javascript:alert(1)", "https://m.news.example/a", id="script"),
        pytest.param("http://[broken", "https://m.news.example/a", id="broken"),
    ],
)
def test_canonical_address(canonical: str, url: str) -> None:
    assert page(f"<link rel=canonical href='{canonical}'>", url="https://m.news.example/a").url == url


@pytest.mark.parametrize("depth", [300, 1_500, 5_000])
def test_cut_page_is_flagged(depth: int) -> None:
    html = f"<html><body>{WORDS}{'<div>' * depth}<p>77 were saved.</p>{'</div>' * depth}</body></html>"
    read = read_page(html.encode(), "")
    assert read.is_truncated
    assert "77" not in read.text


@pytest.mark.parametrize("depth", [20, 200])
def test_whole_page_is_not_flagged(depth: int) -> None:
    html = f"<html><body>{WORDS}{'<div>' * depth}<p>77 were saved.</p>{'</div>' * depth}{'<ul>'}{'<li>x' * 3_000}</body></html>"
    assert not read_page(html.encode(), "").is_truncated


def test_page_that_would_hang_a_parser_is_refused() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(501))
    read = read_page(f"<p {attributes}>35</p>".encode(), "")
    assert (read.text, read.notes) == ("", ("refused: a tag has more than 500 attributes",))


@pytest.mark.parametrize(
    "html",
    [
        *(
            b"",
            b"   ",
            b"<",
            b"<html>",
            b"\xff\xfe<\x00",
            b"\x00\x01\x02",
            b"<!doctype html>",
            b"<p>35",
            b"just 35 words",
        ),
        *(b"<script>", b"<!--", b"<title>", b"<a href='", b"<html><head><meta charset=nonsense></head><body>35"),
        b"<script type='application/ld+json'>{\"@type\": [[[[</script>",
        b'<script type=\'application/ld+json\'>{"@type": "Article", "author": [[1, null, {}]], "headline": 35}</script>',
        "\ud800".encode("utf-8", "surrogatepass") * 50,
    ],
)
def test_odd_bytes_give_less_and_never_raise(html: bytes) -> None:
    read = read_page(html, "https://news.example/a")
    assert "\0" not in read.text
    read.text.encode()


def test_title_of_a_second_level_heading_loses_its_sections() -> None:
    head, body = "<title>Ferry strikes pier | Harbour | Local</title>", "<h2>Ferry strikes pier</h2>"
    html = f"<html><head>{head}</head><body>{body}{WORDS}</body></html>"
    assert read_page(html.encode(), "").title == "Ferry strikes pier"


def test_lines_without_words_are_left_out() -> None:
    assert "|" not in page(body="<table><tr><td></td><td></td></tr></table><p>* * *</p>").text


def test_wrapper_named_paywall_keeps_the_article() -> None:
    html = f"<html><body><h1>Ferry strikes pier</h1><div class='paywall teaser related'>{WORDS * 2}</div></body></html>"
    assert "35 passengers" in read_page(html.encode(), "").text
