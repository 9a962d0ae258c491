"""What a person corrects in a claim: the row takes the person's value, a note keeps the machine's beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import F

from articles.actions.counts import recount
from articles.actions.names import source_named, speaker_named
from articles.actions.versions import Refused, locked
from articles.extraction.quantities import find_quantities
from articles.extraction.values import Hedge, Measure, Mode
from articles.models import Annotation, Claim
from articles.models.claim import MOST
from articles.models.fields import shown_value

Field = Claim.Correctable
Changed = dict[str, Any]


@transaction.atomic
def correct_field(*, claim: Claim, field: str, value: str, reason: str, by: User, version: int | None) -> Annotation:
    """Put a person's value into one field of a claim; the machine never writes that field again.

    ``value`` is text as typed: "40,500" for a value, "20 to 25" or "35 to" for an interval, a date as 2026-03-01, a name for
    speaker and source, empty to say that there is none. Raises Refused for what the field cannot hold, StaleVersion when
    the claim was changed after ``version`` was read.
    """
    row = locked(Claim, claim.pk, version)
    note = correct_locked(row=row, field=field, value=value, reason=reason, by=by)
    Claim.objects.filter(pk=row.pk).update(version=F("version") + 1)
    recount(row.memberships.values_list("figure_id", flat=True))
    return note


def correct_locked(*, row: Claim, field: str, value: str, reason: str, by: User) -> Annotation:
    """The same for a claim that the caller holds locked; raising its version and counting its figures is left to the caller."""
    if field not in Field.values:
        raise Refused(f"“{field}” is not a field that can be corrected.")
    if not reason.strip():
        raise Refused("Say why it is so.")
    before = shown_value(row, field)
    changed = READERS[Field(field)](row, value.replace("\0", "").strip())
    for name, new in changed.items():
        setattr(row, name, new)
    row.corrected_fields = sorted({*row.corrected_fields, field})
    row.save(update_fields=[*changed, "corrected_fields"])
    return Annotation.objects.create(
        kind=Annotation.Kind.CORRECTION,
        claim=row,
        field=field,
        machine_value=before,
        corrected_value=shown_value(row, field),
        body=reason.strip(),
        created_by=by,
    )


def read_number(text: str) -> Decimal:
    """``"40,500.5"`` as a number. Raises Refused for anything that a claim cannot hold."""
    try:
        number = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation as error:
        raise Refused(f"“{text[:40]}” is not a number.") from error
    if not number.is_finite() or abs(number) >= MOST:
        raise Refused(f"“{text[:40]}” is out of reach.")
    return number


def interval_for(value: Decimal, hedge: str) -> NumericRange:
    """The interval that a hedge gives a value: "at least 35" has no upper end, "less than 50" no lower."""
    if hedge in (Hedge.AT_LEAST, Hedge.MORE_THAN):
        return NumericRange(value, None, "[)" if hedge == Hedge.AT_LEAST else "()")
    if hedge in (Hedge.AT_MOST, Hedge.LESS_THAN):
        return NumericRange(None, value, "(]" if hedge == Hedge.AT_MOST else "()")
    return NumericRange(value, value, "[]")


def _value(claim: Claim, text: str) -> Changed:
    if not text:
        return {"value": None}
    value = read_number(text)
    hedge = claim.hedge if claim.hedge not in (Hedge.VAGUE, Hedge.BETWEEN) else Hedge.EXACT.value
    return {"value": value, "hedge": hedge, "interval": interval_for(value, hedge)}


def _interval(claim: Claim, text: str) -> Changed:
    low, _, high = (part.strip() for part in text.partition("to"))
    if not low and not high:
        return {"interval": None}
    ends = [read_number(end) if end else None for end in (low, high)]
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        raise Refused("The interval ends before it starts.")
    bounds = f"{'[' if ends[0] is not None else '('}{']' if ends[1] is not None else ')'}"
    return {"interval": NumericRange(*ends, bounds)}


def _hedge(claim: Claim, text: str) -> Changed:
    hedge = _one_of(text, [hedge.value for hedge in Hedge])
    if hedge == Hedge.VAGUE:
        return {"hedge": hedge, "value": None}
    if claim.value is None or hedge == Hedge.BETWEEN:
        return {"hedge": hedge}
    return {"hedge": hedge, "interval": interval_for(claim.value, hedge)}


def _measure(claim: Claim, text: str) -> Changed:
    return {"measure": _one_of(text, [measure.value for measure in Measure])}


def _one_of(text: str, known: list[str]) -> str:
    if text not in known:
        raise Refused(f"“{text[:40]}” is none of {', '.join(known)}.")
    return text


def _unit(claim: Claim, text: str) -> Changed:
    if len(text) > 100:
        raise Refused("A unit has at most 100 characters.")
    known = next(iter(find_quantities(f"They counted 5 {text}.")), None) if text else None
    if known is None:
        return {"unit": text, "unit_code": text, "currency": ""}
    return {"unit": text, "unit_code": known.unit_code[:100], "currency": known.currency or ""}


def _subject(claim: Claim, text: str) -> Changed:
    return {"subject": text[:1000]}


def _speaker(claim: Claim, text: str) -> Changed:
    if not text:
        return {"speaker": None, "speaker_mention": "", "mode": Mode.OWN_VOICE.value}
    mode = Mode.INDIRECT.value if claim.mode == Mode.OWN_VOICE else claim.mode
    return {"speaker": speaker_named(text), "mode": mode}


def _source(claim: Claim, text: str) -> Changed:
    return {"source": source_named(text) if text else None, "source_mention": claim.source_mention if text else ""}


def _as_of(claim: Claim, text: str) -> Changed:
    try:
        return {"as_of": date.fromisoformat(text) if text else None}
    except ValueError as error:
        raise Refused("Write the date as 2026-03-01.") from error


READERS: Mapping[Claim.Correctable, Callable[[Claim, str], Changed]] = {
    Field.VALUE: _value,
    Field.INTERVAL: _interval,
    Field.HEDGE: _hedge,
    Field.UNIT: _unit,
    Field.MEASURE: _measure,
    Field.SUBJECT: _subject,
    Field.SPEAKER: _speaker,
    Field.SOURCE: _source,
    Field.AS_OF: _as_of,
}
