"""Which known text an article copies, among many that share a sentence with it."""

from __future__ import annotations

import pytest

from articles.comparison.copies import sketch
from articles.ingestion.origins import MOST_CANDIDATES, note_origin
from articles.models import Article
from tests.factories import make_article, make_revision

pytestmark = pytest.mark.django_db
FOOTER = "Readers who wish to write to the editors may do so by letter, by telephone or at the counter of our office in the mill lane."
STORY = (
    "At least 35 people were killed when the Ister burst its banks on Monday, said Ana Veld. Crews pulled survivors from roofs in "
    "four villages below the weir, and the governor asked for boats from the coast. The water stood two metres deep in the lower "
    "town at dusk, and the hospital moved its patients to a school on the hill behind the old market before the lights went out. "
)


def known(text: str) -> Article:
    article = make_article(copy_keys=list(sketch(text)))
    make_revision(text, article)
    return article


def test_footer_that_hundreds_print_does_not_hide_what_was_copied():
    keys = list(sketch(FOOTER))
    for n in range(MOST_CANDIDATES + 5):
        filler = make_article(copy_keys=keys)
        make_revision(f"The council met {n} times. {FOOTER}", filler)
    original = known(STORY + FOOTER)
    copy = known(STORY + FOOTER)
    assert set(keys) & set(copy.copy_keys)
    note_origin(copy, STORY + FOOTER)
    assert copy.copy_of_id == original.pk


def test_text_of_its_own_copies_nothing():
    known(STORY)
    alone = known(
        "The harbour opened a second quay for the fishing boats of the northern bay, the port authority told us on Friday."
    )
    note_origin(alone, "The harbour opened a second quay for the fishing boats of the northern bay.")
    assert alone.copy_of_id is None
