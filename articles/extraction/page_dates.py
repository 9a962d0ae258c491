"""When a page was published and changed, by its head, its structured data, its address and its visible dateline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from lxml import etree

from articles.extraction.datelines import find_written_date
from articles.extraction.page_head import Metas, words_of
from articles.extraction.page_near import Surroundings
from articles.extraction.timestamps import is_bare_day, read_timestamp

_PUBLISHED = (
    *("article:published_time", "article:published", "og:published_time", "og:article:published_time"),
    *("datepublished", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "rnews:datepublished"),
    *("parsely-pub-date", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "datecreated"),
    *(
        "originalpublicationdate",
        "article_date_original",
        "article.published",
        "publish-date",
        "publish_date",
        "publishdate",
    ),
    *("pubdate", "publication_date", "citation_publication_date", "sailthru.date", "article.created", "date.created"),
    *("prism.publicationdate", "ptime", "pdate", "pub_date", "displaydate", "article:post_date", "vr:published_time"),
)
# names that some sites give the last change
_LOOSE = ("dc.date", "dcterms.date", "date", "dc.date.available", "article:date", "og:pubdate", "article-publish-date")
_MODIFIED = (
    *(
        "article:modified_time",
        "article:modified",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "dc.date.modified",
    ),
    *("last-modified", "lastmod", "revised", "cxenseparse:modified_time", "article.updated", "utime", "date.updated"),
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_-]|\.|$)")
_DATELINE = re.compile(
    r"(?:\b|_)(?:date|dateline|datetime|pubdate|pub-date|published|publish|posted|timestamp|time|datum|fecha|data|byline|meta|info|"
    r"article-header|entry-meta|post-meta|author)\b|date|publi",
    re.I,
)
_CHANGED = re.compile(
    r"updat|modif|aktualis|actuali|mis à jour|aggiorn|atualiz|обновл|bijgewerkt|oppdatert|更新|edited|correct", re.I
)
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_NEAR_LINES = 80
_LONGEST_DATELINE = 100


@dataclass(frozen=True, slots=True)
class PageDates:
    """When a page says that it was published and changed; None for what it does not say."""

    published: datetime | None = None
    is_date_only: bool = False
    modified: datetime | None = None


def find_dates(near: Surroundings, metas: Metas, published: str, modified: str, url: str) -> PageDates:
    """The page's dates; ``published`` and ``modified`` are what its JSON-LD says, ``url`` may hold a day itself.

    The order of trust: the head's publication names, JSON-LD, microdata, the address, times and datelines that stand
    near the heading, loose names of the head. The offset that was written is kept, so that the day is the outlet's day.
    """
    for texts in (
        _of(metas, _PUBLISHED),
        [published],
        _microdata(near.root, "datePublished"),
        _address_days(url),
        _times(near),
        _datelines(near),
        _of(metas, _LOOSE),
        _of(metas, _MODIFIED),
    ):
        found = _first(texts)
        if found is not None:
            changed = _first([*_of(metas, _MODIFIED), modified, *_microdata(near.root, "dateModified")])
            return PageDates(*_local_day(found, url), modified=changed[0] if changed else None)
    return PageDates()


def _local_day(found: tuple[datetime, bool], url: str) -> tuple[datetime, bool]:
    """A time in UTC whose address names the day before or after it was another day where the outlet is: that day."""
    at, is_date_only = found
    day = _first(_address_days(url))
    is_other = day is not None and abs(day[0].date() - at.date()) == timedelta(days=1)
    return day if day and is_other and at.utcoffset() == timedelta(0) else (at, is_date_only)


def _of(metas: Metas, names: Iterable[str]) -> list[str]:
    return [text for name in names for text in metas.get(name, [])]


def _first(texts: Iterable[str]) -> tuple[datetime, bool] | None:
    for text in texts:
        at = read_timestamp(text) if text else None
        if at is not None and _EARLIEST <= at <= _LATEST:
            return at, is_bare_day(text)
    return None


def _microdata(root: etree._Element, name: str) -> list[str]:
    found = root.xpath("//*[@itemprop=$name or @property=$name]", name=name)
    return [element.get("content") or element.get("datetime") or words_of(element)[:60] for element in found[:3]]


def _address_days(url: str) -> list[str]:
    return ["-".join(match.groups()) for match in _IN_ADDRESS.finditer(url)]


def _times(near: Surroundings) -> Iterator[str]:
    """The time elements that stand with the headline: those that call themselves publication first."""
    times = [time for time in near.root.iter("time") if not near.is_elsewhere(time)]
    marked = [time for time in times if time.get("pubdate") is not None or "publi" in (time.get("class") or "").lower()]
    fresh = [
        time
        for time in times[:3]
        if not _CHANGED.search(f"{time.get('class') or ''} {words_of(time.getparent())[:60]}")
    ]
    for time in [*marked, *fresh, *times[:2]]:
        yield time.get("datetime") or words_of(time)[:60]


def _datelines(near: Surroundings) -> Iterator[str]:
    """Short visible lines with a full date near the headline: those that call themselves a date first."""
    lines = [(element, line) for element, line in islice(near.lines(), _NEAR_LINES) if not near.is_elsewhere(element)]
    named = [
        line for element, line in lines if _DATELINE.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    ]
    rest = [line for _, line in lines if len(line) <= _LONGEST_DATELINE]
    for is_any in (False, True):
        for line in [*named, *rest]:
            written = find_written_date(line)
            if written is not None and (is_any or not _CHANGED.search(line[: written.span.start])):
                yield line[written.span.start : written.span.end]
