"""Feeds that are broken, lie or mean harm: name, bytes, how many entries are to be had, words of the cause."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass

ITEM = "<item><title>Ferry</title><link>https://harbour.example/{0}</link></item>"
ATOM = "http://www.w3.org/2005/Atom"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 9}">' for n in range(10))
MANY = " ".join(f"a{n}=''" for n in range(10_000))


@dataclass(frozen=True, slots=True)
class Hostile:
    name: str
    make: Callable[[], bytes]
    entries: int = 0
    cause: str = ""


def rss(body: str, head: str = '<?xml version="1.0"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>Harbour</title>{body}</channel></rss>'


def items(number: int) -> str:
    return "".join(ITEM.format(n) for n in range(number))


def atom(body: str, base: str = "") -> str:
    return f'<feed xmlns="{ATOM}"{base}><title>Harbour</title>{body}</feed>'


def sitemap(number: int) -> str:
    entries = "".join(f"<url><loc>https://harbour.example/{n}</loc></url>" for n in range(number))
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def as_json(document: object) -> bytes:
    return json.dumps(document).encode()


def of(text: str, charset: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(charset)


FILES = (
    Hostile("nothing", of(""), cause="empty"),
    Hostile("white space", of(" \n\t" * 30), cause="empty"),
    Hostile("zeros", lambda: bytes(10_000), cause="empty"),
    Hostile("random bytes", lambda: bytes(range(128, 256)) * 200, cause="not a feed"),
    Hostile("a page", of("<!DOCTYPE html><html><body><p>Not found</p></body></html>"), cause="<html>"),
    Hostile("plain words", of("Service unavailable"), cause="not a feed"),
    Hostile("gzip", lambda: gzip.compress(rss(items(3)).encode()), cause="not a feed"),
    Hostile("another document", of("<note><to>you</to></note>"), cause="<note>"),
    Hostile("an index of no sitemaps", of("<sitemapindex><sitemap><loc> </loc></sitemap></sitemapindex>"), cause="list of sitemaps"),
    Hostile("laughs", of(rss("<item><title>&l9;</title></item>", f"<!DOCTYPE rss [{LAUGHS}]>")), cause="entities"),
    Hostile("quadratic blow-up", of(rss("<item>" + "&a;" * 50_000 + "</item>", f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>')), cause="entities"),
    Hostile("a file as entity", of(rss("<item><title>&x;</title></item>", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>')), cause="entities"),
    Hostile("an address as entity", of(rss("", '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/">%x;]>')), cause="entities"),
    Hostile("a subset without entities", of(rss(items(1), "<!DOCTYPE rss [<!ELEMENT rss ANY>]>")), cause="entities"),
    Hostile("an outside definition", of(rss(items(2), '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">')), 2),
    Hostile("XInclude", of(rss(ITEM.format(1) + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')), 1),
    Hostile("ten thousand entries", of(rss(items(10_000))), 500),
    Hostile("ten thousand of a sitemap", of(sitemap(10_000)), 500),
    Hostile("ten thousand as JSON", lambda: as_json({"items": [{"url": f"/{n}"} for n in range(10_000)]}), 500),
    Hostile("over five megabytes", of(rss(items(90_000))), cause="larger than"),
    Hostile("a title of a megabyte", of(rss(f"<item><title>{'35 ' * 350_000}</title><link>/a</link></item>")), 1),
    Hostile("a summary of four megabytes", of(rss(f"<item><link>/a</link><description>{'x' * 4_000_000}</description></item>")), 1),
    Hostile("ten thousand parts", of(rss(f"<item><link>/a</link>{'<category>x</category>' * 10_000}</item>")), 1),
    Hostile("too deep", of(rss("<item>" + "<b>" * 100_000 + "</b>" * 100_000 + "</item>")), cause="refused"),
    Hostile("too many attributes", of(rss(f"<item {MANY}></item>")), cause="refused"),
    Hostile("JSON too deep", of("[" * 100_000), cause="not a JSON feed"),
    Hostile("cut in an entry", of(rss(items(3))[:-60]), 3, "ill-formed"),
    Hostile("cut in its head", of('<?xml version="1.0"?><rss version="2.0"><chan'), cause="ill-formed"),
    Hostile("JSON cut", lambda: as_json({"items": [{"url": "/a"}]})[:-4], cause="not a JSON feed"),
    Hostile("ends crossed", of(rss("<item><title><b>Ferry</title></b><link>/a</link></item>")), 1, "ill-formed"),
    Hostile("bare ampersands", of(rss("<item><title>R & D &nbsp; &copy</title><link>/a?b&c</link></item>")), 1),
    Hostile("forbidden characters", of(rss("<item><title>35\0\x08\x1b died</title><link>/a</link></item>")), 1),
    Hostile("UTF-16", of(rss(items(2), '<?xml version="1.0" encoding="utf-16"?>'), "utf-16"), 2),
    Hostile("UTF-16 without a mark", of(rss(items(2), '<?xml version="1.0" encoding="utf-16"?>'), "utf-16-le"), 2),
    Hostile("Latin called UTF-8", of(rss("<item><title>café</title><link>/a</link></item>", '<?xml version="1.0" encoding="utf-8"?>'), "latin-1"), 1),
    Hostile("an unknown charset", of(rss(items(1), '<?xml version="1.0" encoding="klingon"?>')), 1),
    Hostile("UTF-7", of(rss(items(1), '<?xml version="1.0" encoding="utf-7"?>')), 1),
    Hostile("scripts in CDATA", of(rss("<item><title><![CDATA[<script>alert(7)</script>35 died]]></title><link>/a</link></item>")), 1),
    Hostile("addresses that run", of(rss("<item><link>javascript:alert(7)</link></item><item><link>file:///etc/passwd</link></item>")), 2),
    Hostile("addresses that are none", of(rss("<item><link>http://[::1</link></item><item><link>https://</link></item>")), 2),
    Hostile("no ids, links, titles", of(rss("<item/><item></item>")), 2),
    Hostile("one id for all", of(rss('<item><guid isPermaLink="false">1</guid><link>/a</link></item>' * 3)), 3),
    Hostile("dates that are none", of(rss("<item><link>/a</link><pubDate>35 Floodtember 99999</pubDate></item>")), 1),
    Hostile("dates of the far future", of(atom('<entry><link href="/a"/><updated>9999-12-31T23:59:60Z</updated></entry>')), 1),
    Hostile("bases within bases", of(atom('<entry xml:base="deep/"><link href="a"/></entry>', ' xml:base="https://other.example/x/"')), 1),
    Hostile("a base that is none", of(atom('<entry xml:base="http://[::1"><link href="a"/></entry>')), 1),
    Hostile("JSON of no object", lambda: as_json([1, 2]), cause="no list of items"),
    Hostile("JSON items of no list", lambda: as_json({"items": {"url": "/a"}}), cause="no list of items"),
    Hostile("JSON of wrong types", lambda: as_json({"title": 7, "items": [None, 7, [], {"url": 7, "title": {}, "date_published": []}]}), 1),
    Hostile("JSON of lone halves", lambda: b'{"items": [{"url": "/a", "title": "\\ud800 \\u0000"}]}', 1),
    Hostile("JSON of endless numbers", lambda: b'{"items": [{"url": "/a", "id": ' + b"9" * 5_000 + b"}]}", cause="not a JSON feed"),
)  # fmt: skip
