"""Write every row of a list, or what its columns mean, to standard output."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article, Claim, Dispute, Figure, Outlet, Speaker
from articles.selectors.exports import FORMS, TABLES, exported
from articles.selectors.exports.codebook import codebook_json


class Command(BaseCommand):
    """``manage.py export claims|figures|articles|… --format jsonl|csv|json|xlsx|parquet``: streams all rows."""

    help = "Write every row of a list to standard output, as one of several formats."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(TABLES))
        parser.add_argument("--format", choices=list(FORMS), default="jsonl")
        parser.add_argument(
            "--codebook", action="store_true", help="what the columns mean, as JSON, instead of the rows"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kind = options["kind"]
        rows: dict[str, Any] = {
            "claims": Claim.objects.current(),
            "figures": Figure.objects.standing(),
            "articles": Article.objects.all(),
            "outlets": Outlet.objects.filter(merged_into__isnull=True),
            "speakers": Speaker.objects.filter(merged_into__isnull=True),
            "disputes": Dispute.objects.all(),
        }
        if options["codebook"]:
            return self._write([codebook_json(TABLES[kind]), b"\n"])
        return self._write(exported(rows[kind].order_by("pk"), kind, options["format"], is_answer=False))

    def _write(self, chunks: Iterable[bytes]) -> None:
        # a workbook is bytes; whoever gave a stream of text gets text
        binary = getattr(self.stdout._out, "buffer", None)
        try:
            for chunk in chunks:
                if binary is None:
                    self.stdout.write(chunk.decode(), ending="")
                else:
                    binary.write(chunk)
        except BrokenPipeError:
            # the reader (`head`) has what it wanted; nothing may be flushed to it any more
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
