"""``python -m articles.comparison figures|copies``: JSON Lines on standard input and output, one object a line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from articles.comparison.align import group
from articles.comparison.conflicts import conflict
from articles.comparison.copies import copy_overlap, find_copies
from articles.comparison.keys import topic_terms
from articles.comparison.values import ArticleText, Grouping, Statement, statement_of
from articles.extraction.claims import find_claims
from articles.extraction.jsonl import Row, answer
from articles.extraction.records import claim_record, day_of


def compare_figures(row: Row) -> Row:
    """One event: ``{"group", "articles": [{"id", "outlet", "date", "title", "text"}]}``; its numbers with their figures."""
    articles = [_article(a) for a in row["articles"]]
    origins = find_copies(articles)
    records: dict[str, Row] = {}
    statements: list[Statement] = []
    for article in articles:
        for statement, record in _stated(article, origins[article.id]):
            records[statement.id] = record
            statements.append(statement)
    groupings = group(statements)
    return {"group": row["group"], **_answer(groupings, {s.id: s for s in statements}, records)}


def compare_copies(row: Row) -> Row:
    """One pair: ``{"pair", "articles": [two]}``; whether one copies or excerpts the other and how much they share."""
    texts = [a["text"] for a in row["articles"]]
    if len(texts) != 2:
        raise ValueError(f"articles holds {len(texts)} texts, two are needed")
    shared = copy_overlap(*texts)
    return {"pair": row["pair"], "copy": shared.is_copy, "overlap": shared.overlap}


def _article(row: Row) -> ArticleText:
    published = day_of(row.get("date"))
    return ArticleText(str(row["id"]), row["text"], row.get("title") or "", row.get("outlet") or "", published)


def _stated(article: ArticleText, origin: str) -> Iterator[tuple[Statement, Row]]:
    """Every statement of an article with the record of its claim."""
    topic = topic_terms(article.title, article.text)
    claims = find_claims(article.text, published=article.published, outlet=article.outlet, title=article.title)
    for number, claim in enumerate(claims):
        statement = statement_of(
            claim,
            article.text,
            id=f"{article.id}#{number}",
            article=article.id,
            outlet=article.outlet,
            published=article.published,
            origin=origin,
            topic=topic,
        )
        yield statement, {**claim_record(claim), "article": article.id}


def _answer(groupings: Sequence[Grouping], by_id: Mapping[str, Statement], records: Mapping[str, Row]) -> Row:
    mentions, conflicts, figures = [], [], []
    for number, grouping in enumerate(groupings, 1):
        label = f"f{number}"
        members = [by_id[m.statement] for m in grouping.members]
        mentions += [{**records[s.id], "figure": label} for s in members]
        figures.append({"id": label, "definition": grouping.definition, "origins": len({s.origin for s in members})})
        if conflict(members):
            conflicts.append(label)
    return {"mentions": mentions, "conflicts": conflicts, "figures": figures}


VERBS: dict[str, Callable[[Row], Row]] = {"figures": compare_figures, "copies": compare_copies}


def main() -> int:
    """Run the verb of the command line over standard input."""
    parser = argparse.ArgumentParser(prog="python -m articles.comparison", description=__doc__)
    parser.add_argument("verb", choices=sorted(VERBS))
    arguments = parser.parse_args()
    return answer(VERBS[arguments.verb], sys.stdin, sys.stdout, sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
