"""The made-up corpus is shaped as a real one: spans that fit, figures that count right, the same for the same seed."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from articles.actions.counts import recount
from articles.management.synthetic.corpus import events
from articles.management.synthetic.load import generate
from articles.models import Article, Claim, Dispute, Figure, Membership
from tests.factories import make_article

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_same_seed_same_events():
    assert events(1, 4, 3) == events(1, 4, 3) != events(2, 4, 3)


def test_rows_fit_each_other_and_figures_count_what_they_hold():
    made = generate(100, seed=3, until=NOON)
    claims = Claim.objects.select_related("revision")
    assert made == claims.count() == Membership.objects.count()
    for claim in claims[:500]:
        assert claim.revision.text[claim.start : claim.end] == claim.surface
        assert claim.revision.text[claim.sentence_start : claim.sentence_end] == claim.sentence
    assert Dispute.objects.open().exists()
    assert not Article.objects.exclude(state=Article.State.DONE).exists()
    figure = Figure.objects.filter(claim_count__gt=2)[0]
    counted = (
        "claim_count",
        "article_count",
        "outlet_count",
        "origin_count",
        "speaker_count",
        "span",
        "last_reported_at",
    )
    before = [getattr(figure, name) for name in counted]
    recount([figure.pk])
    figure.refresh_from_db()
    assert [getattr(figure, name) for name in counted] == before


def test_second_run_adds_new_rows():
    first = generate(100, seed=3, until=NOON)
    assert generate(100, seed=4, until=NOON) + first == Claim.objects.count()


def test_refuses_a_database_in_use():
    make_article()
    with pytest.raises(CommandError, match="--add"):
        call_command("generate", claims=100)
