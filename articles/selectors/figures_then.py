"""What figures added up to at a time: counts, bounds and agreement of the claims known then, as they stood then."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps

from articles.comparison.conflicts import conflict
from articles.models import Figure
from articles.models.figure import MOST_COMPARED, MOST_OF_A_VALUE, MOST_RECENT
from articles.models.statements import statements_by_id
from claimtracker.replicas import read_connection

# of a claim the row before its first later change, where there is one; of a membership what was decided last, if anything was;
# what is not tracked is as today
MEMBERS = """
SELECT m.figure_id, m.claim_id, decided.status = 'confirmed' AS is_sure, past.pgh_id AS event_id,
    c.reported_at, c.article_id, c.outlet_id, coalesce(a.copy_of_id, a.id) AS origin_id,
    CASE WHEN past.pgh_id IS NULL THEN c.speaker_id ELSE past.speaker_id END AS speaker_id,
    CASE WHEN past.pgh_id IS NULL THEN c.value ELSE past.value END AS value,
    CASE WHEN past.pgh_id IS NULL THEN c.interval ELSE past.interval END AS interval,
    CASE WHEN past.pgh_id IS NULL THEN c.hedge ELSE past.hedge END AS hedge
FROM articles_membership m JOIN articles_claim c ON c.id = m.claim_id JOIN articles_article a ON a.id = c.article_id
LEFT JOIN LATERAL (
    SELECT e.* FROM articles_claimevent e
    WHERE e.pgh_obj_id = c.id AND e.pgh_label = 'before' AND e.pgh_created_at > %(at)s
    ORDER BY e.pgh_created_at, e.pgh_id LIMIT 1
) AS past ON true
LEFT JOIN LATERAL (
    SELECT d.status FROM articles_membershipevent d WHERE d.pgh_obj_id = m.id AND d.pgh_created_at <= %(at)s
    ORDER BY d.pgh_created_at DESC, d.pgh_id DESC LIMIT 1
) AS decided ON true
WHERE m.figure_id = ANY(%(figures)s) AND NOT m.is_component AND m.created_at <= %(at)s AND c.created_at <= %(at)s
    AND decided.status IS DISTINCT FROM 'rejected'
    AND CASE WHEN past.pgh_id IS NULL THEN c.is_current ELSE past.is_current END
"""
TOTALS = f"""
SELECT coalesce(json_object_agg(figure_id, json_build_object(
    'claim_count', claims, 'article_count', articles, 'outlet_count', outlets, 'origin_count', origins, 'speaker_count', speakers,
    'first_reported_at', first, 'last_reported_at', last, 'span', CASE WHEN coalesce(low, high) IS NOT NULL THEN json_build_object(
        'low', trim_scale(least(low, high))::text, 'high', trim_scale(greatest(low, high))::text, 'low_open', false, 'high_open', false
    ) END, 'may_clash', low IS DISTINCT FROM high
)), '{{}}')::text
FROM (
    SELECT figure_id, count(*) AS claims, count(DISTINCT article_id) AS articles, count(DISTINCT outlet_id) AS outlets,
        count(DISTINCT origin_id) AS origins, count(DISTINCT speaker_id) AS speakers,
        min(coalesce(value, lower(interval))) AS low, max(coalesce(value, upper(interval))) AS high,
        min(reported_at) AS first, max(reported_at) AS last
    FROM ({MEMBERS}) AS members GROUP BY figure_id
) AS totals
"""
CHOSEN = f"""
SELECT figure_id, claim_id, event_id, is_sure FROM (
    SELECT *, row_number() OVER (PARTITION BY figure_id ORDER BY nth, age) AS place FROM (
        SELECT *, row_number() OVER (PARTITION BY figure_id ORDER BY reported_at DESC, claim_id DESC) AS age,
            row_number() OVER (PARTITION BY figure_id, value, interval, hedge ORDER BY reported_at DESC, claim_id DESC) AS nth
        FROM ({MEMBERS}) AS members
    ) AS numbered WHERE nth <= {MOST_OF_A_VALUE} AND age <= {MOST_RECENT}
) AS placed WHERE place <= {MOST_COMPARED} ORDER BY figure_id, place
"""
# what events keep of what a statement is made of
KEPT = (
    "start", "end", "value", "interval", "hedge", "trend", "unit", "currency", "measure", "subject", "place", "as_of", "mode",
    "speaker__name", "source__name",
)  # fmt: skip
NOTHING: Mapping[str, Any] = {
    "agreement": None, "claim_count": 0, "article_count": 0, "outlet_count": 0, "origin_count": 0, "speaker_count": 0, "span": None,
    "first_reported_at": None, "last_reported_at": None,
}  # fmt: skip
MEMBER_NAMES = frozenset(NOTHING)


def figures_then(figure_ids: Sequence[int], at: datetime) -> dict[int, dict[str, Any]]:
    """Counts, span, dates and agreement of each figure by the claims known at a time, as documents show them.

    The clash is looked for as :func:`articles.actions.counts.recount` looks for today's. A figure without a claim then has
    no agreement. At most four queries, however many figures and claims.
    """
    with read_connection().cursor() as cursor:
        cursor.execute(TOTALS, {"at": at, "figures": list(figure_ids)})
        totals: dict[str, dict[str, Any]] = json.loads(cursor.fetchone()[0])
    found = {pk: {**NOTHING, **totals.get(str(pk), {})} for pk in figure_ids}
    differing = [pk for pk, told in found.items() if told.pop("may_clash", False)]
    clashes = _clashes(differing, at)
    for pk, told in found.items():
        if told["claim_count"]:
            told["agreement"] = Figure.Agreement.judged(told["origin_count"], clashes.get(pk)).value
    return found


def _clashes(figure_ids: Sequence[int], at: datetime) -> dict[int, Any]:
    if not figure_ids:
        return {}
    with read_connection().cursor() as cursor:
        cursor.execute(CHOSEN, {"at": at, "figures": list(figure_ids)})
        chosen = cursor.fetchall()
    statements = statements_by_id([row[1] for row in chosen], _kept([row[2] for row in chosen if row[2]]))
    told, sure = defaultdict(list), defaultdict(set)
    for figure_id, claim_id, _, is_sure in chosen:
        told[figure_id].append(statements[claim_id])
        if is_sure:
            sure[figure_id].add(str(claim_id))
    return {figure_id: conflict(stated, certain=sure[figure_id]) for figure_id, stated in told.items()}


def _kept(event_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """By claim what these events keep of it."""
    if not event_ids:
        return {}
    events = apps.get_model("articles", "claimevent").objects.filter(pk__in=event_ids)
    return {row.pop("pgh_obj_id"): row for row in events.values("pgh_obj_id", *KEPT)}
