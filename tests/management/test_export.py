"""Everything to standard output."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.actions.access import token_for
from articles.models import Claim
from articles.selectors.exports import TABLES
from tests.ingestion.stories import FLOOD, read

pytestmark = pytest.mark.django_db


def exported(kind: str, form: str) -> str:
    out = io.StringIO()
    call_command("export", kind, "--format", form, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["claims", "figures", "articles", "outlets", "speakers"])
def test_both_formats_hold_the_same_rows(kind: str):
    read(FLOOD, outlet="Herald")
    lines = [json.loads(line) for line in exported(kind, "jsonl").splitlines()]
    table = list(csv.DictReader(io.StringIO(exported(kind, "csv"))))
    assert lines
    assert [str(row["id"]) for row in lines] == [row["id"] for row in table]
    assert set(lines[0]) == set(table[0]) == set(TABLES[kind].names)


def test_claims_name_their_figures_and_open_ends():
    read(FLOOD)
    row = next(r for r in map(json.loads, exported("claims", "jsonl").splitlines()) if r["hedge"] == "at_least")
    claim = Claim.objects.get(pk=row["id"])
    assert row["figures"] == [figure.pk for figure in claim.figures.all()]
    assert (row["low"], row["high"]) == ("35", None)


def test_codebook_comes_from_the_same_columns():
    out = io.StringIO()
    call_command("export", "figures", "--codebook", stdout=out)
    book = json.loads(out.getvalue())
    assert [entry["column"] for entry in book["columns"]] == TABLES["figures"].names


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
