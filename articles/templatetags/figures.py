"""Filters that put claims, figures and times into the words of a page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article, Claim, Figure, Verdict
from articles.selectors import wording
from articles.selectors.changes import told_change
from articles.selectors.strips import Strip, strip_of

register = template.Library()
register.filter("hedge_name", wording.hedge_name)
register.filter("facet_name", wording.facet_name)
register.filter("mode_name", wording.mode_name)
register.filter("measure_name", wording.measure_name)
register.filter("stated", wording.stated)
register.filter("unit_of", wording.unit)
register.filter("trend_of", wording.trend)
register.filter("told_change", told_change)

# marks that turn the direction of text around, and letters that nobody sees: both can disguise a number
BIDI = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"), None)
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), "·")
ELSEWHERE = ("http://", "https://")


@register.filter
def visible(text: object) -> str:
    """Text without direction marks and with unseen letters shown as a dot: "1<zero width space>2" reads "1·2"."""
    return str(text).translate(BIDI | UNSEEN)


@register.filter
def span_of(figure: Figure) -> str:
    """The lowest to the highest value that a figure's claims report: "35 to 41"."""
    return wording.bounds(figure.span, wording.money(figure), figure.unit_code)


@register.filter
def short_number(value: Any) -> str:
    """An integer with commas."""
    return f"{value:,}" if isinstance(value, int) else str(value)


@register.filter
def counted_to(count: int, most: int) -> str:
    """A count that stops at ``most``: ``{{ 1000|counted_to:1000 }}`` gives "1,000+"."""
    return f"{count:,}+" if count >= most else f"{count:,}"


@register.filter
def count_of(count: int, nouns: str) -> str:
    """``{{ 2|count_of:"outlet" }}`` gives "2 outlets"; ``"copy,copies"`` names the plural."""
    noun, _, many = nouns.partition(",")
    return wording.plural(count, noun, many)


@register.filter
def told(claim: Claim) -> str:
    """One claim in a line: "at least 35, Marrow Herald, Ana Veld, 2 Mar 2026"."""
    who = [claim.speaker.name] if claim.speaker else []
    return visible(", ".join([wording.stated(claim), outlet_of(claim), *who, f"{claim.reported_at:%-d %b %Y}"]))


@register.filter
def number_of(claim: Claim) -> SafeString:
    """How a claim puts its number, with its unit: ``<span class="number">at least 35</span> people``."""
    trend, unit = wording.trend(claim), wording.unit(claim)
    moved = format_html('<span class="soft">{}</span> ', trend) if trend else ""
    return format_html(
        '<span class="number">{}{}</span>{}', moved, visible(wording.stated(claim)), f" {visible(unit)}" if unit else ""
    )


@register.filter
def voice_of(claim: Claim) -> SafeString:
    """Who said a number, with a link to all that they said, and what is cited for it."""
    if claim.speaker:
        address = f"{reverse('claims')}?speaker={claim.speaker_id}"
        said = format_html('<a href="{}">{}</a>', address, visible(claim.speaker.name))
    else:
        said = format_html('<span class="soft">{}</span>', wording.mode_name(claim.mode))
    if not claim.source:
        return said
    return format_html('{} <span class="soft">citing</span> {}', said, visible(claim.source.name))


@register.filter
def marked(claim: Claim) -> SafeString:
    """A claim's sentence with its number marked."""
    cited = wording.cited(claim)
    return format_html("{}<mark>{}</mark>{}", visible(cited.before), visible(cited.surface), visible(cited.after))


@register.filter
def standing_of(figure: Figure) -> SafeString:
    """Whether a figure's reports agree, or that all come from one text."""
    if figure.origin_count == 1 and figure.article_count > 1:
        return SafeString('<span class="pill" title="All reports come from one text">single origin</span>')
    return format_html('<span class="pill {}">{}</span>', figure.agreement, figure.get_agreement_display())


@register.simple_tag
def moment(when: datetime | date | None, is_date_only: bool = False) -> SafeString:
    """A ``<time>`` element: the day, and the hour where it is known. Nothing for no time."""
    if when is None:
        return SafeString("")
    if not isinstance(when, datetime):
        return format_html('<time datetime="{}">{}</time>', when.isoformat(), f"{when:%-d %B %Y}")
    when = when.astimezone(UTC)
    shown = f"{when:%-d %B %Y}" if is_date_only else f"{when:%-d %B %Y, %H:%M} UTC"
    stamp = when.date().isoformat() if is_date_only else when.isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', stamp, shown)


@register.simple_tag
def day(when: datetime | date | None) -> SafeString:
    """A ``<time>`` element with the day alone, short for tables: "3 Mar 2026"."""
    if when is None:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', f"{when:%Y-%m-%d}", f"{when:%-d %b %Y}")


@register.filter
def span_of_time(span: timedelta | None) -> str:
    """A length of time in its largest units: "3 min 20 s", "2 h 5 min"; "nothing" for none."""
    seconds = int(span.total_seconds()) if span else 0
    parts = ((seconds // 86_400, "d"), (seconds // 3_600 % 24, "h"), (seconds // 60 % 60, "min"), (seconds % 60, "s"))
    return " ".join([f"{count} {unit}" for count, unit in parts if count][:2]) or "nothing"


@register.filter
def web_link(address: str) -> str:
    """The address when a browser may follow it (http and https only), else nothing."""
    return address if address.lower().startswith(ELSEWHERE) else ""


@register.filter
def title_of(article: Article) -> str:
    """What to call an article on a page: its title, or what is known of it."""
    return visible(article.title or article.file_name or article.url or f"Article {article.pk}")


@register.filter
def outlet_of(thing: Article | Claim) -> str:
    """The outlet's name, or that nobody named it."""
    return thing.outlet.name if thing.outlet else "outlet not known"


@register.filter
def strip(claims: list[Claim]) -> Strip | None:
    """The small chart of some claims."""
    return strip_of(claims)


@register.simple_tag
def address_with(found: Any, **changes: str | None) -> str:
    """A list's address with some parameters changed."""
    return str(found.address(**changes))


@register.filter
def carried(found: Any, shown: str) -> list[tuple[str, str]]:
    """Parameters that a form must carry along; ``shown`` names those it shows, comma-separated."""
    return list(found.carried(shown.split(",")))


@register.filter
def range_of(verdict: Verdict) -> str:
    """The range that a verdict prefers: "35 to 41"."""
    return wording.bounds(verdict.preferred_span)
