"""Filters of what one person follows and was told, and the query of a list of claims that is followed."""

from __future__ import annotations

from typing import ClassVar

from django.http import QueryDict

from articles.filters import ClaimFilter
from articles.filters.fields import ChoicesFilter, RowFilter, StrictFilterSet, YesNoFilter
from articles.models import Alert, Claim, Delivery, Figure, Follow, Outlet, Speaker, Webhook
from articles.models.alert import Trigger

NOT_FILTERS = ("cursor", "sort", "format", "level", "csrfmiddlewaretoken")
LONGEST_QUERY = 1000


def followed_query(text: str) -> tuple[str, list[str]]:
    """The filters in the address of a list of claims, and what is wrong with them.

    ``"?hedge=about&sort=newest"`` gives ``("hedge=about", [])``, ``"colour=red"`` the problem that names it.
    """
    query = QueryDict(text.lstrip("?"), mutable=True)
    for name in NOT_FILTERS:
        query.pop(name, None)
    found = query.urlencode()
    problems = ClaimFilter(query, Claim.objects.none()).problems()
    if not problems and not query:
        problems = ["query: choose at least one filter of the list of claims."]
    if not problems and len(found) > LONGEST_QUERY:
        problems = [f"query: it has at most {LONGEST_QUERY:,} characters, this one has {len(found):,}."]
    return found, problems


class FollowFilter(StrictFilterSet):
    figure = RowFilter(queryset=Figure.objects.all())
    speaker = RowFilter(queryset=Speaker.objects.all())
    outlet = RowFilter(queryset=Outlet.objects.all())
    mail = ChoicesFilter(choices=Follow.Mail.choices, label="E-mail")

    class Meta(StrictFilterSet.Meta):
        model = Follow
        fields: ClassVar[list[str]] = []


class AlertFilter(StrictFilterSet):
    follow = RowFilter(queryset=Follow.objects.all())
    trigger = ChoicesFilter(choices=Trigger.choices, label="What it tells")

    class Meta(StrictFilterSet.Meta):
        model = Alert
        fields: ClassVar[list[str]] = []


class WebhookFilter(StrictFilterSet):
    active = YesNoFilter(field_name="is_active", label="Not stopped")

    class Meta(StrictFilterSet.Meta):
        model = Webhook
        fields: ClassVar[list[str]] = []


class DeliveryFilter(StrictFilterSet):
    state = ChoicesFilter(choices=Delivery.State.choices)
    alert = RowFilter(queryset=Alert.objects.all())

    class Meta(StrictFilterSet.Meta):
        model = Delivery
        fields: ClassVar[list[str]] = []
