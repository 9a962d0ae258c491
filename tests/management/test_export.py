"""Everything to standard output."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.actions.access import token_for
from articles.models import Claim
from articles.selectors.exports import EXPORTS, safe_cell
from tests.ingestion.stories import FLOOD, read

pytestmark = pytest.mark.django_db


def exported(kind: str, form: str) -> str:
    out = io.StringIO()
    call_command("export", kind, "--format", form, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("kind", list(EXPORTS))
def test_both_formats_hold_the_same_rows(kind: str):
    read(FLOOD, outlet="Herald")
    lines = [json.loads(line) for line in exported(kind, "jsonl").splitlines()]
    table = list(csv.DictReader(io.StringIO(exported(kind, "csv"))))
    assert lines
    assert [str(row["id"]) for row in lines] == [row["id"] for row in table]
    assert set(lines[0]) == set(table[0]) == set(EXPORTS[kind].columns)


def test_claims_name_their_figures_and_open_ends():
    read(FLOOD)
    row = next(r for r in map(json.loads, exported("claims", "jsonl").splitlines()) if r["hedge"] == "at_least")
    claim = Claim.objects.get(pk=row["id"])
    assert row["figures"] == [str(figure.pk) for figure in claim.figures.all()]
    assert (row["low"], row["high"]) == ("35", None)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_no_text_starts_a_formula(text: str):
    assert safe_cell("title", text) == f"'{text}"


@pytest.mark.parametrize(("name", "value"), [("value", "-5.2"), ("title", "plain"), ("id", 7)])
def test_numbers_and_plain_text_stay(name: str, value: object):
    assert safe_cell(name, value) == value


def test_token_command_gives_a_key_that_works(reviewer: User):
    out = io.StringIO()
    call_command("token", "reviewer", "script", "--scope", "annotate", stdout=out)
    token = token_for(out.getvalue().strip())
    assert token is not None
    assert (token.user, token.scopes) == (reviewer, ["annotate"])


@pytest.mark.parametrize("arguments", [("nobody", "x", "--scope", "annotate"), ("reviewer", "x")])
def test_token_command_says_what_is_missing(reviewer: User, arguments: tuple[str, ...]):
    with pytest.raises(CommandError):
        call_command("token", *arguments)
