"""Looks at what came in and writes an alert for each thing that somebody who follows wants to be told of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.http import QueryDict

from articles.filters import ClaimFilter
from articles.ingestion import novelty
from articles.models import Alert, Claim, Delivery, Dispute, Follow, Membership, NumberChange, Watermark, Webhook
from articles.models.alert import Trigger
from articles.selectors.alerts import told_of_change, told_of_claim, told_of_dispute

# a transaction that began before another may end after it: rows count as settled when they are this old
SETTLED = timedelta(minutes=2)
LOOKED_AT_ONCE = 1_000
SEARCHED_AT_ONCE = 5_000
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to tell one follow."""

    follow: Follow
    trigger: Trigger
    key: str
    title: str
    path: str
    facts: dict[str, Any]


def look() -> int:
    """Write the alerts and deliveries of what came in since the last look; returns how many alerts are new.

    One look at a time. What it has looked at it looks at again for two minutes; an alert that is there is not written twice.
    """
    with transaction.atomic():
        found: list[Found] = []
        for name, (model, read) in _SOURCES.items():
            after = _mark(name, model.objects.all())
            if after is not None:
                found += read(after)
        return _write(found)


def _mark(name: str, rows: QuerySet[Any]) -> int | None:
    """After which number to look now, the mark moved on; None where somebody else looks."""
    last = rows.aggregate(last=Max("pk"))["last"] or 0
    Watermark.objects.get_or_create(name=name, defaults={"position": last, "next_position": last})
    mark = Watermark.objects.select_for_update(skip_locked=True).filter(pk=name).first()
    if mark is None:
        return None
    Watermark.objects.filter(pk=name, seen_at__lt=Now() - SETTLED).update(
        position=mark.next_position, next_position=last, seen_at=Now()
    )
    return mark.position


def _of_claims(after: int) -> Iterator[Found]:
    rows = Membership.objects.counted().filter(pk__gt=after).order_by("pk")
    wanted = rows.filter(
        Q(Exists(Follow.objects.filter(figure=OuterRef("figure"))))
        | Q(Exists(Follow.objects.filter(speaker=OuterRef("claim__speaker"))))
        | Q(Exists(Follow.objects.filter(outlet=OuterRef("claim__outlet"))))
        | Q(claim__in=_searched(rows))
    )
    names = ("figure", "claim__article", "claim__outlet", "claim__speaker", "claim__source")
    for member in wanted.select_related(*names).defer("claim__search", "figure__search")[:LOOKED_AT_ONCE]:
        follows = [f for f in _followers(member) if f.created_at <= member.created_at]
        if follows:
            news = novelty.news_of(member)
            for follow in follows:
                yield from _told(follow, member, news)


def _told(follow: Follow, member: Membership, news: dict[Trigger, str]) -> Iterator[Found]:
    for trigger, why in news.items():
        if trigger in follow.triggers:
            title, path, facts = told_of_claim(member.claim, member.figure, why)
            yield Found(follow, trigger, f"{trigger}:claim:{member.claim_id}", title, path, facts)


def _followers(member: Membership) -> list[Follow]:
    claim = member.claim
    target = Q(figure=member.figure_id)
    if claim.speaker_id:
        target |= Q(speaker=claim.speaker_id)
    if claim.outlet_id:
        target |= Q(outlet=claim.outlet_id)
    found = list(Follow.objects.filter(target))
    searches = Follow.objects.exclude(query="").filter(person__is_active=True)
    return found + [follow for follow in searches if matching(follow, Claim.objects.filter(pk=claim.pk)).exists()]


def matching(follow: Follow, claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Which of some claims a followed list holds; none for a query that its filters no longer take."""
    filters = ClaimFilter(QueryDict(follow.query), claims)
    return filters.qs if filters.is_valid() else claims.none()


def _searched(rows: QuerySet[Membership]) -> list[int]:
    """The new claims that some followed list holds, in one query a list."""
    searches = list(Follow.objects.exclude(query="").filter(person__is_active=True))
    if not searches:
        return []
    new = Claim.objects.filter(pk__in=list(rows.values_list("claim_id", flat=True)[:SEARCHED_AT_ONCE]))
    return [pk for follow in searches for pk in matching(follow, new).order_by().values_list("pk", flat=True)]


def _of_changes(after: int) -> Iterator[Found]:
    silent = NumberChange.objects.filter(pk__gt=after, has_notice=False).for_list().order_by("pk")[:LOOKED_AT_ONCE]
    for change in silent:
        claims = [claim for claim in (change.before, change.after) if claim is not None]
        figures = (
            Membership.objects.filter(claim__in=claims).exclude(status=Membership.Status.REJECTED).values("figure")
        )
        speakers = [claim.speaker_id for claim in claims if claim.speaker_id]
        target = Q(figure__in=figures) | Q(speaker__in=speakers)
        if change.article.outlet_id:
            target |= Q(outlet=change.article.outlet_id)
        for follow in Follow.objects.filter(
            target, triggers__contains=[Trigger.EDIT], created_at__lte=change.created_at
        ):
            yield Found(follow, Trigger.EDIT, f"edit:{change.pk}", *told_of_change(change))


def _of_disputes(after: int) -> Iterator[Found]:
    lately = Q(pk__gt=after) | Q(closed_at__gte=Now() - DAY)
    rows = Dispute.objects.filter(lately).select_related("figure", "claim").order_by("pk")[:LOOKED_AT_ONCE]
    for dispute in rows:
        happened = dispute.closed_at or dispute.opened_at
        phase = "decided" if dispute.closed_at else "opened"
        target = Q(figure=dispute.figure_id) if dispute.figure_id else Q(figure__memberships__claim=dispute.claim_id)
        follows = Follow.objects.filter(target, triggers__contains=[Trigger.DISPUTE], created_at__lte=happened)
        for follow in follows.distinct():
            yield Found(follow, Trigger.DISPUTE, f"dispute:{dispute.pk}:{phase}", *told_of_dispute(dispute))


_SOURCES: dict[str, tuple[Any, Callable[[int], Iterator[Found]]]] = {
    "memberships": (Membership, _of_claims),
    "changes": (NumberChange, _of_changes),
    "disputes": (Dispute, _of_disputes),
}


def _write(found: Iterable[Found]) -> int:
    """Write what is not written yet, with its deliveries."""
    by_key = {(each.follow.pk, each.key): each for each in found}
    there = Alert.objects.filter(follow__in={follow for follow, _ in by_key}, key__in={key for _, key in by_key})
    for known in there.values_list("follow_id", "key"):
        by_key.pop(known, None)
    alerts = Alert.objects.bulk_create(_alert(each) for each in by_key.values())
    hooks: dict[int, list[Webhook]] = defaultdict(list)
    for hook in Webhook.objects.filter(person__in={each.follow.person_id for each in by_key.values()}, is_active=True):
        hooks[hook.person_id].append(hook)
    Delivery.objects.bulk_create(
        Delivery(webhook=hook, alert=alert) for alert in alerts for hook in hooks[alert.follow.person_id]
    )
    return len(alerts)


def _alert(each: Found) -> Alert:
    is_mailed = each.follow.mail != Follow.Mail.NEVER
    return Alert(
        follow=each.follow,
        trigger=each.trigger,
        key=each.key,
        title=each.title,
        path=each.path,
        facts=each.facts,
        send_at=Now() if is_mailed else None,
    )
