"""What one follows, and what one was told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from articles.actions.follows import Followed, follow, unfollow, usual_triggers
from articles.api import nouns
from articles.api.bodies import FollowBody, HowBody
from articles.api.cursors import unsigned
from articles.api.documented import changes_follow, follows, unfollows
from articles.api.listings import Listing, paged, patient
from articles.api.parameters import Parameter, checked, time_of
from articles.api.permissions import OwnWithScope
from articles.api.problems import Unusable
from articles.api.shared import PAGE_ROWS, SINCE_TOLD, chosen, refuse_together
from articles.api.told import AlertSerializer, FollowSerializer
from articles.api.writing import checked_body, once, person, written
from articles.filters.alerts import AlertFilter, FollowFilter, followed_query
from articles.models import Alert, Figure, Follow, Outlet, Speaker, Token
from articles.selectors.keyset import Key, Order
from articles.selectors.modifications import PRIMARY, horizon
from articles.selectors.pages import ids_page

KINDS: Mapping[str, type[Model]] = {"figure": Figure, "speaker": Speaker, "outlet": Outlet}
TOLD = Order("oldest first", (Key("created_at", kind=datetime), Key("id")))


class Follows(Listing):
    """What one follows. Following again what is followed already changes how one is told."""

    permission_classes = [OwnWithScope]
    is_public = False
    noun = row_noun = nouns.FOLLOWS
    shown_from = ()
    serializer_class = FollowSerializer
    filters = FollowFilter
    has_past = False
    write_scope = Token.Scope.FOLLOW

    def every(self) -> QuerySet[Any]:
        return Follow.objects.filter(person=self.request.user.pk)

    @follows
    @once
    def create(self, request: Request) -> HttpResponseBase:
        """Follow a figure, a speaker, an outlet, or a list of claims by its filters."""
        given = checked_body(FollowBody, request)
        thing = _thing(given)
        made, is_new = follow(
            by=person(request),
            thing=thing,
            triggers=given.get("triggers") or usual_triggers(thing),
            mail=given.get("mail", Follow.Mail.DAILY),
        )
        address = str(request.build_absolute_uri(f"/api/v1/follows/{made.pk}/"))
        return written(nouns.FOLLOWS, made.pk, HTTPStatus.CREATED if is_new else HTTPStatus.OK, address)

    @changes_follow
    @once
    def partial_update(self, request: Request, pk: str) -> HttpResponseBase:
        """Change what one is told of, or by which e-mail."""
        row, given = self._own(pk), checked_body(HowBody, request)
        thing: Followed = row.figure or row.speaker or row.outlet or row.query
        follow(by=person(request), thing=thing, **{"triggers": row.triggers, "mail": row.mail, **given})
        return written(nouns.FOLLOWS, row.pk, HTTPStatus.OK)

    @unfollows
    @once
    def destroy(self, request: Request, pk: str) -> HttpResponseBase:
        """Leave it; what was told of it goes with it."""
        unfollow(by=person(request), follow=self._own(pk))
        return HttpResponse(status=HTTPStatus.NO_CONTENT)

    def _own(self, pk: str) -> Follow:
        row: Follow | None = self.every().select_related("figure", "speaker", "outlet").filter(pk=pk).first()
        if row is None:
            raise NotFound(f"You have no follow {pk}.")
        return row


def _thing(given: Mapping[str, Any]) -> Followed:
    for name, model in KINDS.items():
        if name in given:
            found: Any = model._default_manager.filter(pk=given[name]).first()
            if found is None:
                raise NotFound(f"There is no {name} {given[name]}.")
            return found  # type: ignore[no-any-return]  # of one of KINDS
    query, problems = followed_query(given["query"])
    if problems:
        raise Unusable({"query": [problem.removeprefix("query: ") for problem in problems]})
    return query


class Alerts(Listing):
    """What one was told, newest first; ``modified_since`` gives what came since."""

    permission_classes = [OwnWithScope]
    is_public = False
    noun = row_noun = nouns.ALERTS
    shown_from = ()
    serializer_class = AlertSerializer
    filters = AlertFilter
    facets = {"trigger": ("trigger",)}
    has_past = False
    write_scope = Token.Scope.FOLLOW

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """What the list's address takes."""
        since = Parameter("modified_since", {"type": "string", "format": "date-time"}, SINCE_TOLD)
        return {**super().parameters(), since.name: since}

    def every(self) -> QuerySet[Any]:
        return Alert.objects.filter(follow__person=self.request.user.pk)

    def list(self, request: Request) -> HttpResponseBase:
        asked = checked(request, self.parameters())
        return _told_since(self, request, asked) if "modified_since" in asked else super().list(request)


def _told_since(view: Alerts, request: Request, asked: Mapping[str, str]) -> HttpResponseBase:
    """A page of alerts, which never change, by when they were written; ``synced_to`` is what the next round starts from."""
    refuse_together(asked, "modified_since", ("sort", "count", "facets"))
    name, until, size = f"{view.noun.name} since", horizon(), int(asked.get("page_size", PAGE_ROWS))
    rows = view.filtered(view.every(), asked).using(PRIMARY)
    rows = rows.filter(created_at__gte=time_of(asked["modified_since"]), created_at__lt=until)
    cursor = unsigned(asked.get("cursor", ""), name)
    ids, following = patient(lambda: ids_page(rows, TOLD, cursor, size))
    text = view.noun.json_of(ids, *chosen(asked), using=PRIMARY)
    return paged(request, name, following, {} if following else {"synced_to": until.isoformat()}, text, ())
