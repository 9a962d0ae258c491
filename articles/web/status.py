"""How the work goes, for those who keep it going: what waits, what fails, and what could not be read."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from articles.actions.quarantine import discard_article, retry_article
from articles.models import Article
from articles.selectors.progress import ended_badly, progress
from articles.tasks import send_article
from articles.web.responses import admins_only, page, reviewer_of, reviewers_only, show, valid

SHOWN = 50


class WhyForm(forms.Form):
    why = forms.CharField(max_length=500)


@require_safe
@page
@reviewers_only
def status(request: HttpRequest) -> HttpResponseBase:
    rows = list(ended_badly()[: SHOWN + 1])
    context = {"now": progress(), "articles": rows[:SHOWN], "has_more": len(rows) > SHOWN}
    return show(request, "status/page.html", context)


@require_POST
@page
@admins_only
def retry(request: HttpRequest, pk: int) -> HttpResponseBase:
    article = retry_article(article=get_object_or_404(Article, pk=pk), by=reviewer_of(request))
    send_article(article.pk)
    messages.success(request, f"{article} is read again.")
    return redirect("status")


@require_POST
@page
@admins_only
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    article = get_object_or_404(Article, pk=pk)
    discard_article(article=article, why=valid(WhyForm(request.POST))["why"], by=reviewer_of(request))
    messages.success(request, f"{article} is given up.")
    return redirect("status")
