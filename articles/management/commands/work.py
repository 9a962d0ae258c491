"""`manage.py work`: the workers of this machine, until Ctrl-C or SIGTERM."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from claimtracker.celery import app
from claimtracker.crew import QUEUES, Crew


class Command(BaseCommand):
    help = (
        "Reads articles and polls feeds: so many at once, each in a process of its own that is replaced when it dies."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        default = int(os.environ.get("WORKER_CONCURRENCY") or min(os.cpu_count() or 1, 4))
        parser.add_argument("--concurrency", type=int, default=default, help="articles at once")
        parser.add_argument("--queues", default=QUEUES, help="queues to work on, with commas")
        parser.add_argument("--loglevel", default="INFO")

    def handle(self, *, concurrency: int, queues: str, loglevel: str, **options: Any) -> None:
        # the checks were made once, here; what is imported now, every worker has from the start
        os.environ["CELERY_SKIP_CHECKS"] = "1"
        app.loader.import_default_modules()
        app.finalize()
        connections.close_all()

        quiet = ["--without-gossip", "--without-mingle", "--loglevel", loglevel]

        def work(number: int) -> None:
            app.worker_main(["worker", "-Q", queues, "-n", f"worker{number}@%h", *quiet])

        Crew(concurrency, work).run()
