"""What people decide about figures and names: which claims belong together, which are one and the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now

from articles.actions.counts import recount
from articles.actions.versions import Refused
from articles.models import Alias, Claim, Figure, Membership, Speaker

BY_PERSON = "person"


@transaction.atomic
def decide_membership(*, membership: Membership, status: str, by: User) -> Membership:
    """Confirm a claim's place in a figure, or take it out; machine grouping never overrides it."""
    if status not in (Membership.Status.CONFIRMED, Membership.Status.REJECTED):
        raise Refused("A membership is confirmed or rejected.")
    _decide(membership.pk, status, by)
    recount([membership.figure_id])
    membership.refresh_from_db()
    return membership


def _decide(pk: int, status: str, by: User) -> None:
    Membership.objects.filter(pk=pk).update(status=status, decided_at=Now(), decided_by=by)


@transaction.atomic
def move_claims(*, claims: Sequence[Claim], source: Figure, target: Figure, by: User) -> int:
    """Take claims out of one figure and confirm them in another; returns how many were moved."""
    if source.pk == target.pk:
        raise Refused("A claim cannot be moved to the figure it is in.")
    members = list(Membership.objects.select_for_update().filter(figure=source, claim__in=claims))
    for member in members:
        _decide(member.pk, Membership.Status.REJECTED, by)
        _confirm(target, member.claim_id, by)
    recount([source.pk, target.pk])
    return len(members)


@transaction.atomic
def split_figure(*, figure: Figure, claims: Sequence[Claim], definition: str, by: User) -> Figure:
    """A new figure with some of a figure's claims. Raises Refused without claims, with all of them, or without a definition."""
    words = definition.replace("\0", "").strip()
    if not words:
        raise Refused("Say what the new figure measures.")
    members = Membership.objects.counted().filter(figure=figure)
    chosen = members.filter(claim__in=claims).count()
    if not chosen:
        raise Refused("Choose the claims that the new figure takes.")
    if chosen == members.count():
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
    move_claims(claims=claims, source=figure, target=made, by=by)
    made.refresh_from_db()
    return made


@transaction.atomic
def merge_figures(*, figure: Figure, into: Figure, by: User) -> Figure:
    """One figure's claims go to another, and its address leads there. Raises Refused for itself or one that was merged."""
    if figure.pk == into.pk:
        raise Refused("A figure cannot be merged into itself.")
    rows = {
        row.pk: row for row in Figure.objects.select_for_update().filter(pk__in=[figure.pk, into.pk]).order_by("pk")
    }
    if any(row.merged_into_id is not None for row in rows.values()):
        raise Refused("One of the two was merged into another already.")
    held = Membership.objects.filter(figure=into).values("claim_id")
    Membership.objects.filter(figure=figure).exclude(claim_id__in=held).update(figure=into)
    Figure.objects.filter(merged_into=figure).update(merged_into=into)
    figure.merged_into = into
    figure.save(update_fields=["merged_into"])
    recount([figure.pk, into.pk])
    into.refresh_from_db()
    return into


@transaction.atomic
def redefine_figure(*, figure: Figure, definition: str, by: User) -> Figure:
    """A person's words for what a figure measures; the machine keeps them."""
    words = definition.replace("\0", "").strip()
    if not words:
        raise Refused("Say what the figure measures.")
    figure.definition, figure.is_locked = words, True
    figure.save(update_fields=["definition", "is_locked"])
    return figure


@transaction.atomic
def merge_speakers(*, speaker: Speaker, into: Speaker, by: User) -> Speaker:
    """One speaker's names and claims go to another, and its address leads there. Raises Refused for itself or a merged one."""
    if speaker.pk == into.pk:
        raise Refused("A speaker cannot be merged into itself.")
    if speaker.merged_into_id is not None or into.merged_into_id is not None:
        raise Refused("One of the two was merged into another already.")
    Alias.objects.filter(speaker=speaker).update(speaker=into)
    Claim.objects.filter(speaker=speaker).update(speaker=into)
    Speaker.objects.filter(merged_into=speaker).update(merged_into=into)
    speaker.merged_into = into
    speaker.save(update_fields=["merged_into"])
    return into


def _confirm(figure: Figure, claim_id: int, by: User) -> None:
    Membership.objects.update_or_create(
        figure=figure,
        claim_id=claim_id,
        defaults={"status": Membership.Status.CONFIRMED, "decided_at": Now(), "decided_by": by},
        create_defaults={
            "status": Membership.Status.CONFIRMED,
            "decided_at": Now(),
            "decided_by": by,
            "score": Decimal(1),
            "reasons": ["put here by a reviewer"],
            "method": BY_PERSON,
        },
    )
