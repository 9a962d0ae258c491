"""One's own account: name, password, second factor, keys of programs, and all the places one is signed in."""

from __future__ import annotations

from base64 import b32encode
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.actions import people, second_factor
from articles.actions.access import issue_token, revoke_token
from articles.models import Token
from articles.models.people import Role
from articles.selectors.accounts import account_view, square_of
from articles.web.account_forms import CodeForm, PasswordForm, RenameForm, TokenForm
from articles.web.responses import BadInput, only, page, reviewer_of, show, valid

signed_in_only = only(Role.READER)
person_of = reviewer_of


@require_safe
@page
@signed_in_only
def account(request: HttpRequest) -> HttpResponseBase:
    context = {"view": account_view(person_of(request)), "password": PasswordForm(), "token": TokenForm()}
    return show(request, "account/page.html", context)


@require_POST
@page
@signed_in_only
def rename(request: HttpRequest) -> HttpResponseBase:
    people.rename(person=person_of(request), username=valid(RenameForm(request.POST))["username"])
    messages.success(request, "That is your name now.")
    return redirect("account")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@page
@signed_in_only
def change_password(request: HttpRequest) -> HttpResponseBase:
    person = person_of(request)
    form = PasswordChangeForm(person, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, "account/password.html", {"form": form}, 400 if form.is_bound else 200)
    form.save()
    update_session_auth_hash(request, person)
    people.sign_out_everywhere(person=person, but=request.session.session_key)
    messages.success(request, "Your password is changed, and you are signed out everywhere else.")
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@page
@signed_in_only
def set_up_second_factor(request: HttpRequest) -> HttpResponseBase:
    person = person_of(request)
    if request.method == "POST" and "code" in request.POST:
        codes = second_factor.confirm(user=person, code=valid(CodeForm(request.POST))["code"])
        people.sign_out_everywhere(person=person, but=request.session.session_key)
        return show(request, "account/recovery.html", {"codes": codes})
    if request.method != "POST":
        return show(request, "account/second_factor.html")
    device = second_factor.begin(user=person)
    context = {"form": CodeForm(), "square": square_of(device.config_url), "secret": _spaced(device.key)}
    return show(request, "account/second_factor.html", context)


def _spaced(key: str) -> str:
    """The secret as an authenticator takes it by hand: base 32, in fours."""
    text = b32encode(bytes.fromhex(key)).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


@sensitive_post_parameters("password")
@require_POST
@page
@signed_in_only
def take_off_second_factor(request: HttpRequest) -> HttpResponseBase:
    second_factor.remove(user=_sure(request))
    messages.success(request, "Signing in takes the password alone now.")
    return redirect("account")


@sensitive_post_parameters("password")
@require_POST
@page
@signed_in_only
def new_recovery_codes(request: HttpRequest) -> HttpResponseBase:
    person = _sure(request)
    if not second_factor.has_second_factor(person):
        raise BadInput("There is no second factor that could be recovered.")
    return show(request, "account/recovery.html", {"codes": second_factor.new_recovery_codes(user=person)})


@require_POST
@page
@signed_in_only
def make_token(request: HttpRequest) -> HttpResponseBase:
    given = valid(TokenForm(request.POST))
    lifetime = timedelta(days=given["days"])
    made, secret = issue_token(user=person_of(request), name=given["name"], scopes=given["scopes"], lifetime=lifetime)
    return show(request, "account/token.html", {"token": made, "secret": secret})


@require_POST
@page
@signed_in_only
def end_token(request: HttpRequest, pk: int) -> HttpResponseBase:
    revoke_token(token=get_object_or_404(Token, pk=pk, user=person_of(request)))
    messages.success(request, "That key opens nothing any more.")
    return redirect("account")


def _sure(request: HttpRequest) -> User:
    """Who asks, once the password is given again: an unlocked screen is not enough."""
    person = person_of(request)
    if not person.check_password(valid(PasswordForm(request.POST))["password"]):
        raise BadInput("password: this is not your password.")
    return person


@require_POST
@page
@signed_in_only
def sign_out_everywhere(request: HttpRequest) -> HttpResponseBase:
    people.sign_out_everywhere(person=person_of(request))
    request.session.flush()
    return redirect("login")
