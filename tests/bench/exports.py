"""Exports beside what the database alone does: ``python -m tests.bench.exports [--claims 100000] [--database-is-there]``.

Fills a throwaway database with made-up claims (or takes the rows of the configured one) and prints for each format the
rows a second, those of ``COPY (same query) TO STDOUT``, their ratio, and how far the memory of this process grew.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import django

OUTLETS = 40
CLAIMS_OF_ARTICLE = 8
FORMS = ("csv", "jsonl", "parquet")


def filled(count: int) -> None:
    """Claims of articles of outlets, one figure to five claims, made by the database."""
    from django.db import connection

    articles = count // CLAIMS_OF_ARTICLE + 1
    with connection.cursor() as cursor:
        # what finds claims is not what takes them away, and costs most of the loading
        cursor.execute("DROP INDEX claim_search; DROP INDEX claim_subject_trgm; DROP INDEX revision_search")
        cursor.execute(
            "INSERT INTO articles_outlet (name, domain, country, is_agency) "
            "SELECT 'Outlet ' || n, 'outlet' || n || '.example', '', false FROM generate_series(1, %s) n",
            [OUTLETS],
        )
        cursor.execute(
            "INSERT INTO articles_speaker (name, kind, role, wikidata_id) VALUES ('Ana Veld', 'person', '', '')"
        )
        cursor.execute(
            "INSERT INTO articles_article (identity, outlet_id, url, file_name, title, byline, language, is_date_only, is_truncated,"
            " copy_keys, topic, via, state, reason, priority, attempt_count, crash_count, send_count)"
            " SELECT n, (SELECT min(id) FROM articles_outlet) + n %% %s, 'https://outlet.example/' || n, '', 'What the office counted, part ' || n,"
            " '', 'en', false, false, '{}', '{}', 'command', 'done', '', 5, 0, 0, 0 FROM generate_series(1, %s) n",
            [OUTLETS, articles],
        )
        cursor.execute(
            "INSERT INTO articles_revision (article_id, number, text, sha256, title, notes, extractor, is_latest)"
            " SELECT id, 1, 'text', identity, '', '[]', 'bench', true FROM articles_article"
        )
        cursor.execute(
            'INSERT INTO articles_claim (revision_id, article_id, outlet_id, reported_at, is_current, extractor, start, "end", sentence_start,'
            " sentence_end, surface, sentence, value, interval, hedge, trend, unit, unit_code, currency, measure, status, is_negated, subject,"
            " subject_parts, place, mode, speaker_id, speaker_mention, source_mention, reasons, corrected_fields, version)"
            " SELECT r.id, a.id, a.outlet_id, timestamptz '2026-01-01' + (a.id || ' minutes')::interval, true, 'bench', k * 100, k * 100 + 4,"
            " k * 100, k * 100 + 90, (a.id %% 9000)::text, 'At least ' || a.id %% 9000 || ' barges were counted after the storm, the \"office\" said on Tuesday.',"
            " a.id %% 9000, numrange(a.id %% 9000, NULL, '[]'), 'at_least', '', 'barges', 'barge', '', 'count', '{}', false,"
            " 'barges counted after the storm', '{}', 'Solmar', 'indirect', (SELECT min(id) FROM articles_speaker), 'Ana Veld', '', '[]', '{}', 1"
            " FROM articles_article a JOIN articles_revision r ON r.article_id = a.id, generate_series(1, %s) k LIMIT %s",
            [CLAIMS_OF_ARTICLE, count],
        )
        cursor.execute(
            "INSERT INTO articles_figure (definition, measure, unit, unit_code, currency, place, period, is_locked, claim_count, article_count,"
            " outlet_count, origin_count, speaker_count, agreement) SELECT 'barges counted ' || n, 'count', 'barges', 'barge', '', 'Solmar', '',"
            " false, 5, 5, 5, 5, 1, 'conflict' FROM generate_series(0, %s) n",
            [count // 5],
        )
        cursor.execute(
            "INSERT INTO articles_membership (figure_id, claim_id, status, is_component, score, reasons, method)"
            " SELECT (SELECT min(id) FROM articles_figure) + id / 5 %% %s, id, 'suggested', false, 0.9, '[]', 'bench' FROM articles_claim",
            [count // 5],
        )
        cursor.execute("VACUUM ANALYZE")


def memory_mb() -> float:
    """The resident memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def timed(chunks: Iterator[bytes]) -> tuple[float, float]:
    """Seconds to the end of an export, and the megabytes by which this process grew at most on the way."""
    before = peak = memory_mb()
    begin = perf_counter()
    for n, _ in enumerate(chunks):
        if n % 50 == 0:
            peak = max(peak, memory_mb())
    return perf_counter() - begin, max(peak, memory_mb()) - before


def bare() -> Iterator[bytes]:
    """What the database sends of the same query when nothing is done to it."""
    from django.db import connection

    from articles.models import Claim
    from articles.selectors.exports import TABLES
    from articles.selectors.exports.reading import Job

    source, params = Job(Claim.objects.current().order_by("pk"), TABLES["claims"]).source()
    with connection.cursor() as cursor:
        statement = cursor.mogrify(f"SELECT * FROM {source}", params)
        with cursor.copy(f"COPY ({statement}) TO STDOUT") as copy:
            yield from map(bytes, copy)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--database-is-there", action="store_true", help="take the configured database's rows")
    arguments = parser.parse_args()
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "claimtracker.settings" if arguments.database_is_there else "tests.settings"
    )
    django.setup()
    from django.db import connection

    from articles.models import Claim
    from articles.selectors.exports import exported

    if not arguments.database_is_there:
        connection.creation.create_test_db(verbosity=0)
        filled(arguments.claims)
    count = Claim.objects.current().count()
    for form in FORMS:
        # what a format's libraries weigh is not what rows weigh
        timed(exported(Claim.objects.current().order_by("pk")[:1000], "claims", form, is_answer=False))
    timed(bare())
    for form in FORMS:
        alone, _ = timed(bare())
        took, grown = timed(exported(Claim.objects.current().order_by("pk"), "claims", form, is_answer=False))
        print(
            f"{form}: {count / took:,.0f} rows a second, COPY of the same query {count / alone:,.0f}: ratio {alone / took:.2f};"
            f" memory grew by {grown:.1f} MB over {count:,} rows"
        )


if __name__ == "__main__":
    main()
