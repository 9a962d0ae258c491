"""A new extractor reads old texts again, and leaves what people did."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.actions.corrections import correct_field
from articles.ingestion.reextract import outdated
from articles.models import Claim, Membership, Revision
from tests.ingestion.stories import FLOOD, STRIKE, read

pytestmark = pytest.mark.django_db


def age() -> None:
    Revision.objects.update(extractor="0")


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("reextract", *arguments, stdout=out)
    return out.getvalue()


def test_reextract_leaves_up_to_date_texts_alone():
    read(FLOOD)
    assert "0 texts read" in run()


def test_reextract_keeps_ids_memberships_and_corrections(reviewer: User):
    article = read(FLOOD)
    claim = Claim.objects.get(article=article, surface="4,000")
    correct_field(claim=claim, field="value", value="4,100", reason="misprint", by=reviewer, version=None)
    before = list(Membership.objects.order_by("pk").values_list("pk", "claim_id", "figure_id"))
    age()
    assert "1 texts read" in run()
    claim.refresh_from_db()
    assert claim.value == 4100
    assert list(Membership.objects.order_by("pk").values_list("pk", "claim_id", "figure_id")) == before


def test_reextract_hides_what_is_no_longer_found():
    article = read(FLOOD)
    text = Revision.objects.get(article=article).text
    false = Claim.objects.filter(article=article).earliest("start")
    false.pk, false.start, false.end, false.surface = None, 0, 5, text[:5]
    false.sentence_start = 0
    false.save()
    age()
    run()
    false.refresh_from_db()
    assert not false.is_current


def test_reextract_goes_on_where_it_stopped():
    read(FLOOD)
    read(STRIKE)
    age()
    assert "1 texts left" in run("--most", "1")
    assert "0 texts left" in run()
    assert not outdated().exists()
