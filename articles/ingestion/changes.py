"""What a later text of an article says otherwise in numbers, kept as rows for readers who follow edits."""

from __future__ import annotations

from articles.comparison.edits import number_edits
from articles.comparison.values import Statement
from articles.extraction.claims import VERSION, find_claims
from articles.extraction.notices import has_new_notice
from articles.ingestion.store import store_claims
from articles.models import Article, Claim, NumberChange, Revision
from articles.models.statements import statements_of


def note_changes(earlier: Revision | None, later: Revision) -> list[NumberChange]:
    """Keep the numeric edits between two texts of one article; none for a first text, or one that stays as it was.

    The claims of both are rows already. An earlier text that another extractor read is read again first, so that a new
    rule is never taken for an outlet's edit.
    """
    if earlier is None or earlier.pk == later.pk:
        return []
    if earlier.extractor != VERSION:
        _read_again(earlier, later.article)
    edits = number_edits(_statements(earlier), _statements(later))
    has_notice = has_new_notice(earlier.text, later.text)
    return NumberChange.objects.bulk_create(
        NumberChange(
            article=later.article,
            earlier=earlier,
            later=later,
            before_id=edit.before and int(edit.before),
            after_id=edit.after and int(edit.after),
            aspects=[aspect.value for aspect in edit.aspects],
            has_notice=has_notice,
        )
        for edit in edits
    )


def _read_again(revision: Revision, article: Article) -> None:
    published = article.published_at.date() if article.published_at else None
    outlet = article.outlet.name if article.outlet else ""
    store_claims(revision, find_claims(revision.text, published=published, outlet=outlet, title=article.title))
    revision.claims.update(is_current=False)


def _statements(revision: Revision) -> list[Statement]:
    rows = Claim.objects.filter(revision=revision, extractor=VERSION).order_by("start", "pk")
    return list(statements_of(rows).values())
