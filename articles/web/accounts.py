"""Getting in: signing in with a second step where there is one, invitations, and forgotten passwords."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordResetConfirmView, PasswordResetView
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.actions import people, second_factor
from articles.actions.versions import Refused
from articles.web.account_forms import CodeForm, ForgottenForm, JoinForm
from articles.web.responses import page, show

HALF_WAY = "half_way"
HALF_WAY_S = 300
INVITED = "invited"
form_only = require_http_methods(["GET", "HEAD", "POST"])


def onward(request: HttpRequest) -> str:
    """Where to go after signing in: ``next`` when it is an address of this site, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts, is_secure = {request.get_host()}, request.is_secure()
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=is_secure)
    return wanted if is_ours else str(settings.LOGIN_REDIRECT_URL)


@sensitive_post_parameters("password")
@never_cache
@form_only
@page
def sign_in(request: HttpRequest) -> HttpResponseBase:
    form = AuthenticationForm(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, "account/login.html", {"form": form, "next": onward(request)})
    person = form.get_user()
    assert isinstance(person, User)
    if second_factor.has_second_factor(person):
        # not signed in yet: only who it will be, for five minutes
        request.session.cycle_key()
        request.session[HALF_WAY] = {"person": person.pk, "at": time.time(), "next": onward(request)}
        return redirect("login-code")
    login(request, person)
    return redirect(onward(request))


@sensitive_post_parameters("code")
@never_cache
@form_only
@page
def sign_in_code(request: HttpRequest) -> HttpResponseBase:
    half: dict[str, Any] = request.session.get(HALF_WAY) or {}
    person = User.objects.filter(pk=half.get("person", 0), is_active=True).first()
    if person is None or time.time() - half["at"] > HALF_WAY_S:
        return redirect("login")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, "account/code.html", {"form": form}, 400 if form.is_bound else 200)
    if not second_factor.is_right_code(user=person, code=form.cleaned_data["code"]):
        form.add_error("code", "This code is not right, or was used. Wait some seconds and give the one shown then.")
        return show(request, "account/code.html", {"form": form}, 400)
    del request.session[HALF_WAY]
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(half["next"])


@never_cache
@require_POST
@page
def sign_out(request: HttpRequest) -> HttpResponseBase:
    logout(request)
    return redirect("home")


@never_cache
@require_safe
@page
def invited(request: HttpRequest, key: str) -> HttpResponseBase:
    """Takes the key out of the address, where logs and histories would keep it."""
    request.session[INVITED] = key
    return redirect("join")


@sensitive_post_parameters("password")
@never_cache
@form_only
@page
def join(request: HttpRequest) -> HttpResponseBase:
    key = request.session.get(INVITED, "")
    invitation = people.invitation_for(key)
    if invitation is None:
        return show(request, "account/no_invitation.html", status=404)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = people.accept(
                key=key, username=form.cleaned_data["username"], password=form.cleaned_data["password"]
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            request.session.flush()
            login(request, person, backend="django.contrib.auth.backends.ModelBackend")
            messages.success(request, "Welcome. This is your account.")
            return redirect("account")
    return show(request, "account/join.html", {"form": form, "invitation": invitation}, 400 if form.is_bound else 200)


# the answer is the same for an address that nobody has
forgotten = form_only(
    never_cache(
        PasswordResetView.as_view(
            form_class=ForgottenForm,
            template_name="account/forgotten.html",
            email_template_name="account/forgotten_mail.txt",
            subject_template_name="account/forgotten_subject.txt",
            success_url=reverse_lazy("password_reset_done"),
        )
    )
)
choose_password = form_only(
    PasswordResetConfirmView.as_view(
        template_name="account/choose.html", success_url=reverse_lazy("password_reset_complete")
    )
)


@require_safe
@page
def forgotten_done(request: HttpRequest) -> HttpResponseBase:
    return show(request, "account/forgotten_done.html")


@require_safe
@page
def password_chosen(request: HttpRequest) -> HttpResponseBase:
    return show(request, "account/chosen.html")
