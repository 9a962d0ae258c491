"""A person's values in the fields of a claim."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from articles.actions.corrections import correct_field
from articles.actions.versions import Refused, StaleVersion
from articles.models import Claim, Speaker
from articles.models.fields import shown_value
from tests.factories import make_claim, make_figure, make_speaker

pytestmark = pytest.mark.django_db


def corrected(reviewer: User, field: str, value: str, claim: Claim | None = None) -> Claim:
    claim = claim or make_claim("35", hedge="at_least")
    correct_field(claim=claim, field=field, value=value, reason="table 2", by=reviewer, version=claim.version)
    claim.refresh_from_db()
    return claim


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        pytest.param("value", "40,500", "40500", id="value"),
        pytest.param("interval", "20 to 25", "20 to 25", id="interval"),
        pytest.param("interval", "20 to", "20 to", id="interval without end"),
        pytest.param("hedge", "about", "about", id="hedge"),
        pytest.param("unit", "soldiers", "soldiers", id="unit"),
        pytest.param("measure", "personnel", "personnel", id="measure"),
        pytest.param("subject", "soldiers killed", "soldiers killed", id="subject"),
        pytest.param("speaker", "Ana Veld", "Ana Veld", id="speaker"),
        pytest.param("source", "Flood Report", "Flood Report", id="source"),
        pytest.param("as_of", "2026-03-01", "2026-03-01", id="date"),
        pytest.param("speaker", "", "", id="no speaker"),
    ],
)
def test_correction_changes_the_row_and_keeps_both_values(reviewer: User, field: str, value: str, shown: str):
    claim = make_claim("35", hedge="at_least")
    before = shown_value(claim, field)
    claim = corrected(reviewer, field, value, claim)
    assert shown_value(claim, field) == shown
    assert (claim.corrected_fields, claim.version) == ([field], 2)
    note = claim.annotations.get()
    assert (note.machine_value, note.corrected_value, note.created_by) == (before, shown, reviewer)


def test_value_keeps_its_hedge_in_the_interval(reviewer: User):
    claim = corrected(reviewer, "value", "41")
    assert (claim.interval.lower, claim.interval.upper) == (Decimal(41), None)


def test_vague_hedge_takes_the_number_away(reviewer: User):
    assert corrected(reviewer, "hedge", "vague").value is None


def test_no_speaker_is_the_outlets_own_voice(reviewer: User):
    claim = corrected(reviewer, "speaker", "", make_claim(speaker=make_speaker("Ana Veld")))
    assert (claim.speaker, claim.mode) == (None, "own_voice")


def test_known_name_is_the_known_speaker(reviewer: User):
    known = make_speaker("Ana Veld")
    assert corrected(reviewer, "speaker", "ANA VELD").speaker == known
    assert Speaker.objects.count() == 1


def test_date_is_read(reviewer: User):
    assert corrected(reviewer, "as_of", "2026-03-01").as_of == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", "many"),
        ("value", "NaN"),
        ("value", "1e999"),
        ("interval", "9 to 2"),
        ("hedge", "roughly"),
        ("measure", "luck"),
        ("as_of", "1 March"),
        ("version", "9"),
        ("unit", "x" * 101),
        ("speaker", "x" * 301),
    ],
)
def test_correction_refuses(reviewer: User, field: str, value: str):
    claim = make_claim()
    with pytest.raises(Refused):
        correct_field(claim=claim, field=field, value=value, reason="x", by=reviewer, version=1)
    claim.refresh_from_db()
    assert claim.version == 1


def test_correction_needs_a_reason_and_the_standing_version(reviewer: User):
    claim = make_claim()
    with pytest.raises(Refused, match="why"):
        correct_field(claim=claim, field="unit", value="men", reason=" ", by=reviewer, version=1)
    corrected(reviewer, "unit", "men", claim)
    with pytest.raises(StaleVersion):
        correct_field(claim=claim, field="unit", value="women", reason="x", by=reviewer, version=1)


def test_correction_recounts_its_figures(reviewer: User):
    claim = make_claim("35")
    figure = make_figure(claim)
    corrected(reviewer, "value", "41", claim)
    figure.refresh_from_db()
    assert (figure.span.lower, figure.span.upper) == (41, 41)
