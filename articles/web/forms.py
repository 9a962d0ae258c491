"""The forms of the pages. They check the shape of what was typed; the actions decide whether it may be."""

from __future__ import annotations

from typing import Any

from django import forms

from articles.models import Annotation, Claim, Dispute, Verdict

MOST_WORDS = 5_000
MOST_PIECES = 12
MOST_PASTED_CHARS = 500_000
MOST_UPLOAD_BYTES = 5_000_000
MOST_ADDRESSES = 200
NOTE_KINDS = [
    (kind.value, kind.value) for kind in (Annotation.Kind.NOTE, Annotation.Kind.QUESTION, Annotation.Kind.EVIDENCE)
]
CLOSING = [(state.value, state.value) for state in (Dispute.State.RESOLVED, Dispute.State.DISMISSED)]


class NoteForm(forms.Form):
    kind = forms.ChoiceField(choices=NOTE_KINDS)
    body = forms.CharField(max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}), label="Note")
    evidence_url = forms.URLField(required=False, max_length=2000, label="Link to evidence", assume_scheme="https")
    evidence_title = forms.CharField(required=False, max_length=500, label="Its title")
    evidence_date = forms.DateField(required=False, label="Its date")
    archived_url = forms.URLField(required=False, max_length=2000, label="A kept copy", assume_scheme="https")
    parent = forms.ModelChoiceField(queryset=Annotation.objects.visible(), required=False, widget=forms.HiddenInput)


class EditForm(forms.Form):
    body = forms.CharField(max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 6}), label="Note")
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class DisputeForm(forms.Form):
    kind = forms.ChoiceField(choices=Dispute.Kind.choices, label="What kind of difference")
    reason = forms.CharField(max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}), label="Why it is open")


class CloseForm(forms.Form):
    state = forms.ChoiceField(choices=CLOSING, label="Close as")
    reason = forms.CharField(max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}), label="Reason")
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class VerdictForm(forms.Form):
    rule = forms.ChoiceField(choices=Verdict.Rule.choices)
    kind = forms.ChoiceField(choices=[("", ""), *Dispute.Kind.choices], required=False)
    preferred_claim = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    low = forms.DecimalField(required=False, max_digits=28, decimal_places=10, label="Range from", localize=False)
    high = forms.DecimalField(required=False, max_digits=28, decimal_places=10, label="to")
    text = forms.CharField(max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}), label="Why it is so")
    evidence_url = forms.URLField(required=False, max_length=2000, label="Link to evidence", assume_scheme="https")
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class CorrectionForm(forms.Form):
    field = forms.ChoiceField(choices=Claim.Correctable.choices)
    value = forms.CharField(required=False, max_length=1000, label="Corrected value")
    reason = forms.CharField(max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}), label="Why")
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ReasonedForm(forms.Form):
    reason = forms.CharField(required=False, max_length=MOST_WORDS, label="Why")


class RowNumberInput(forms.TextInput):
    """A choice among offered rows, or the number that was typed where none was chosen."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        return next((str(value) for value in reversed(given) if value), "")


class RowNumberField(forms.IntegerField):
    """A row's number, typed alone or as the address of its page."""

    widget = RowNumberInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**62, **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip().rstrip("/")
        return super().to_python(text.rpartition("/")[2])


class DecisionForm(ReasonedForm):
    status = forms.ChoiceField(choices=[("confirmed", "confirmed"), ("rejected", "rejected")])


class SplitForm(ReasonedForm):
    claims = forms.ModelMultipleChoiceField(queryset=Claim.objects.current())
    definition = forms.CharField(max_length=1000, label="What the new figure measures")


class MoveForm(ReasonedForm):
    claims = forms.ModelMultipleChoiceField(queryset=Claim.objects.current())
    into = RowNumberField(label="Number of the figure that takes them")


class MergeForm(ReasonedForm):
    into = RowNumberField(label="Number of the figure that stays")


class MergeNameForm(forms.Form):
    """Which other speaker, source or outlet stays: one of those offered, or a number."""

    near = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    into = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    reason = forms.CharField(required=False, max_length=MOST_WORDS)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["into"] = given.get("into") or given.get("near")
        if not given["into"]:
            self.add_error("into", "Choose the one that stays.")
        return given


class SplitNameForm(forms.Form):
    name = forms.CharField(max_length=200)
    reason = forms.CharField(required=False, max_length=MOST_WORDS)


class RedefineForm(ReasonedForm):
    definition = forms.CharField(max_length=1000, label="What the figure measures")


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each as a field of one would check it."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(each, initial) for each in files]


class UploadForm(forms.Form):
    """Files, or pasted text; what it says of the article stands above what the file says."""

    documents = FilesField(required=False, label="Files")
    addresses = forms.CharField(
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Or web addresses, one a line",
    )
    text = forms.CharField(
        required=False, strip=False, widget=forms.Textarea(attrs={"rows": 10}), label="Or pasted text"
    )
    title = forms.CharField(required=False, max_length=1000)
    outlet = forms.CharField(required=False, max_length=200)
    url = forms.URLField(required=False, max_length=2000, label="Address of the original", assume_scheme="https")
    published = forms.DateField(required=False, label="Published on", widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("documents") and not any(str(given.get(name) or "").strip() for name in ("text", "addresses")):
            self.add_error(None, "Choose a file, name an address or paste a text.")
        if len(str(given.get("addresses") or "").split()) > MOST_ADDRESSES:
            self.add_error("addresses", f"At most {MOST_ADDRESSES} addresses at once.")
        documents = given.get("documents") or []
        if any(each.size > MOST_UPLOAD_BYTES for each in documents):
            self.add_error("documents", "A file may have at most 5 MB.")
        return given


class PieceForm(forms.Form):
    """One pasted article, or addresses of some."""

    outlet = forms.CharField(required=False, max_length=200)
    text = forms.CharField(
        required=False, strip=False, max_length=MOST_PASTED_CHARS, widget=forms.Textarea(attrs={"rows": 5})
    )


class Pieces(forms.BaseFormSet[PieceForm]):
    """Boxes for articles, at least one of them filled."""

    def clean(self) -> None:
        if not any(self.errors) and not filled(self):
            raise forms.ValidationError("Paste at least one article.")


def filled(pieces: forms.BaseFormSet[PieceForm]) -> list[dict[str, Any]]:
    """What stands in the boxes that hold anything."""
    return [form.cleaned_data for form in pieces.forms if str(form.cleaned_data.get("text") or "").strip()]


PiecesForm = forms.formset_factory(
    PieceForm, formset=Pieces, extra=MOST_PIECES, max_num=MOST_PIECES, absolute_max=MOST_PIECES
)
