"""Which article copies which: candidates by an indexed sketch, judged by the texts."""

from __future__ import annotations

from decimal import Decimal

from articles.comparison.copies import copy_share
from articles.models import Article, direct

MOST_CANDIDATES = 20
# the keys stand behind a SELECT of their own: planned for their number, a table without statistics would be read whole
NEAR = f"""
    SELECT other.id, other.copy_of_id, latest.text FROM articles_article AS other CROSS JOIN LATERAL (
        SELECT text FROM articles_revision WHERE article_id = other.id AND is_latest LIMIT 1
    ) AS latest
    WHERE other.copy_keys && (SELECT %s::bigint[]) AND other.id <> %s AND other.copy_of_id IS DISTINCT FROM %s
    ORDER BY other.id LIMIT {MOST_CANDIDATES}
"""


def note_origin(article: Article, text: str) -> None:
    """Set ``copy_of`` to the first known text that this one copies or is an excerpt of; none where it stands alone.

    The root of a set of copies stays the article that was known first, so counts never jump when a copy comes in.
    """
    if not article.copy_keys:
        return
    near = direct.ask(NEAR, [article.copy_keys, article.pk, article.pk])
    judged = [(pk, root or pk, copy_share(text, other)) for pk, root, other in near]
    copied = [each for each in judged if each[2].is_copy]
    if not copied:
        article.copy_of, article.copy_overlap = None, None
        return
    _, root, overlap = max(copied, key=lambda each: (each[2].overlap, -each[0]))
    article.copy_of_id = root
    article.copy_overlap = Decimal(str(round(overlap.overlap, 3)))
