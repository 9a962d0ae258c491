"""Short articles of our own for the tests of ingestion."""

from __future__ import annotations

from django.contrib.auth.models import User

from articles.ingestion import intake, work
from articles.ingestion.submission import Receipt, Said, Submission
from articles.models import Article

FLOOD = """Flood in Marrow Valley kills 35

At least 35 people were killed when the Ister burst its banks on Monday, said Ana Veld, the governor of Marrow province.

“We have 4,000 people in shelters tonight,” Veld said. The river rose by 3 metres in a day.
"""
FLOOD_LATER = FLOOD.replace("At least 35 people were killed", "At least 41 people were killed")
STRIKE = """Rail workers walk out

Police counted 45,000 marchers in the capital on Friday. The union said 200,000 marchers took part.
"""


def hand_in(text: str, *, url: str = "", outlet: str = "", by: User | None = None, published: str = "") -> Receipt:
    """One plain text at the door."""
    said = Said(outlet=outlet, published=published)
    return intake.accept(Submission(text.encode(), url=url, said=said), via=Article.Via.COMMAND, by=by)


def read(text: str, *, url: str = "", outlet: str = "", published: str = "") -> Article:
    """One plain text, taken in and worked to its end."""
    receipt = hand_in(text, url=url, outlet=outlet, published=published)
    assert receipt.article_id is not None, receipt.reason
    work.extract_article(receipt.article_id)
    return Article.objects.get(pk=receipt.article_id)
