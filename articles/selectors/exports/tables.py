"""The columns of every list that can be taken away."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, DecimalField, F, Func, OuterRef
from django.db.models.functions import Coalesce

from articles.models import Article, Claim, Dispute, Figure, Membership, Outlet, Speaker
from articles.selectors.exports.columns import Column, Kind, Table

_FIGURE_IDS = ArraySubquery(
    Membership.objects.filter(claim=OuterRef("pk"), is_component=False)
    .exclude(status=Membership.Status.REJECTED)
    .order_by("figure_id")
    .values("figure_id")
)


def _end(field: str, side: str) -> Func:
    return Func(F(field), function=side, output_field=DecimalField())


def _is_open(field: str, side: str) -> Func:
    template = f"(NOT {side}_inc(%(expressions)s) AND NOT {side}_inf(%(expressions)s)) IS TRUE"
    return Func(F(field), template=template, output_field=BooleanField())


def _choices(model: type[Claim | Figure | Article | Speaker | Dispute], field: str) -> tuple[str, ...]:
    return tuple(str(value) for value, _ in model._meta.get_field(field).choices or () if value)  # type: ignore[union-attr]  # of fields without relation


CLAIMS = Table("claims", "One number in one sentence of one article: a mention.", Claim, (
    Column("id", Kind.INTEGER, "the claim's own number; its page is /claims/ID/", "id"),
    Column("reported_at", Kind.TIME, "when the article was published, else when it was received", "reported_at", "UTC"),
    Column("outlet", Kind.TEXT, "who published the article; empty where it is not known", "outlet__name"),
    Column("article_id", Kind.INTEGER, "the article the claim stands in", "article_id"),
    Column("origin_id", Kind.INTEGER, "the article that this article copies, else itself: one origin, one report",
           Coalesce("article__copy_of_id", "article_id")),
    Column("title", Kind.TEXT, "the article's headline", "article__title"),
    Column("url", Kind.TEXT, "the article's address", "article__url"),
    Column("surface", Kind.TEXT, "the number as it is printed", "surface"),
    Column("value", Kind.NUMBER, "the number as printed, without its hedge; empty for vague words and mere ranges", "value",
           "as in the column unit"),
    Column("low", Kind.NUMBER, "the lowest value the words allow; empty where they name no lower end", _end("interval", "lower"),
           "as in the column unit"),
    Column("high", Kind.NUMBER, "the highest value the words allow; empty where they name no upper end", _end("interval", "upper"),
           "as in the column unit"),
    Column("low_open", Kind.FLAG, "whether the low end itself is excluded (“more than”)", _is_open("interval", "lower")),
    Column("high_open", Kind.FLAG, "whether the high end itself is excluded (“less than”)", _is_open("interval", "upper")),
    Column("hedge", Kind.CHOICE, "how the number was put", "hedge", values=_choices(Claim, "hedge")),
    Column("trend", Kind.CHOICE, "the direction of a change; empty for a level", "trend", values=_choices(Claim, "trend")),
    Column("unit", Kind.TEXT, "what is counted or measured, in the article's words", "unit"),
    Column("unit_code", Kind.TEXT, "the unit in one spelling for all articles", "unit_code"),
    Column("currency", Kind.TEXT, "ISO 4217 code of an amount of money", "currency"),
    Column("measure", Kind.CHOICE, "what sort of quantity it is", "measure", values=_choices(Claim, "measure")),
    Column("subject", Kind.TEXT, "what the number is about", "subject"),
    Column("place", Kind.TEXT, "where it holds", "place"),
    Column("as_of", Kind.DATE, "the day it holds for, where the article says so", "as_of"),
    Column("mode", Kind.CHOICE, "in whose voice it is said", "mode", values=_choices(Claim, "mode")),
    Column("speaker", Kind.TEXT, "whose words carry the number", "speaker__name"),
    Column("source", Kind.TEXT, "what the article cites for it besides a voice", "source__name"),
    Column("start", Kind.INTEGER, "where the number starts in the text", "start", "code points"),
    Column("end", Kind.INTEGER, "where the number ends in the text", "end", "code points"),
    Column("sentence", Kind.TEXT, "the sentence it stands in", "sentence"),
    Column("corrected", Kind.WORDS, "the fields that a reviewer has set", "corrected_fields", values=tuple(Claim.Correctable.values)),
    Column("figures", Kind.IDS, "the figures that the claim answers", _FIGURE_IDS),
))  # fmt: skip

FIGURES = Table("figures", "One thing measured, for one period or event, with what its claims add up to.", Figure, (
    Column("id", Kind.INTEGER, "the figure's own number; its page is /figures/ID/", "id"),
    Column("definition", Kind.TEXT, "what is measured", "definition"),
    Column("measure", Kind.CHOICE, "what sort of quantity it is", "measure", values=_choices(Figure, "measure")),
    Column("unit", Kind.TEXT, "what is counted or measured", "unit"),
    Column("unit_code", Kind.TEXT, "the unit in one spelling for all articles", "unit_code"),
    Column("currency", Kind.TEXT, "ISO 4217 code of an amount of money", "currency"),
    Column("place", Kind.TEXT, "where it holds", "place"),
    Column("period", Kind.TEXT, "the time it holds for", "period"),
    Column("agreement", Kind.CHOICE, "whether the reports can all be right", "agreement", values=_choices(Figure, "agreement")),
    Column("claims", Kind.INTEGER, "claims that answer it", "claim_count", "claims"),
    Column("articles", Kind.INTEGER, "articles that report it", "article_count", "articles"),
    Column("outlets", Kind.INTEGER, "outlets that report it", "outlet_count", "outlets"),
    Column("origins", Kind.INTEGER, "independent reports: copies of one text count once", "origin_count", "origins"),
    Column("speakers", Kind.INTEGER, "speakers whose words carry it", "speaker_count", "speakers"),
    Column("low", Kind.NUMBER, "the lowest value reported: a span of reports, not a margin of error", _end("span", "lower"),
           "as in the column unit"),
    Column("high", Kind.NUMBER, "the highest value reported", _end("span", "upper"), "as in the column unit"),
    Column("first_reported_at", Kind.TIME, "the oldest report", "first_reported_at", "UTC"),
    Column("last_reported_at", Kind.TIME, "the newest report", "last_reported_at", "UTC"),
))  # fmt: skip

ARTICLES = Table("articles", "One piece of an outlet, without its text.", Article, (
    Column("id", Kind.INTEGER, "the article's own number; its page is /articles/ID/", "id"),
    Column("outlet", Kind.TEXT, "who published it; empty where it is not known", "outlet__name"),
    Column("url", Kind.TEXT, "its address", "url"),
    Column("file_name", Kind.TEXT, "the file it came from", "file_name"),
    Column("title", Kind.TEXT, "its headline", "title"),
    Column("byline", Kind.TEXT, "its credited author line", "byline"),
    Column("published_at", Kind.TIME, "when it was published; empty where nobody said", "published_at", "UTC"),
    Column("language", Kind.TEXT, "its language as a code", "language"),
    Column("state", Kind.CHOICE, "how far it has been read", "state", values=_choices(Article, "state")),
    Column("reason", Kind.TEXT, "why it was rejected or set aside", "reason"),
    Column("copy_of", Kind.INTEGER, "the earlier article whose text it repeats", "copy_of_id"),
    Column("copy_overlap", Kind.NUMBER, "the share of its text that stands in that article", "copy_overlap", "0 to 1"),
))  # fmt: skip

OUTLETS = Table("outlets", "One publisher.", Outlet, (
    Column("id", Kind.INTEGER, "the outlet's own number; its page is /outlets/ID/", "id"),
    Column("name", Kind.TEXT, "what it is called", "name"),
    Column("domain", Kind.TEXT, "the domain of its site", "domain"),
    Column("country", Kind.TEXT, "ISO 3166 code", "country"),
    Column("is_agency", Kind.FLAG, "whether others print its texts", "is_agency"),
))  # fmt: skip

SPEAKERS = Table("speakers", "One person, body or unnamed group whose words carry numbers.", Speaker, (
    Column("id", Kind.INTEGER, "the speaker's own number; its page is /speakers/ID/", "id"),
    Column("name", Kind.TEXT, "what the speaker is called", "name"),
    Column("kind", Kind.CHOICE, "what the speaker is", "kind", values=_choices(Speaker, "kind")),
    Column("role", Kind.TEXT, "the office, as last read", "role"),
    Column("wikidata_id", Kind.TEXT, "the speaker's item in Wikidata", "wikidata_id"),
))  # fmt: skip

DISPUTES = Table("disputes", "One open or answered question on a figure or a claim.", Dispute, (
    Column("id", Kind.INTEGER, "the dispute's own number; its page is /disputes/ID/", "id"),
    Column("figure_id", Kind.INTEGER, "the figure it is about", "figure_id"),
    Column("claim_id", Kind.INTEGER, "the claim it is about, where it is about one", "claim_id"),
    Column("kind", Kind.CHOICE, "what sort of disagreement it is", "kind", values=_choices(Dispute, "kind")),
    Column("state", Kind.CHOICE, "whether it is answered", "state", values=_choices(Dispute, "state")),
    Column("reason", Kind.TEXT, "why it was opened", "reason"),
    Column("claim_a", Kind.INTEGER, "one of the two claims that clash", "claim_a_id"),
    Column("claim_b", Kind.INTEGER, "the other", "claim_b_id"),
    Column("opened_at", Kind.TIME, "when it was opened", "opened_at", "UTC"),
    Column("opened_by", Kind.TEXT, "who opened it; empty for the comparison", "opened_by__username"),
    Column("closed_at", Kind.TIME, "when it was answered", "closed_at", "UTC"),
    Column("closing_reason", Kind.TEXT, "why it was closed", "closing_reason"),
))  # fmt: skip

TABLES: Mapping[str, Table] = {table.name: table for table in (CLAIMS, FIGURES, ARTICLES, OUTLETS, SPEAKERS, DISPUTES)}
