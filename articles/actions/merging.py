"""Speakers, sources and outlets that are one and the same, and those that are two: with the claims that hang on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, F, Func, Model, QuerySet, TextField, Value

from articles.actions.acts import Acting, acting
from articles.actions.names import folded
from articles.actions.versions import Refused
from articles.models import Act, Alias, Article, Claim, Feed, Outlet, Source, Speaker

MOST_NAMED_CHARS = 80
MOST_VARIANTS = 1000
HOST = Func(F("article__url"), Value("://([^/:]+)"), function="substring", output_field=TextField())


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of name: what hangs on it, and by what its claims call it, which tells two behind one name apart."""

    model: type[Model]
    field: str
    held: tuple[type[Model], ...]
    called: Any


KINDS: dict[str, Kind] = {
    "speaker": Kind(Speaker, "speaker", (Alias, Claim), F("speaker_mention")),
    "source": Kind(Source, "source", (Claim,), F("source_mention")),
    "outlet": Kind(Outlet, "outlet", (Claim, Article, Feed, Source), HOST),
}


@transaction.atomic
def merge(*, thing: Model, into: Model, by: User, reason: str = "") -> Model:
    """All that hangs on one speaker, source or outlet goes to another of its kind, and its address leads there; can be undone.

    Raises Refused for itself and for one that was merged already.
    """
    kind = KINDS[str(thing._meta.model_name)]
    _both_stand(kind, thing, into)
    summary = f"Merged “{_short(thing)}” into “{_short(into)}”."
    with acting(verb=Act.Verb.MERGE, by=by, about=[thing, into], summary=summary, reason=reason) as pen:
        for model in kind.held:
            pen.update(model._default_manager.filter(**{kind.field: thing}), **{kind.field: into})
        names = kind.model._default_manager
        pen.update(names.filter(merged_into=thing), merged_into=into)
        pen.update(names.filter(pk=thing.pk), merged_into=into)
    into.refresh_from_db()
    return into


@transaction.atomic
def split(*, thing: Model, called: Sequence[str], name: str, by: User, reason: str = "") -> Model:
    """A new speaker, source or outlet with the claims that call it so: words of the text, or for outlets the host; can be undone.

    Raises Refused without a name, for one that is taken, and unless some and not all of what it is called is chosen.
    """
    kind = KINDS[str(thing._meta.model_name)]
    offered = {variant for variant, _ in variants(thing)}
    chosen = sorted(offered & set(called))
    if not chosen or len(chosen) == len(offered):
        raise Refused("Choose some of what it is called, and not all.")
    words = _said(name)
    claims = Claim.objects.annotate(called=kind.called).filter(**{kind.field: thing}, called__in=chosen)
    ids = list(claims.values_list("pk", flat=True))
    made = _made(thing, words, {folded(each) for each in chosen})
    summary = f"Split {len(ids)} claim{'' if len(ids) == 1 else 's'} of “{_short(thing)}” off as “{_short(made)}”."
    with acting(verb=Act.Verb.SPLIT, by=by, about=[thing, made], summary=summary, reason=reason) as pen:
        pen.made(made, merged_into=thing)
        _hand_over(pen, kind, thing, made, ids, chosen)
    return made


def variants(thing: Model) -> list[tuple[str, int]]:
    """What the claims of a speaker, source or outlet call it, with how many do, most first: ``[("Ana Veld", 12), ("Veld", 3)]``."""
    kind = KINDS[str(thing._meta.model_name)]
    rows = Claim.objects.filter(**{kind.field: thing}).annotate(called=kind.called)
    counts = rows.exclude(called="").exclude(called__isnull=True).values("called").annotate(times=Count("pk"))
    return [(row["called"], row["times"]) for row in counts.order_by("-times", "called")[:MOST_VARIANTS]]


def _hand_over(pen: Acting, kind: Kind, thing: Any, made: Any, ids: list[int], chosen: list[str]) -> None:
    pen.update(Claim.objects.filter(pk__in=ids), **{kind.field: made})
    if kind.model is Speaker:
        keys = {folded(each) for each in chosen}
        pen.update(Alias.objects.filter(speaker=thing, key__in=keys), speaker=made)
    if kind.model is Outlet:
        articles: QuerySet[Article] = Article.objects.filter(outlet=thing, claims__in=ids).distinct()
        pen.update(Article.objects.filter(pk__in=articles.values("pk")), outlet=made)


def _made(thing: Model, name: str, keys: set[str]) -> Model:
    key = folded(name)
    if isinstance(thing, Speaker):
        if Alias.objects.filter(key=key).exclude(speaker=thing, key__in=keys).exists():
            raise Refused("A speaker has this name.")
        made = Speaker.objects.create(name=name, kind=thing.kind)
        Alias.objects.get_or_create(key=key, defaults={"name": name, "speaker": made})
        return made
    if isinstance(thing, Source):
        if Source.objects.filter(key=key).exists():
            raise Refused("A source has this name.")
        return Source.objects.create(name=name, key=key, kind=thing.kind)
    if Outlet.objects.filter(name__iexact=name).exists():
        raise Refused("An outlet has this name.")
    return Outlet.objects.create(name=name)


def _both_stand(kind: Kind, thing: Model, into: Model) -> None:
    noun = kind.model._meta.verbose_name
    if thing.pk == into.pk:
        raise Refused(f"A {noun} cannot be merged into itself.")
    both: QuerySet[Any] = kind.model._default_manager.filter(pk__in=[thing.pk, into.pk])
    if any(row.merged_into_id is not None for row in both.select_for_update().order_by("pk")):
        raise Refused("One of the two was merged into another already.")


def _said(name: str) -> str:
    words = " ".join(name.replace("\0", "").split())
    if not words or len(words) > 200:
        raise Refused("Give the new one a name of at most 200 characters.")
    return words


def _short(row: Model) -> str:
    name = str(row)
    return name if len(name) <= MOST_NAMED_CHARS else f"{name[: MOST_NAMED_CHARS - 1]}…"
