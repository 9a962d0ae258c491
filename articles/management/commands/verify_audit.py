"""`manage.py verify_audit`: whether what people did is still as it was recorded."""

from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.actions.audit import seal_events
from articles.selectors.audit import open_tail, sealed_count, tampering
from claimtracker.heads import noted_heads

MOST_SHOWN = 50


class Command(BaseCommand):
    help = "Checks every event of the audit against its chain and against the heads noted outside the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, help="another folder of noted heads, such as a copy kept elsewhere")
        parser.add_argument("--seal", action="store_true", help="seal what is not sealed yet, after the check")

    def handle(self, *, heads: Path | None, seal: bool, **options: Any) -> None:
        if heads is not None and not heads.is_dir():
            raise CommandError(f"{heads} is no folder of noted heads.")
        noted = list(noted_heads(heads))
        findings = tampering(noted)
        shown = list(islice(findings, MOST_SHOWN))
        more = sum(1 for _ in findings)
        for finding in shown:
            self.stderr.write(str(finding))
        if more:
            self.stderr.write(f"and {more} more")
        tail = open_tail()
        self.stdout.write(f"{sealed_count()} events sealed, {len(noted)} heads noted outside")
        if tail.count:
            self.stdout.write(f"{tail.count} events not sealed yet, the oldest of {tail.since:%Y-%m-%d %H:%M:%S %Z}")
        if shown:
            raise CommandError(f"the audit is not as it was sealed: {len(shown) + more} findings")
        while seal and seal_events():
            pass
        self.stdout.write("the audit is as it was sealed")
