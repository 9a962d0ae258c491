"""Check a dump against its manifest, and load it where that is asked."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.ingestion.restore import NotRestored, faults_of, restore
from articles.selectors.dumps import read_dump


class Command(BaseCommand):
    """``manage.py verify_dump FOLDER``: hashes and row counts; ``--restore`` loads it into this database, which must be empty."""

    help = "Check every file of a dump by its hash and its rows; with --restore, load it into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--restore", action="store_true", help="load the tables into this database of no articles")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            dump = read_dump(options["folder"])
        except (OSError, ValueError) as fault:
            raise CommandError(f"there is no dump: {fault}") from fault
        if faults := faults_of(dump):
            raise CommandError("\n".join(faults))
        rows = sum(file.rows for file in dump.files if not file.is_public)
        self.stdout.write(f"sound: {len(dump.files)} files, {rows:,} rows of tables, made {dump.made_at.isoformat()}")
        if options["restore"]:
            try:
                self.stdout.write(f"loaded {restore(dump.folder):,} rows")
            except NotRestored as refusal:
                raise CommandError(str(refusal)) from refusal
