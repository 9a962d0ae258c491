"""The forms of the review desk. They check the shape of what was typed; the actions decide whether it may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict

from articles.actions.claims import Decision
from articles.actions.desk import VERBS
from articles.models import Claim, Dispute, FieldCheck, Flag, Outlet, Verdict
from articles.models.fields import REVIEWED
from articles.selectors.queue import ALL, CLAIM_STATES, CLAIMS, DISPUTES, ME, NOBODY, Wanted
from articles.web.forms import MOST_WORDS

WHAT = [(ALL, "disputes and claims"), (DISPUTES, "disputes only"), (CLAIMS, "claims only")]
OPEN = [(state.value, state.value.replace("_", " ")) for state in Dispute.OPEN_STATES]
WHOSE = [("", "anybody's"), (NOBODY, "nobody's"), (ME, "mine")]
RULES = {Dispute.Kind.ROUNDING: Verdict.Rule.RANGE, Dispute.Kind.UPDATE: Verdict.Rule.RANGE}


class QueueForm(forms.Form):
    """The filters of the queue; a parameter nobody knows is an error that names it."""

    what = forms.ChoiceField(choices=WHAT, required=False, label="What")
    kind = forms.ChoiceField(choices=[("", "any"), *Dispute.Kind.choices], required=False, label="Kind of dispute")
    state = forms.ChoiceField(choices=[("", "any"), *OPEN, *CLAIM_STATES], required=False, label="State")
    assigned = forms.ChoiceField(choices=WHOSE, required=False, label="In whose hands")
    measure = forms.ChoiceField(
        choices=[("", "any"), *(Claim._meta.get_field("measure").choices or ())], required=False, label="Measure"
    )
    outlet = forms.ModelChoiceField(
        queryset=Outlet.objects.filter(merged_into__isnull=True), required=False, widget=forms.NumberInput
    )
    flagged = forms.BooleanField(required=False, label="Flagged by readers")

    def clean(self) -> dict[str, Any]:
        for name in sorted(set(self.data) - set(self.fields) - {"cursor"}):
            self.add_error(None, f"There is no filter “{name[:60]}”.")
        return super().clean() or self.cleaned_data

    def wanted(self, person: User) -> Wanted:
        """The part of the queue that a valid form asks for."""
        given = self.cleaned_data
        outlet = given["outlet"].pk if given["outlet"] else None
        names = ("kind", "state", "assigned", "measure", "flagged")
        return Wanted(what=given["what"] or ALL, outlet=outlet, person=person, **{name: given[name] for name in names})


class BulkForm(forms.Form):
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in VERBS])
    to = forms.ModelChoiceField(
        queryset=User.objects.filter(is_active=True), to_field_name="username", required=False, widget=forms.TextInput
    )
    reason = forms.CharField(required=False, max_length=MOST_WORDS)


class ViewForm(forms.Form):
    name = forms.CharField(max_length=60)
    query = forms.CharField(required=False, max_length=1000)
    is_shared = forms.BooleanField(required=False)


class ResolveForm(forms.Form):
    """One ruling that ends a dispute: what the difference is, which answer is given, and why."""

    kind = forms.ChoiceField(choices=Dispute.Kind.choices, widget=forms.RadioSelect)
    rule = forms.ChoiceField(choices=Verdict.Rule.choices)
    preferred_claim = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    low = forms.DecimalField(required=False, max_digits=28, decimal_places=10)
    high = forms.DecimalField(required=False, max_digits=28, decimal_places=10)
    text = forms.CharField(max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}))
    evidence_url = forms.URLField(required=False, max_length=2000, assume_scheme="https")
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class FlagForm(forms.Form):
    kind = forms.ChoiceField(choices=Flag.Kind.choices, label="What is wrong")
    text = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), label="How you know")


class QuoteForm(forms.Form):
    """Words of a text, and where they were selected; without a selection they must stand there once."""

    quote = forms.CharField(max_length=2000, strip=False, widget=forms.Textarea(attrs={"rows": 2}))
    start = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


def decisions_of(sent: QueryDict | Mapping[str, str]) -> list[Decision]:
    """What the form of a claim's review says of each field.

    A changed value without a choice is a correction. On the page of two versions ``choose-unit`` says whose stands.
    """
    decisions = []
    for field in REVIEWED:
        if sent.get(f"choose-{field}") == "theirs":
            continue
        value, was = sent.get(f"value-{field}", "").strip(), sent.get(f"was-{field}", "").strip()
        outcome = sent.get(f"outcome-{field}", "")
        if not outcome and value != was and f"value-{field}" in sent:
            outcome = FieldCheck.Outcome.CORRECTED
        if outcome:
            decisions.append(Decision(field, outcome, value, sent.get(f"reason-{field}", "")))
    return decisions
