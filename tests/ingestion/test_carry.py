"""What people wrote survives an edited text."""

import pytest
from django.contrib.auth.models import User

from articles.actions.corrections import correct_field
from articles.actions.notes import Anchor, Target, annotate
from articles.extraction.claims import find_claims
from articles.ingestion import work
from articles.ingestion.store import store_claims
from articles.models import Annotation, Article, Claim, Revision
from tests.ingestion.stories import FLOOD, hand_in, read

pytestmark = pytest.mark.django_db
URL = "https://herald.example/flood"


@pytest.fixture
def article() -> Article:
    return read(FLOOD, url=URL)


def edit(text: str) -> Revision:
    receipt = hand_in(text, url=URL)
    work.extract_article(receipt.article_id or 0)
    return Revision.objects.get(article=receipt.article_id, is_latest=True)


def note_on(article: Article, words: str, by: User) -> Annotation:
    revision = Revision.objects.get(article=article, is_latest=True)
    start = revision.text.index(words)
    anchor = Anchor(revision, start, start + len(words))
    return annotate(by=by, body="is this so?", target=Target(revision=revision), anchor=anchor)


def test_annotation_moves_to_where_its_words_stand(article: Article, reviewer: User):
    note = note_on(article, "4,000 people", reviewer)
    revision = edit("Updated at noon.\n\n" + FLOOD)
    note.refresh_from_db()
    assert note.revision == revision
    assert revision.text[note.start : note.end] == "4,000 people"


def test_annotation_of_words_that_went_is_orphaned(article: Article, reviewer: User):
    note = note_on(article, "4,000 people", reviewer)
    edit(FLOOD.replace("4,000 people in shelters", "nobody in shelters"))
    note.refresh_from_db()
    assert note.is_orphaned
    assert note.exact == "4,000 people"


def test_correction_goes_to_the_same_claim_of_the_new_text(article: Article, reviewer: User):
    claim = Claim.objects.get(article=article, surface="4,000")
    correct_field(claim=claim, field="subject", value="people sheltered", reason="clearer", by=reviewer, version=None)
    edit("Updated at noon.\n\n" + FLOOD)
    heir = Claim.objects.get(article=article, surface="4,000", is_current=True)
    assert heir.pk != claim.pk
    assert (heir.subject, heir.corrected_fields) == ("people sheltered", ["subject"])


def test_reading_again_never_overwrites_a_correction(article: Article, reviewer: User):
    claim = Claim.objects.get(article=article, surface="4,000")
    correct_field(claim=claim, field="value", value="4,100", reason="misprint", by=reviewer, version=None)
    revision = Revision.objects.get(article=article)
    store_claims(revision, find_claims(revision.text))
    claim.refresh_from_db()
    assert claim.value == 4100
