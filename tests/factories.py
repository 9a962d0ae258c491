"""One plain function a model, with only what a row needs; tests state what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.backends.postgresql.psycopg_any import NumericRange

from articles.actions.names import folded
from articles.models import (
    Act,
    ActChange,
    Alias,
    Annotation,
    Article,
    Capture,
    Claim,
    Dispute,
    Feed,
    Figure,
    Host,
    IdempotentWrite,
    Invitation,
    Membership,
    NumberChange,
    Outlet,
    RateWindow,
    Revision,
    Series,
    Source,
    Speaker,
    Token,
    Verdict,
)
from articles.models.act import key_of

NUMBER = count(1)
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def make_user(name: str = "", *groups: str) -> User:
    user = User.objects.create_user(name or f"user{next(NUMBER)}", password="correct horse battery")
    user.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])
    return user


def make_outlet(name: str = "", **more: Any) -> Outlet:
    return Outlet.objects.create(name=name or f"Outlet {next(NUMBER)}", **more)


def make_feed(**more: Any) -> Feed:
    url = f"https://feeds.example/{next(NUMBER)}.xml"
    return Feed.objects.create(**{"url": url, "url_sha256": digest(url), **more})


def make_host(**more: Any) -> Host:
    return Host.objects.create(**{"name": f"host{next(NUMBER)}.example", **more})


def make_article(**more: Any) -> Article:
    given = {"identity": digest(str(next(NUMBER))), "state": Article.State.DONE, "via": Article.Via.COMMAND, **more}
    return Article.objects.create(**given)


def make_capture(article: Article | None = None, raw: bytes = b"text", **more: Any) -> Capture:
    article = article or make_article()
    facts: dict[str, Any] = {"sha256": sha256(raw).hexdigest(), "media_type": "text/plain", **more}
    return Capture.objects.create(article=article, raw=raw, **facts)


def make_revision(text: str = "At least 35 people died.", article: Article | None = None, **more: Any) -> Revision:
    article = article or make_article()
    number = article.revisions.count() + 1
    return Revision.objects.create(article=article, text=text, number=number, sha256=digest(text), **more)


def make_speaker(name: str = "", **more: Any) -> Speaker:
    speaker = Speaker.objects.create(name=name or f"Speaker {next(NUMBER)}", **more)
    make_alias(speaker)
    return speaker


def make_alias(speaker: Speaker, name: str = "") -> Alias:
    name = name or speaker.name
    return Alias.objects.create(speaker=speaker, name=name, key=folded(name))


def make_source(name: str = "", **more: Any) -> Source:
    name = name or f"Report {next(NUMBER)}"
    return Source.objects.create(name=name, key=folded(name), **more)


def make_claim(value: str | None = "35", *, surface: str = "", **more: Any) -> Claim:
    """A claim whose sentence is all of its text: ``make_claim("35", hedge="at_least", outlet=herald, days=2)``."""
    surface = surface or value or "dozens"
    outlet, days = more.pop("outlet", None), more.pop("days", 0)
    article = more.pop("article", None) or make_article(
        outlet=outlet, title="Flood", published_at=DAY + timedelta(days)
    )
    before, after = more.pop("words", ("In March ", f" people died, item {next(NUMBER)}."))
    text = f"{before}{surface}{after}"
    revision = more.pop("revision", None) or make_revision(text, article)
    number = Decimal(value) if value is not None else None
    facts: dict[str, Any] = {
        "reported_at": article.published_at or DAY + timedelta(days),
        "extractor": "test",
        "start": len(before),
        "end": len(before) + len(surface),
        "sentence_start": 0,
        "sentence_end": len(text),
        "surface": surface,
        "sentence": text,
        "value": number,
        "interval": NumericRange(number, number, "[]") if number is not None else None,
        "hedge": "exact" if number is not None else "vague",
        "unit": "people",
        "unit_code": "person",
        "measure": "casualties",
        "subject": "people killed by the flood",
        "mode": "indirect" if more.get("speaker") else "own_voice",
    }
    return Claim.objects.create(revision=revision, article=article, outlet=article.outlet, **{**facts, **more})


def make_change(before: Claim | None = None, after: Claim | None = None, **more: Any) -> NumberChange:
    """An edit of an article's number: ``make_change(make_claim("35"), make_claim("41"))``; by default of two new claims."""
    if before is None and after is None:
        before, after = make_claim("35"), make_claim("41")
    side = after or before
    assert side is not None
    facts: dict[str, Any] = {
        "article": side.article,
        "earlier": (before or side).revision,
        "later": (after or side).revision,
        "aspects": ["value"],
        "has_notice": False,
    }
    return NumberChange.objects.create(before=before, after=after, **{**facts, **more})


