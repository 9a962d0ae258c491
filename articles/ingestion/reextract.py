"""Bring texts that an older extractor read up to this one's version."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from articles.actions.counts import recount
from articles.comparison.copies import sketch
from articles.comparison.keys import topic_terms
from articles.extraction.claims import VERSION, find_claims
from articles.ingestion.grouping import group_claims
from articles.ingestion.store import store_claims
from articles.models import Article, Membership, Revision


def outdated() -> QuerySet[Revision]:
    """The latest texts that another version read, oldest first: what is done is never listed again, so a stop costs nothing."""
    done = Revision.objects.filter(is_latest=True, article__state=Article.State.DONE)
    return done.exclude(extractor=VERSION).order_by("pk")


@transaction.atomic
def reextract(revision_id: int) -> int:
    """Read one text again; returns how many claims it has now.

    Claims that are found again keep their ids, corrections and decided memberships; those no longer found stay as rows
    that are not current. An article that a worker holds is left for the next run.
    """
    revision = Revision.objects.select_related("article").get(pk=revision_id)
    article = Article.objects.select_for_update().get(pk=revision.article_id)
    if article.state != Article.State.DONE:
        return revision.claims.filter(is_current=True).count()
    article.copy_keys, article.topic = list(sketch(revision.text)), list(topic_terms(article.title, revision.text))
    article.save(update_fields=["copy_keys", "topic"])
    revision.article = article
    published = article.published_at.date() if article.published_at else None
    outlet = article.outlet.name if article.outlet else ""
    found = find_claims(revision.text, published=published, outlet=outlet, title=article.title)
    claims = store_claims(revision, found)
    group_claims(claims)
    recount(Membership.objects.filter(claim__revision=revision).values_list("figure", flat=True))
    return len(claims)
