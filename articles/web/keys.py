"""A person's own keys for programs: made, shown once, revoked."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from articles.actions.access import issue_token, revoke_token
from articles.models import Token
from articles.models.people import Role
from articles.web.responses import only, page, reviewer_of, show, valid


class KeyForm(forms.Form):
    name = forms.CharField(max_length=100, label="What it is for")
    scopes = forms.MultipleChoiceField(
        choices=Token.Scope.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="What it may do besides reading",
    )
    days = forms.IntegerField(min_value=1, max_value=366, initial=90, label="For how many days")


@require_http_methods(["GET", "HEAD", "POST"])
@only(Role.READER)
@page
def keys(request: HttpRequest) -> HttpResponseBase:
    """One's keys; a new one's secret is on this answer and nowhere else."""
    user, secret, form = reviewer_of(request), "", KeyForm()
    if request.method == "POST":
        given = valid(KeyForm(request.POST))
        _, secret = issue_token(
            user=user, name=given["name"], scopes=given["scopes"], lifetime=timedelta(days=given["days"])
        )
    held = Token.objects.filter(user=user).order_by("-pk")
    return show(request, "api/keys.html", {"keys": held, "form": form, "secret": secret})


@require_POST
@only(Role.READER)
@page
def revoke_key(request: HttpRequest, pk: int) -> HttpResponseBase:
    revoke_token(token=get_object_or_404(Token, pk=pk, user=reviewer_of(request)))
    return redirect("keys")