def make_series(definition: str = "people killed", **more: Any) -> Series:
    return Series.objects.create(**{"definition": definition, "key": f"series {next(NUMBER)}", **more})


def make_figure(*claims: Claim, **more: Any) -> Figure:
    """A figure with these claims as suggested members, its counts filled."""
    outlets = {claim.outlet_id for claim in claims}
    counted: dict[str, Any] = {
        "definition": "people killed by the flood",
        "measure": "casualties",
        "unit": "people",
        "claim_count": len(claims),
        "article_count": len({claim.article_id for claim in claims}),
        "outlet_count": len(outlets),
        "origin_count": len({claim.article.copy_of_id or claim.article_id for claim in claims}),
        "last_reported_at": max((claim.reported_at for claim in claims), default=None),
    }
    figure = Figure.objects.create(**{**counted, **more})
    for claim in claims:
        make_membership(figure, claim)
    return figure


def make_membership(figure: Figure, claim: Claim, **more: Any) -> Membership:
    facts: Mapping[str, Any] = {"score": Decimal("0.9"), "reasons": ["same subject"], "method": "test", **more}
    return Membership.objects.create(figure=figure, claim=claim, **facts)


def make_dispute(figure: Figure | None = None, **more: Any) -> Dispute:
    if figure is None and "claim" not in more:
        figure = make_figure(make_claim())
    return Dispute.objects.create(figure=figure, **{"kind": "genuine", "reason": "35 and 52", **more})


def make_annotation(by: User, **more: Any) -> Annotation:
    if not {"claim", "figure", "dispute", "revision"} & more.keys():
        more["claim"] = make_claim()
    return Annotation.objects.create(created_by=by, **{"body": "Look at the table.", **more})


def make_verdict(by: User, dispute: Dispute | None = None, **more: Any) -> Verdict:
    facts = {"rule": "defer", "text": "Nobody has counted yet.", **more}
    return Verdict.objects.create(dispute=dispute or make_dispute(), created_by=by, **facts)


def make_act(by: User, figure: Figure | None = None, **more: Any) -> Act:
    """A redefinition of a figure, with its change."""
    figure = figure or make_figure(make_claim())
    facts = {"verb": "redefine", "summary": f"“{figure}” is defined anew.", "about": [key_of(figure)], **more}
    act = Act.objects.create(done_by=by, **facts)
    held = {"definition": figure.definition}
    ActChange.objects.create(act=act, table="figure", rows=[figure.pk], before=held, after=held)
    return act


def make_token(user: User, **more: Any) -> Token:
    return Token.objects.create(
        user=user, **{"name": "test", "prefix": "ct_test", "sha256": digest(str(next(NUMBER))), **more}
    )


def make_invitation(by: User, **more: Any) -> Invitation:
    number = next(NUMBER)
    facts = {
        "email": f"guest{number}@example.org",
        "sha256": digest(f"key {number}"),
        "expires_at": DAY + timedelta(9999),
        **more,
    }
    return Invitation.objects.create(invited_by=by, **facts)


def make_idempotent_write(user: User, **more: Any) -> IdempotentWrite:
    return IdempotentWrite.objects.create(user=user, **{"key": f"key {next(NUMBER)}", "sha256": digest(""), **more})


def make_rate_window(**more: Any) -> RateWindow:
    return RateWindow.objects.create(**{"key": f"read:{next(NUMBER)}", "window": 1, "count": 1, **more})
