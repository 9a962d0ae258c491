"""The labelled figures of the demonstration corpus, taken in article by article: as good as comparing each event at once."""

from __future__ import annotations

from collections import defaultdict

import pytest

from articles.comparison.__main__ import compare_figures
from articles.ingestion import intake, work
from articles.ingestion.files import read_path
from articles.ingestion.submission import Submission
from articles.models import Article, Figure, Membership, Revision
from tests.test_figure_accuracy import DEMO, Row, events, score_answers

pytestmark = pytest.mark.django_db

# points of a hundred
LEAST_PRECISION = 85
MOST_LOST = 3


def take_in() -> None:
    """Every labelled text, one after another; the corrected texts that outlets put out later have no labels."""
    labelled = {article["text"] for event in events() for article in event["articles"]}
    for item in read_path(DEMO):
        assert isinstance(item, Submission)
        if item.raw is None or item.raw.decode() not in labelled:
            continue
        receipt = intake.accept(item, via=Article.Via.COMMAND)
        assert receipt.article_id is not None, receipt.reason
        work.extract_article(receipt.article_id)
    assert Revision.objects.count() == len(labelled)


def answers() -> dict[str, Row]:
    """What the database holds, in the form that the labels are compared with."""
    files = {article["title"]: article["id"] for event in events() for article in event["articles"]}
    found: dict[str, Row] = defaultdict(lambda: {"mentions": [], "conflicts": []})
    for membership in Membership.objects.counted().select_related("figure", "claim__article"):
        file, claim = files[membership.claim.article.title], membership.claim
        answer = found[file.split("/")[0]]
        figure = str(membership.figure_id)
        answer["mentions"].append({"article": file, "start": claim.start, "end": claim.end, "figure": figure})
        if membership.figure.agreement in (Figure.Agreement.CONFLICT, Figure.Agreement.UPDATE):
            answer["conflicts"].append(figure)
    return found


@pytest.mark.slow
def test_one_by_one_is_as_good_as_event_by_event() -> None:
    take_in()
    assert set(Article.objects.values_list("state", flat=True)) == {Article.State.DONE}
    scores = score_answers(answers())
    at_once = score_answers({event["group"]: compare_figures(event) for event in events()})
    assert scores["precision"] >= LEAST_PRECISION
    assert scores["f1"] >= at_once["f1"] - MOST_LOST
    assert scores["conflict_recall"] >= at_once["conflict_recall"] - MOST_LOST
