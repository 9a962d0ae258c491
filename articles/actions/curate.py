"""What people decide about figures and names: which claims belong together, which are one and the same. All of it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from articles.actions.acts import Acting, acting, left_behind
from articles.actions.versions import Refused
from articles.models import Act, Annotation, Claim, Dispute, Figure, Membership, Speaker

BY_PERSON = "person"
MOST_NAMED_CHARS = 80
DECISIONS = {
    Membership.Status.CONFIRMED: (Act.Verb.CONFIRM, "Confirmed “{claim}” in “{figure}”."),
    Membership.Status.REJECTED: (Act.Verb.REJECT, "Took “{claim}” out of “{figure}”."),
}
Row = TypeVar("Row", Figure, Speaker)


@transaction.atomic
def decide_membership(*, membership: Membership, status: str, by: User, reason: str = "") -> Membership:
    """Confirm a claim's place in a figure, or take it out; machine grouping never overrides it."""
    if status not in DECISIONS:
        raise Refused("A membership is confirmed or rejected.")
    verb, said = DECISIONS[Membership.Status(status)]
    figure, claim = membership.figure, membership.claim
    summary = said.format(claim=_named(claim), figure=_named(figure))
    with acting(verb=verb, by=by, about=[figure, claim], summary=summary, reason=reason) as pen:
        pen.update(Membership.objects.filter(pk=membership.pk), status=status, decided_at=timezone.now(), decided_by=by)
    membership.refresh_from_db()
    return membership


@transaction.atomic
def move_claims(*, claims: Sequence[Claim], source: Figure, target: Figure, by: User, reason: str = "") -> int:
    """Take claims out of one figure and confirm them in another; returns how many were moved.

    Raises Refused for the figure they are in, and for one that was merged into another.
    """
    if source.pk == target.pk:
        raise Refused("A claim cannot be moved to the figure it is in.")
    if target.merged_into_id is not None:
        raise Refused("That figure was merged into another.")
    moved = list(
        Membership.objects.counted().filter(figure=source, claim__in=claims).values_list("claim_id", flat=True)
    )
    if not moved:
        return 0
    summary = f"Moved {_several(moved, 'claim')} from “{_named(source)}” to “{_named(target)}”."
    about = [source, target, *(claim for claim in claims if claim.pk in moved)]
    with acting(verb=Act.Verb.MOVE, by=by, about=about, summary=summary, reason=reason) as pen:
        _move(pen, moved, source, target, by)
    return len(moved)


def _move(pen: Acting, claim_ids: Sequence[int], source: Figure, target: Figure, by: User) -> None:
    now = timezone.now()
    members = Membership.objects.filter(figure=source, claim__in=claim_ids)
    pen.update(members, status=Membership.Status.REJECTED, decided_at=now, decided_by=by)
    known = Membership.objects.filter(figure=target, claim__in=claim_ids)
    pen.update(known, status=Membership.Status.CONFIRMED, decided_at=now, decided_by=by)
    for claim_id in sorted(set(claim_ids) - set(known.values_list("claim_id", flat=True))):
        pen.create(
            Membership(
                figure=target,
                claim_id=claim_id,
                status=Membership.Status.CONFIRMED,
                decided_at=now,
                decided_by=by,
                score=Decimal(1),
                reasons=["put here by a reviewer"],
                method=BY_PERSON,
            )
        )


@transaction.atomic
def split_figure(*, figure: Figure, claims: Sequence[Claim], definition: str, by: User, reason: str = "") -> Figure:
    """A new figure with some of a figure's claims. Raises Refused without claims, with all of them, or without a definition."""
    words = _said(definition, "Say what the new figure measures.")
    members = Membership.objects.counted().filter(figure=figure)
    chosen = list(members.filter(claim__in=claims).values_list("claim_id", flat=True))
    if not chosen:
        raise Refused("Choose the claims that the new figure takes.")
    if len(chosen) == members.count():
        raise Refused("All claims were chosen: the old figure would be left without any.")
    made = Figure.objects.create(
        definition=words,
        measure=figure.measure,
        unit=figure.unit,
        unit_code=figure.unit_code,
        currency=figure.currency,
        place=figure.place,
        period=figure.period,
        is_locked=True,
    )
    summary = f"Split {_several(chosen, 'claim')} of “{_named(figure)}” off as “{_named(made)}”."
    with acting(verb=Act.Verb.SPLIT, by=by, about=[figure, made], summary=summary, reason=reason) as pen:
        pen.made(made, merged_into=figure)
        _move(pen, chosen, figure, made, by)
    made.refresh_from_db()
    return made


@transaction.atomic
def merge_figures(*, figure: Figure, into: Figure, by: User, reason: str = "") -> Figure:
    """One figure's claims, notes and disputes go to another, and its address leads there.

    Raises Refused for itself or one that was merged.
    """
    _both_stand(Figure, figure, into)
    summary = f"Merged “{_named(figure)}” into “{_named(into)}”."
    with acting(verb=Act.Verb.MERGE, by=by, about=[figure, into], summary=summary, reason=reason) as pen:
        pen.update(left_behind(figure, into.pk), figure=into)
        # what the machine holds open it closes and opens again by what the claims say then
        pen.update(Dispute.objects.filter(figure=figure).exclude(Dispute.held_by_machine()), figure=into)
        pen.update(Annotation.objects.filter(figure=figure), figure=into)
        pen.update(Figure.objects.filter(merged_into=figure), merged_into=into)
        pen.update(Figure.objects.filter(pk=figure.pk), merged_into=into)
    figure.refresh_from_db()
    into.refresh_from_db()
    return into


@transaction.atomic
def redefine_figure(*, figure: Figure, definition: str, by: User, reason: str = "") -> Figure:
    """A person's words for what a figure measures; the machine keeps them."""
    words = _said(definition, "Say what the figure measures.")
    summary = f"“{_named(figure)}” is defined as “{words[:MOST_NAMED_CHARS]}”."
    with acting(verb=Act.Verb.REDEFINE, by=by, about=[figure], summary=summary, reason=reason) as pen:
        pen.update(Figure.objects.filter(pk=figure.pk), definition=words, is_locked=True)
    figure.refresh_from_db()
    return figure


def _both_stand(model: type[Row], one: Row, into: Row) -> None:
    if one.pk == into.pk:
        raise Refused(f"A {model._meta.verbose_name} cannot be merged into itself.")
    rows = model._default_manager.select_for_update().filter(pk__in=[one.pk, into.pk]).order_by("pk")
    if any(row.merged_into_id is not None for row in rows):
        raise Refused("One of the two was merged into another already.")


def _said(words: str, otherwise: str) -> str:
    if not (said := words.replace("\0", "").strip()):
        raise Refused(otherwise)
    return said


def _named(row: Model) -> str:
    name = str(row)
    return name if len(name) <= MOST_NAMED_CHARS else f"{name[: MOST_NAMED_CHARS - 1]}…"


def _several(things: Sequence[object], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
