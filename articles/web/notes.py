"""Notes of reviewers on claims, figures and disputes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from articles.actions.notes import Target, annotate, delete_annotation
from articles.models import Annotation, Claim, Dispute, Figure
from articles.web.forms import NoteForm
from articles.web.responses import page, reviewer_of, reviewers_only, valid


@require_POST
@page
@reviewers_only
def annotate_claim(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _annotated(request, Target(claim=get_object_or_404(Claim, pk=pk)), "claim", pk)


@require_POST
@page
@reviewers_only
def annotate_figure(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _annotated(request, Target(figure=get_object_or_404(Figure, pk=pk)), "figure", pk)


@require_POST
@page
@reviewers_only
def annotate_dispute(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _annotated(request, Target(dispute=get_object_or_404(Dispute, pk=pk)), "dispute", pk)


def _annotated(request: HttpRequest, target: Target, address: str, pk: int) -> HttpResponseBase:
    given = valid(NoteForm(request.POST))
    note = annotate(
        by=reviewer_of(request),
        body=given["body"],
        kind=given["kind"],
        evidence_url=given["evidence_url"],
        parent=given["parent"],
        target=target,
    )
    messages.success(request, "Your note is saved.")
    return redirect(f"{redirect(address, pk).url}#note-{note.pk}")


@require_POST
@page
@reviewers_only
def delete_note(request: HttpRequest, pk: int) -> HttpResponseBase:
    note = get_object_or_404(Annotation.objects.visible(), pk=pk)
    delete_annotation(annotation=note, by=reviewer_of(request))
    messages.success(request, "The note is taken off the pages.")
    if note.claim_id:
        return redirect("claim", note.claim_id)
    return redirect("figure", note.figure_id) if note.figure_id else redirect("dispute", note.dispute_id)
