"""`manage.py status`: what waits, what was done, and whether the work goes on."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.selectors.progress import progress


class Command(BaseCommand):
    help = "Prints how many articles are in which state, how long the oldest has waited, and what fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="exit non-zero when work is due and nothing moves")

    def handle(self, *, check: bool, **options: Any) -> None:
        now = progress()
        for state, count in now.states.items():
            self.stdout.write(f"{state:12s} {count:8d}")
        self.stdout.write(f"longest wait {_seconds(now.overdue)}")
        self.stdout.write(f"last end     {_seconds(now.since_last_end)} ago")
        self.stdout.write(f"last hour    {now.ended_in_an_hour:8d} ended")
        for reason, count in now.quarantine.items():
            self.stdout.write(f"quarantine   {count:8d} {reason}")
        for url, count, error in now.failing_feeds:
            self.stdout.write(f"feed fails   {count:8d} {url}: {error}")
        if check and now.is_stuck:
            raise CommandError("work is due, and nothing has ended for long")


def _seconds(age: timedelta | None) -> str:
    return "-" if age is None else f"{age.total_seconds():.0f} s"
