"""Double coding: projects, blind coding, agreement, decisions on differences, and exports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.actions.coding import FIELDS, adjudicate, close_project, code_item, start_project
from articles.actions.versions import Refused
from articles.models import Adjudication, CodingItem, CodingProject
from articles.selectors.coding import agreement_of, differences_of, exported, left_for, may_see_results, projects
from articles.web.forms import MOST_WORDS
from articles.web.responses import BadInput, page, reviewer_of, reviewers_only, show, valid

ALL_FIELDS = sorted({field for fields in FIELDS.values() for field in fields})
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ProjectForm(forms.Form):
    name = forms.CharField(max_length=200)
    target = forms.ChoiceField(choices=[(name, name) for name in FIELDS], label="What is coded")
    fields_chosen = forms.MultipleChoiceField(
        choices=[(name, name) for name in ALL_FIELDS], widget=forms.CheckboxSelectMultiple, label="Fields"
    )
    coders = forms.CharField(max_length=1000, label="Coders, by name, with blanks between")
    ids = forms.CharField(max_length=20_000, label="Numbers of the claims or figures", widget=forms.Textarea)
    instructions = forms.CharField(required=False, max_length=MOST_WORDS, widget=forms.Textarea)


class AdjudicationForm(forms.Form):
    item = forms.IntegerField(min_value=1, max_value=2**62)
    field = forms.CharField(max_length=20)
    value = forms.CharField(required=False, max_length=300)
    reason = forms.CharField(max_length=MOST_WORDS)
    version = forms.IntegerField(required=False, min_value=1)


@require_safe
@page
@reviewers_only
def project_list(request: HttpRequest) -> HttpResponseBase:
    return show(request, "coding/list.html", {"projects": list(projects()[:100])})


@require_http_methods(["GET", "HEAD", "POST"])
@page
@reviewers_only
def new_project(request: HttpRequest) -> HttpResponseBase:
    form = ProjectForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect("coding-project", _started(request, form).pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return show(request, "coding/new.html", {"form": form}, 400 if form.is_bound else 200)


def _started(request: HttpRequest, form: ProjectForm) -> CodingProject:
    given = form.cleaned_data
    names, ids = set(given["coders"].split()), given["ids"].replace(",", " ").split()
    coders = list(User.objects.filter(username__in=names, is_active=True))
    if missing := names - {coder.username for coder in coders}:
        raise Refused(f"Nobody is called {sorted(missing)[0]}.")
    if not all(each.isascii() and each.isdigit() and len(each) < 19 for each in ids):
        raise Refused("Give numbers, with blanks or commas between.")
    return start_project(
        name=given["name"], target=given["target"], fields=given["fields_chosen"], coders=coders,
        ids=[int(each) for each in ids], by=reviewer_of(request), instructions=given["instructions"],
    )  # fmt: skip


@require_safe
@page
@reviewers_only
def project_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    project, me = get_object_or_404(projects(), pk=pk), reviewer_of(request)
    coders = list(project.coders.order_by("username"))
    is_coder = me in coders
    left = left_for(project, me).count() if is_coder else 0
    context = {"project": project, "coders": coders, "is_coder": is_coder, "left": left}
    if may_see_results(project, me, is_coder, left):
        context |= {"agreement": agreement_of(project), "differences": differences_of(project)}
    return show(request, "coding/project.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
@reviewers_only
def code(request: HttpRequest, pk: int) -> HttpResponseBase:
    project, me = get_object_or_404(CodingProject, pk=pk), reviewer_of(request)
    if not project.coders.filter(pk=me.pk).exists():
        raise PermissionDenied
    if request.method == "POST":
        number = request.POST.get("item", "")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise BadInput("item: give the number of an item.")
        item = get_object_or_404(CodingItem.objects.select_related("project"), pk=number, project=project)
        code_item(item=item, coder=me, entries=request.POST.dict())
        return redirect("coding-code", pk)
    following = left_for(project, me).first()
    if following is None:
        messages.success(request, "Nothing is left for you to code.")
        return redirect("coding-project", pk)
    return show(request, "coding/code.html", {"project": project, "item": following})


@require_POST
@page
@reviewers_only
def decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    project, me = get_object_or_404(CodingProject, pk=pk), reviewer_of(request)
    given = valid(AdjudicationForm(request.POST))
    is_coder = project.coders.filter(pk=me.pk).exists()
    if not may_see_results(project, me, is_coder, left_for(project, me).count()):
        raise Refused("Code what is left for you first: decisions are not blind.")
    item = get_object_or_404(CodingItem.objects.select_related("project"), pk=given.pop("item"), project=project)
    made: Adjudication = adjudicate(item=item, by=me, **given)
    messages.success(request, f"Decided: {made.field} of item {item.pk}.")
    return redirect("coding-project", pk)


@require_POST
@page
@reviewers_only
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    close_project(project=get_object_or_404(CodingProject, pk=pk), by=reviewer_of(request))
    return redirect("coding-project", pk)


@require_safe
@page
@reviewers_only
def export(request: HttpRequest, pk: int) -> HttpResponseBase:
    project, me = get_object_or_404(CodingProject, pk=pk), reviewer_of(request)
    is_coder = project.coders.filter(pk=me.pk).exists()
    if not may_see_results(project, me, is_coder, left_for(project, me).count()):
        raise Refused("Code what is left for you first: an export shows what others entered.")
    form = request.GET.get("format", "csv")
    if form not in WRITERS:
        raise BadInput(f"format: choose one of {', '.join(WRITERS)}.")
    media, write = WRITERS[form]
    response = StreamingHttpResponse(write(exported(project)), content_type=f"{media}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="coding-{pk}.{form}"'
    return response


def _csv(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    header = ["item", "claim", "figure", "field", "step", "by", "value", "reason"]
    for values in [header, *([_safe(value) for value in row.values()] for row in rows)]:
        line = io.StringIO()
        csv.writer(line).writerow(values)
        yield line.getvalue()


def _safe(value: str) -> str:
    """Text that no spreadsheet takes for a formula; a negative number stays one."""
    is_number = value[:1] == "-" and value[1:].replace(".", "", 1).isdigit()
    return f"'{value}" if value.startswith(FORMULA) and not is_number else value


def _json(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    start = "["
    for row in rows:
        yield start + json.dumps(row, ensure_ascii=False)
        start = ",\n"
    yield "[]" if start == "[" else "]"


WRITERS = {"csv": ("text/csv", _csv), "json": ("application/json", _json)}
