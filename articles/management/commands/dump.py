"""Dump the whole database: every table and the public lists, with a manifest."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from articles.ingestion.dumps import dump_if_due, make_dump


class Command(BaseCommand):
    """``manage.py dump``: a folder named by its time in DUMP_DIR, or in ``--into``; ``manage.py verify_dump`` checks it."""

    help = "Write every table and the public lists into a folder, with row counts and hashes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into", type=Path, default=settings.DUMP_DIR, help="folder of dumps (DUMP_DIR)")
        parser.add_argument("--format", choices=["jsonl", "parquet"], default="jsonl", help="of the public lists")
        parser.add_argument("--keep", type=int, default=settings.DUMPS_KEPT or 7, help="dumps to keep, older ones go")
        parser.add_argument("--if-due", action="store_true", help="nothing where one was made today, or is being made")

    def handle(self, *args: Any, **options: Any) -> None:
        keep = max(1, options["keep"])
        if options["if_due"]:
            dump = dump_if_due(options["into"], keep=keep)
        else:
            dump = make_dump(options["into"], form=options["format"], keep=keep)
        if dump is None:
            self.stdout.write("no dump is due")
            return
        for file in dump.files:
            self.stdout.write(f"{file.rows:>10,} rows  {file.size_bytes:>12,} bytes  {file.path}")
        self.stdout.write(f"{dump.folder}: {len(dump.files)} files")
