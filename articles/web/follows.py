"""What a signed-in person follows, and how they are told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_POST, require_safe

from articles.actions import follows as acts
from articles.filters.alerts import followed_query
from articles.models import Figure, Follow, Outlet, Speaker, Subscription
from articles.models.alert import Trigger
from articles.selectors.alerts import feed_token, follows_of, news_of_person, owner_of, webhooks_of
from articles.web.documents import site_of
from articles.web.feeds import FORMS
from articles.web.responses import BadInput, page, show

KINDS: dict[str, Any] = {"figure": Figure, "speaker": Speaker, "outlet": Outlet}


def person_of(request: HttpRequest) -> User:
    """The signed-in person behind a request."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@require_safe
@login_required
@page
def follow_list(request: HttpRequest) -> HttpResponseBase:
    person = person_of(request)
    subscription = Subscription.objects.filter(person=person).first() or Subscription(person=person)
    context = {
        "follows": follows_of(person),
        "webhooks": webhooks_of(person),
        "triggers": Trigger.choices,
        "mails": Follow.Mail.choices,
        "token": feed_token(subscription),
    }
    return show(request, "follow/list.html", context)


@require_POST
@login_required
@page
def add(request: HttpRequest) -> HttpResponseBase:
    """Follows what a form names: ``kind`` and ``pk``, or ``query``, the filters of a list of claims."""
    thing = _thing(request.POST)
    triggers = request.POST.getlist("trigger") or acts.usual_triggers(thing)
    made, _ = acts.follow(
        by=person_of(request), thing=thing, triggers=triggers, mail=request.POST.get("mail", Follow.Mail.DAILY)
    )
    messages.success(request, f"You follow {made}.")
    return redirect("follows")


def _thing(given: QueryDict) -> Figure | Speaker | Outlet | str:
    kind, pk = given.get("kind", ""), given.get("pk", "")
    if kind in KINDS:
        if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
            raise BadInput("pk: a number is needed.")
        found: Figure | Speaker | Outlet = get_object_or_404(KINDS[kind], pk=int(pk))
        return found
    query, problems = followed_query(given.get("query", ""))
    if problems:
        raise BadInput(*problems)
    return query


@require_POST
@login_required
@page
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = person_of(request)
    acts.unfollow(by=person, follow=get_object_or_404(Follow, pk=pk, person=person))
    return redirect("follows")


@require_POST
@login_required
def renew_feed(request: HttpRequest) -> HttpResponseBase:
    acts.new_feed_address(by=person_of(request))
    messages.success(request, "Your feed has a new address; the old one gives nothing any more.")
    return redirect("follows")


@require_safe
@conditional_page
def own_feed(request: HttpRequest, token: str, form: str) -> HttpResponseBase:
    """A person's alerts for whoever has the address: no login, no cookie, kept by no shared cache."""
    person = owner_of(token)
    if person is None or form not in FORMS:
        raise Http404
    site = site_of(request)
    news = news_of_person(person, site)
    media_type, write = FORMS[form]
    answer = HttpResponse(write(news, request.build_absolute_uri(), site), content_type=media_type)
    answer["Last-Modified"] = http_date(news.updated.timestamp())
    answer["Cache-Control"] = "private"
    answer["X-Robots-Tag"] = "noindex"
    return answer
