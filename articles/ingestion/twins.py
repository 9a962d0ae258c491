"""One page under several addresses: after redirects, as AMP or for telephones, as it names itself canonical."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from articles.extraction.values import PageText
from articles.ingestion.identity import BadAddress, canonical_url, host_of, identity_of
from articles.ingestion.intake import requeue
from articles.models import Article, Capture

_HOST_PREFIX = re.compile(r"^(?:m|mobile|amp|touch)\.(?=[^.]+\.)")
_PATH_MARKS = re.compile(r"/amp(?=/|$)|\.amp(?=\.html$|$)|^/m(?=/)|[-.]amp(?=/?$)|\.html?$|/$", re.I)


def address_of(article: Article, capture: Capture, page: PageText) -> str:
    """The one address of the page in a capture: ``https://m.a.example/x/amp`` that names ``https://a.example/x`` has that.

    A page's word for its own address is taken only for the same site and the same path but for marks of AMP and
    telephones, so that no page speaks for another, and no template's mistake joins a whole site. Else it is where its
    redirects ended, unless that is a front page; else what was submitted.
    """
    ended = _canonical(capture.final_url) or article.url
    named = _canonical(page.url)
    if urlsplit(ended).path in ("", "/"):
        return article.url
    return named if named and _plain(named) == _plain(ended) else ended


def twin_of(article: Article, address: str) -> Article | None:
    """Another article that has this address already; None when there is none."""
    if not address or address == article.url:
        return None
    return Article.objects.filter(identity=identity_of(address, None)).exclude(pk=article.pk).first()


def hand_over(capture: Capture, twin: Article) -> None:
    """Give a page that came under another address to the article that it is; the caller holds the transaction.

    An article that was read already is left as it is: the words of its AMP page are no edit of its own.
    """
    if twin.revisions.exists():
        return
    _, is_new = Capture.objects.get_or_create(
        article=twin,
        sha256=capture.sha256,
        defaults={
            "raw": bytes(capture.raw),
            "media_type": capture.media_type,
            "charset": capture.charset,
            "final_url": capture.final_url,
            "said": capture.said,
        },
    )
    if is_new:
        requeue(twin.pk)


def _canonical(url: str) -> str:
    try:
        return canonical_url(url) if url else ""
    except BadAddress:
        return ""


def _plain(url: str) -> tuple[str, str]:
    """The host and path of an address without what marks a page for telephones or AMP."""
    path = urlsplit(url).path
    while (shorter := _PATH_MARKS.sub("", path)) != path:
        path = shorter
    return _HOST_PREFIX.sub("", host_of(url)), path.lower()
