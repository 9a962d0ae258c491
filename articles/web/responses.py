"""How every page answers: rendering, the refusals that readers can act on, and what caches may keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from articles.actions.versions import Overtaken, Refused, StaleVersion
from articles.models import Dispute
from articles.models.people import Role
from articles.selectors.acts import last_act_of
from articles.selectors.patience import TooSlow, Unreadable, within
from articles.selectors.people import role_and_unread
from claimtracker.unchanged import keep_unchanged

Response = TypeVar("Response", bound=HttpResponseBase)
View = Callable[..., HttpResponseBase]


class BadInput(Exception):
    """What the address or form says cannot be used; the texts are for the reader."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = list(problems)


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page; what a signed-in person sees is kept by no cache."""
    may = {
        "can_review": has_role(request, Role.REVIEWER),
        "can_manage": has_role(request, Role.ADMIN),
        "unread": request._unread,  # type: ignore[attr-defined]  # asked for with the role
    }
    response = render(request, template, {**(context or {}), **may}, status=status)
    if request.user.is_authenticated:
        add_never_cache_headers(response)
        patch_cache_control(response, private=True, no_store=True)
    return response


def page(view: View) -> View:
    """Turns what readers can do something about into pages: 400 for bad input, 409 for a stale version."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except BadInput as error:
            return show(request, "400.html", {"problems": error.problems}, 400)
        except Overtaken as error:
            return show(request, "409.html", {"problem": str(error)}, 409)
        except Refused as error:
            return show(request, "400.html", {"problems": [str(error)]}, 400)
        except StaleVersion as error:
            return show(request, "409.html", {"stale": error, "mine": sent(request), "back": _back(error.row)}, 409)

    return answered


def _back(row: Model) -> str:
    """The page of a row whose forms have addresses of their own; "" where the form's address shows it."""
    return reverse("dispute", args=[row.pk]) if isinstance(row, Dispute) else ""


def public(view: View) -> View:
    """A :func:`page` made of its address and the database only: what a stranger was shown is kept until a row changes."""
    return keep_unchanged(page(view))


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, without its token and version, so that nothing of it is lost when it cannot be saved."""
    left_out = ("csrfmiddlewaretoken", "version")
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in left_out]


def has_role(request: HttpRequest, least: Role) -> bool:
    """Whether who asks has this role or one above it; asked of the database once a request."""
    if not hasattr(request, "_role"):
        request._role, request._unread = role_and_unread(request.user)  # type: ignore[attr-defined]  # kept with what they are true of
    role: Role | None = request._role  # type: ignore[attr-defined]
    return role is not None and role.rank >= least.rank


def only(least: Role) -> Callable[[View], View]:
    """``@only(Role.SENIOR)``: strangers are asked to sign in, people of a lower role get 403."""

    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not has_role(request, least):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


reviewers_only = only(Role.REVIEWER)
seniors_only = only(Role.SENIOR)
admins_only = only(Role.ADMIN)


def reviewer_of(request: HttpRequest) -> User:
    """The signed-in person behind a request that :func:`reviewers_only` let through."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def acted(request: HttpRequest, text: str) -> None:
    """Says on the next page what was just done, with a button that takes it back."""
    act = last_act_of(reviewer_of(request))
    messages.success(request, text, extra_tags=str(act.pk) if act else "")


def valid(form: Form) -> dict[str, Any]:
    """What a form holds. Raises BadInput naming each field that cannot be used."""
    if not form.is_valid():
        raise BadInput(*(f"{name}: {text}" for name, texts in form.errors.items() for text in texts))
    return form.cleaned_data


def searching(read: Callable[[], Any]) -> Any:
    """Runs a read that takes words of readers, given up after one second: such words can be made costly."""
    try:
        return within(read)
    except TooSlow as error:
        raise BadInput("q: this search takes too long; use fewer or plainer words.") from error
    except Unreadable as error:
        raise BadInput("q: these words cannot be searched for.") from error
