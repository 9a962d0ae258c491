"""Which article copies which: candidates by an indexed sketch, judged by the texts."""

from __future__ import annotations

from decimal import Decimal

from articles.comparison.copies import copy_share
from articles.models import Article, direct

MOST_CANDIDATES = 20
# the keys stand behind a SELECT of their own: planned for their number, a table without statistics would be read whole; and
# those that have one are found before the likest of them are chosen: a sentence that hundreds print must not hide the copied one
NEAR = f"""
    WITH asked AS MATERIALIZED (SELECT %s::bigint[] AS keys), near AS MATERIALIZED (
        SELECT id, copy_of_id, (
            SELECT count(*) FROM unnest(copy_keys) AS key WHERE key = ANY((SELECT keys FROM asked)::bigint[])
        ) AS shared
        FROM articles_article
        WHERE copy_keys && (SELECT keys FROM asked) AND id <> %s AND copy_of_id IS DISTINCT FROM %s
    ), likest AS (SELECT * FROM near ORDER BY shared DESC, id LIMIT {MOST_CANDIDATES})
    SELECT likest.id, likest.copy_of_id, latest.text FROM likest CROSS JOIN LATERAL (
        SELECT text FROM articles_revision WHERE article_id = likest.id AND is_latest LIMIT 1
    ) AS latest
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
