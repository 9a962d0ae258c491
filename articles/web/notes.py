"""Notes of reviewers on claims, figures, disputes and words of a text."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.actions.notes import Anchor, Evidence, Target, anchor_of, annotate, delete_annotation, edit_annotation
from articles.actions.versions import Refused
from articles.models import Annotation, Claim, Dispute, Figure, Revision
from articles.selectors.notes import address_of_note, wordings_of
from articles.web.desk_forms import QuoteForm
from articles.web.forms import EditForm, NoteForm
from articles.web.responses import page, reviewer_of, reviewers_only, show, valid


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


@require_POST
@page
@reviewers_only
def annotate_revision(request: HttpRequest, pk: int) -> HttpResponseBase:
    revision = get_object_or_404(Revision, pk=pk)
    anchor = None if request.POST.get("parent") else _quoted(request, revision)
    return _annotated(request, Target(revision=revision), "article", revision.article_id, anchor)


def _quoted(request: HttpRequest, revision: Revision) -> Anchor:
    quoted = valid(QuoteForm(request.POST))
    return anchor_of(revision, quoted["quote"], quoted["start"])


def _annotated(
    request: HttpRequest, target: Target, address: str, pk: int, anchor: Anchor | None = None
) -> HttpResponseBase:
    given = valid(NoteForm(request.POST))
    note = annotate(
        by=reviewer_of(request),
        body=given["body"],
        kind=given["kind"],
        evidence=Evidence(
            given["evidence_url"], given["evidence_title"], given["evidence_date"], given["archived_url"]
        ),
        parent=given["parent"],
        target=target,
        anchor=anchor,
    )
    messages.success(request, "Your note is saved.")
    return redirect(f"{redirect(address, pk).url}#note-{note.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@page
@reviewers_only
def edit_note(request: HttpRequest, pk: int) -> HttpResponseBase:
    note = get_object_or_404(Annotation.objects.visible().select_related("revision"), pk=pk)
    me = reviewer_of(request)
    if note.created_by_id != me.pk and not me.is_superuser:
        raise Refused("A note is edited or deleted by its writer only.")
    form = EditForm(
        request.POST if request.method == "POST" else None, initial={"body": note.body, "version": note.version}
    )
    if not form.is_valid():
        return show(request, "review/edit.html", {"note": note, "form": form}, 400 if form.is_bound else 200)
    edit_annotation(annotation=note, by=me, **form.cleaned_data)
    messages.success(request, "Your note says it anew; what it said before stays in its history.")
    return redirect(f"{_address(note)}#note-{pk}")


@require_safe
@page
def note_history(request: HttpRequest, pk: int) -> HttpResponseBase:
    note = get_object_or_404(
        Annotation.objects.visible().filter(edited_at__isnull=False).select_related("created_by", "revision"), pk=pk
    )
    context = {"note": note, "wordings": wordings_of(note), "back": f"{_address(note)}#note-{pk}"}
    return show(request, "review/wordings.html", context)


def _address(note: Annotation) -> str:
    name, number = address_of_note(note)
    return reverse(name, args=[number])


@require_POST
@page
@reviewers_only
def delete_note(request: HttpRequest, pk: int) -> HttpResponseBase:
    note = get_object_or_404(Annotation.objects.visible().select_related("revision"), pk=pk)
    delete_annotation(annotation=note, by=reviewer_of(request), reason=request.POST.get("reason", ""))
    messages.success(request, "The note is taken off the pages.")
    return redirect(_address(note))
