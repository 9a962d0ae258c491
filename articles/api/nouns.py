"""What each kind of row looks like as a document. Every member is named here: none appears by itself."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery

from articles.models import (
    Alert,
    Alias,
    Annotation,
    Article,
    Claim,
    Delivery,
    Dispute,
    Figure,
    Follow,
    Membership,
    Outlet,
    Revision,
    Series,
    Source,
    Speaker,
    Token,
    Verdict,
    Webhook,
)
from articles.selectors.json_rows import Columns, Document, Noun, interval, named, number


def _plain(at: str, *names: str) -> Columns:
    """Columns that are shown as they are; of another row its id."""
    return {name: F(f"{at}{name}") for name in names}


def _outlet(at: str) -> Columns:
    return _plain(at, "id", "name", "domain", "country", "is_agency", "merged_into", "created_at")


def _speaker(at: str) -> Columns:
    aliases = Alias.objects.filter(speaker=OuterRef(f"{at}pk")).order_by("pk").values("name")
    plain = _plain(at, "id", "name", "kind", "role", "wikidata_id")
    return {**plain, "aliases": ArraySubquery(aliases), **_plain(at, "merged_into", "created_at")}


def _alias(at: str) -> Columns:
    return _plain(at, "id", "speaker", "name")


def _source(at: str) -> Columns:
    return _plain(at, "id", "name", "kind", "outlet", "url", "merged_into", "created_at")


def _article(at: str) -> Columns:
    return {
        "id": F(f"{at}id"),
        "outlet": named(f"{at}outlet"),
        **_plain(at, "url", "file_name", "title", "byline", "language", "published_at", "is_date_only", "is_truncated"),
        "copy_of": F(f"{at}copy_of"),
        "copy_overlap": number(f"{at}copy_overlap"),
        **_plain(at, "state", "reason", "created_at", "ended_at"),
    }


def _revision(at: str) -> Columns:
    return _plain(
        at, "id", "article", "number", "sha256", "title", "text", "notes", "is_latest", "read_at", "extractor"
    )


def _claim(at: str) -> Columns:
    return {
        **_plain(at, "id", "article", "revision"),
        "outlet": named(f"{at}outlet"),
        **_plain(at, "reported_at", "start", "end", "surface", "sentence", "sentence_start", "sentence_end"),
        "value": number(f"{at}value"),
        "interval": interval(f"{at}interval"),
        **_plain(at, "hedge", "trend", "unit", "unit_code", "currency", "measure", "status", "is_negated"),
        **_plain(at, "subject", "place", "as_of", "mode"),
        "speaker": named(f"{at}speaker"),
        "speaker_mention": F(f"{at}speaker_mention"),
        "source": named(f"{at}source"),
        **_plain(at, "source_mention", "corrected_fields", "is_current", "extractor", "created_at", "version"),
    }


def _series(at: str) -> Columns:
    return _plain(at, "id", "definition", "created_at")


def _figure(at: str) -> Columns:
    return {
        **_plain(at, "id", "definition", "series", "measure", "unit", "unit_code", "currency", "place", "period"),
        **_plain(at, "agreement", "claim_count", "article_count", "outlet_count", "origin_count", "speaker_count"),
        "span": interval(f"{at}span"),
        **_plain(at, "first_reported_at", "last_reported_at", "is_locked", "merged_into", "created_at"),
    }


def _dispute(at: str) -> Columns:
    return {
        **_plain(at, "id", "figure", "claim", "kind", "state", "reason", "claim_a", "claim_b", "opened_at"),
        "opened_by": F(f"{at}opened_by__username"),
        "assigned_to": F(f"{at}assigned_to__username"),
        "closed_at": F(f"{at}closed_at"),
        "closed_by": F(f"{at}closed_by__username"),
        **_plain(at, "closing_reason", "version"),
    }


def _annotation(at: str) -> Columns:
    return {
        **_plain(at, "id", "kind", "claim", "figure", "dispute", "parent", "body", "evidence_url", "revision"),
        **_plain(at, "start", "end", "exact", "prefix", "suffix", "is_orphaned"),
        **_plain(at, "field", "machine_value", "corrected_value", "created_at"),
        "created_by": F(f"{at}created_by__username"),
        "version": F(f"{at}version"),
    }


def _verdict(at: str) -> Columns:
    return {
        **_plain(at, "id", "dispute", "rule", "text", "evidence_url", "preferred_claim"),
        "preferred_span": interval(f"{at}preferred_span"),
        **_plain(at, "supersedes", "created_at"),
        "created_by": F(f"{at}created_by__username"),
    }


def _token(at: str) -> Columns:
    return _plain(at, "id", "name", "prefix", "scopes", "created_at", "expires_at", "revoked_at", "used_at")


def _follow(at: str) -> Columns:
    return _plain(at, "id", "figure", "speaker", "outlet", "query", "triggers", "mail", "created_at")


def _alert(at: str) -> Columns:
    told = {"data": F(f"{at}facts"), "created_at": F(f"{at}created_at")}
    return {**_plain(at, "id", "follow", "trigger", "title", "path"), **told}


def _webhook(at: str) -> Columns:
    plain = _plain(at, "id", "url", "is_active", "failure_count", "stopped_because")
    return {**plain, "old_secret_until": F(f"{at}expires_at"), "created_at": F(f"{at}created_at")}


def _delivery(at: str) -> Columns:
    return {
        **_plain(at, "id", "webhook", "event", "alert", "state", "attempt_count", "send_at", "status", "last_error"),
        **_plain(at, "created_at", "ended_at"),
    }


def _claim_row(at: str) -> Columns:
    place = {"figure": F("figure_id"), "definition": F("figure__definition"), **_plain("", "status")}
    shown = Document({**place, "score": number("score"), **_plain("", "reasons", "is_component")})
    members = Membership.objects.filter(claim=OuterRef("pk")).exclude(status=Membership.Status.REJECTED)
    return {**_claim(at), "reasons": F("reasons"), "figures": _list(members.order_by("-score", "pk"), shown)}


def _article_row(at: str) -> Columns:
    plain = {name: column for name, column in _revision("").items() if name != "text"}
    texts = Revision.objects.filter(article=OuterRef("pk"))
    latest = texts.filter(is_latest=True).values("text")[:1]
    return {**_article(at), "revisions": _list(texts.order_by("number"), Document(plain)), "text": Subquery(latest)}


def _dispute_row(at: str) -> Columns:
    verdicts = Verdict.objects.filter(dispute=OuterRef("pk")).order_by("-created_at", "-pk")
    return {**_dispute(at), "verdicts": _list(verdicts, Document(_verdict("")))}


def _list(rows: QuerySet[Any], shown: Document) -> ArraySubquery:
    return ArraySubquery(rows.annotate(shown=shown).values("shown"))


OUTLETS = Noun("outlets", Outlet, _outlet)
SPEAKERS = Noun("speakers", Speaker, _speaker)
ALIASES = Noun("aliases", Alias, _alias, {"speaker": SPEAKERS})
SOURCES = Noun("sources", Source, _source, {"outlet": OUTLETS})
ARTICLES = Noun("articles", Article, _article, {"outlet": OUTLETS})
REVISIONS = Noun("revisions", Revision, _revision, {"article": ARTICLES}, heavy=frozenset({"text"}))
CLAIMS = Noun("claims", Claim, _claim, {"article": ARTICLES, "outlet": OUTLETS, "speaker": SPEAKERS, "source": SOURCES})
REVISION = Noun("revisions", Revision, _revision, REVISIONS.expands)
ARTICLE = Noun("articles", Article, _article_row, ARTICLES.expands)
CLAIM = Noun("claims", Claim, _claim_row, CLAIMS.expands)
SERIES = Noun("series", Series, _series)
FIGURES = Noun("figures", Figure, _figure, {"series": SERIES})
DISPUTES = Noun(
    "disputes", Dispute, _dispute, {"figure": FIGURES, "claim": CLAIMS, "claim_a": CLAIMS, "claim_b": CLAIMS}
)
ANNOTATIONS = Noun("annotations", Annotation, _annotation, {"claim": CLAIMS, "figure": FIGURES, "dispute": DISPUTES})
VERDICTS = Noun("verdicts", Verdict, _verdict, {"dispute": DISPUTES, "preferred_claim": CLAIMS})
DISPUTE = Noun("disputes", Dispute, _dispute_row, DISPUTES.expands)
TOKENS = Noun("tokens", Token, _token)
FOLLOWS = Noun("follows", Follow, _follow, {"figure": FIGURES, "speaker": SPEAKERS, "outlet": OUTLETS})
ALERTS = Noun("alerts", Alert, _alert, {"follow": FOLLOWS})
WEBHOOKS = Noun("webhooks", Webhook, _webhook)
DELIVERIES = Noun("deliveries", Delivery, _delivery, {"alert": ALERTS})
