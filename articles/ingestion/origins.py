"""Which article copies which: candidates by an indexed sketch, judged by the texts."""

from __future__ import annotations

from decimal import Decimal

from articles.comparison.copies import copy_share
from articles.models import Article, Revision

MOST_CANDIDATES = 20


def note_origin(article: Article, text: str) -> None:
    """Set ``copy_of`` to the first known text that this one copies or is an excerpt of; none where it stands alone.

    The root of a set of copies stays the article that was known first, so counts never jump when a copy comes in.
    """
    if not article.copy_keys:
        return
    texts = (
        Revision.objects.filter(is_latest=True, article__copy_keys__overlap=article.copy_keys)
        .exclude(article=article)
        .exclude(article__copy_of=article)
        .select_related("article")
        .order_by("article_id")[:MOST_CANDIDATES]
    )
    judged = [(revision.article, copy_share(text, revision.text)) for revision in texts]
    copied = [(other, overlap) for other, overlap in judged if overlap.is_copy]
    if not copied:
        article.copy_of, article.copy_overlap = None, None
        return
    original, overlap = max(copied, key=lambda pair: (pair[1].overlap, -pair[0].pk))
    article.copy_of_id = original.copy_of_id or original.pk
    article.copy_overlap = Decimal(str(round(overlap.overlap, 3)))
