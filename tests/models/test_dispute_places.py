"""What a dispute is listed by follows its figure, whoever writes it, and is nobody's deed."""

import pytest
from django.apps import apps

from articles.models import Dispute, Figure
from articles.models.review import DISPUTE_POINTS
from tests.factories import make_claim, make_dispute, make_figure

pytestmark = pytest.mark.django_db


def standing(dispute):
    return Dispute.objects.values_list("reach", "points").get(pk=dispute.pk)


def test_new_dispute_takes_its_figures_place():
    figure = make_figure(outlet_count=7)
    figure.refresh_from_db()
    assert standing(make_dispute(figure=figure)) == (7, figure.points)


def test_dispute_on_a_claim_counts_as_one_outlet():
    assert standing(make_dispute(figure=None, claim=make_claim())) == (1, 0)


def test_dispute_follows_bulk_writes_of_its_figure():
    dispute = make_dispute(figure=make_figure(outlet_count=1))
    Figure.objects.update(outlet_count=5, agreement="conflict")
    points = Figure.objects.get().points
    assert standing(dispute) == (5, points)
    assert Dispute.objects.open().most_reported().get().worth < points + DISPUTE_POINTS


def test_dispute_moved_to_another_figure_takes_that_place():
    dispute = make_dispute(figure=make_figure(outlet_count=1))
    Dispute.objects.update(figure=make_figure(outlet_count=9))
    assert standing(dispute)[0] == 9


def test_following_leaves_no_event():
    dispute = make_dispute(figure=make_figure(outlet_count=1))
    events = apps.get_model("articles", "DisputeEvent").objects.filter(pgh_obj=dispute)
    before = events.count()
    Figure.objects.update(outlet_count=5)
    assert standing(dispute)[0] == 5
    assert events.count() == before
