"""What administrators do about accounts: invite, give roles, close."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.actions import people
from articles.models import Invitation
from articles.selectors.accounts import people_view
from articles.web.account_forms import InviteForm, RoleForm
from articles.web.responses import admins_only, page, reviewer_of, show, valid

logger = logging.getLogger(__name__)


@require_safe
@page
@admins_only
def people_list(request: HttpRequest) -> HttpResponseBase:
    return show(request, "account/people.html", {"view": people_view(), "form": InviteForm()})


@require_POST
@page
@admins_only
def invite(request: HttpRequest) -> HttpResponseBase:
    given = valid(InviteForm(request.POST))
    made, key = people.invite(email=given["email"], role=given["role"], by=reviewer_of(request))
    link = request.build_absolute_uri(reverse("invitation", args=[key]))
    is_sent = _sent(made, link)
    return show(request, "account/invited.html", {"invitation": made, "link": link, "is_sent": is_sent})


def _sent(invitation: Invitation, link: str) -> bool:
    words = render_to_string("account/invitation_mail.txt", {"invitation": invitation, "link": link})
    try:
        send_mail("Your invitation to Claim Tracker", words, None, [invitation.email])
    except OSError:
        logger.exception("an invitation could not be sent", extra={"invitation": invitation.pk})
        return False
    return True


@require_POST
@page
@admins_only
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    people.withdraw(invitation=get_object_or_404(Invitation, pk=pk), by=reviewer_of(request))
    messages.success(request, "The invitation is withdrawn.")
    return redirect("people")


@require_POST
@page
@admins_only
def give_role(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = get_object_or_404(User, pk=pk)
    people.give_role(person=person, role=valid(RoleForm(request.POST))["role"], by=reviewer_of(request))
    messages.success(request, f"{person.username} has another role now, and signs in again.")
    return redirect("people")


@require_POST
@page
@admins_only
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = get_object_or_404(User, pk=pk)
    people.set_active(person=person, is_active=False, by=reviewer_of(request))
    messages.success(request, f"The account of {person.username} is closed; what it did stays.")
    return redirect("people")


@require_POST
@page
@admins_only
def open_again(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = get_object_or_404(User, pk=pk)
    people.set_active(person=person, is_active=True, by=reviewer_of(request))
    messages.success(request, f"{person.username} may sign in again.")
    return redirect("people")
