"""Edited articles: their numeric edits become rows, and what people wrote is carried to the new text or flagged."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from articles.actions.notes import Anchor, Target, annotate
from articles.ingestion import work
from articles.models import Annotation, Article, Claim, NumberChange, Revision
from articles.selectors.changes import changes_of, told_change
from tests.edited import PLACES, Edited, edited_articles
from tests.ingestion.stories import FLOOD, FLOOD_LATER, hand_in, read

pytestmark = pytest.mark.django_db
URL = "https://herald.example/flood"


def edit(text: str, url: str = URL) -> None:
    receipt = hand_in(text, url=url)
    work.extract_article(receipt.article_id or 0)


def test_edited_toll_is_one_change_without_a_notice():
    article = read(FLOOD, url=URL)
    edit(FLOOD_LATER)
    change = NumberChange.objects.for_list().get()
    assert (change.article, change.aspects, change.has_notice) == (article, ["value"], False)
    assert told_change(change) == "at least 35 → at least 41 people"


def test_notice_is_seen():
    read(FLOOD, url=URL)
    edit(FLOOD_LATER + "\nCorrection: an earlier version of this article misstated the toll.\n")
    assert NumberChange.objects.get(aspects=["value"]).has_notice


@pytest.mark.parametrize(
    "text", [FLOOD, "Updated.\n\n" + FLOOD, FLOOD.replace("Flood in", "Floods in"), FLOOD.replace("\n\n", "\n \n")]
)
def test_other_edits_are_no_change(text: str):
    read(FLOOD, url=URL)
    edit(text)
    assert not NumberChange.objects.exists()


def test_text_of_an_older_extractor_is_read_again_first():
    article = read(FLOOD, url=URL)
    Claim.objects.filter(surface="4,000").delete()
    Claim.objects.update(extractor="0")
    Revision.objects.update(extractor="0")
    edit(FLOOD_LATER)
    assert NumberChange.objects.get().aspects == ["value"]
    assert set(article.claims.filter(is_current=True).values_list("revision__number", flat=True)) == {2}


def test_page_of_an_article_tells_the_same():
    article = read(FLOOD, url=URL)
    edit(FLOOD_LATER)
    (change,) = changes_of(article)
    assert [told_change(each) for each in change.edits] == ["at least 35 → at least 41 people"]


def note_on_each_sentence(article: Article, by: User) -> list[Annotation]:
    revision = Revision.objects.get(article=article, is_latest=True)
    claims = list(Claim.objects.filter(revision=revision))
    return [
        annotate(by=by, body="Look.", target=Target(claim=claim), anchor=Anchor(revision, claim.start, claim.end))
        for claim in claims
    ]


def place_of(edited: Edited, claim: Claim | None) -> str:
    assert claim is not None
    return next(place for place in PLACES if place in edited.before and place in claim.sentence)


def test_edited_articles_lose_no_annotation_and_tell_every_edit(reviewer: User):
    """Every listed edit is a row and there is no other; every annotation stands on its words again, or is orphaned."""
    notes: list[int] = []
    wrong = []
    for number, edited in enumerate(edited_articles(16, seed=11)):
        url = f"https://herald.example/{number}"
        article = read(edited.before, url=url)
        notes += [note.pk for note in note_on_each_sentence(article, reviewer)]
        edit(edited.after, url)
        told: dict[str, set[str]] = {}
        for change in NumberChange.objects.filter(article=article).select_related("before", "after"):
            told.setdefault(place_of(edited, change.after or change.before), set()).update(change.aspects)
        if told != edited.edits:
            wrong.append((edited.edits, told))
    assert wrong == []
    kept = Annotation.objects.filter(pk__in=notes).select_related("revision")
    assert len(kept) == len(notes) > 60
    lost = [note for note in kept if not note.is_orphaned and not stands(note)]
    assert lost == []
    changed = NumberChange.objects.filter(aspects__contains=["value"]).count()
    assert 0 < sum(note.is_orphaned for note in kept) <= 3 * changed


def stands(note: Annotation) -> bool:
    """Whether a note is on its article's latest text, at its words."""
    revision = note.revision
    return revision is not None and revision.is_latest and revision.text[note.start : note.end] == note.exact
