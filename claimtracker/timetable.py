"""A worker keeps the timetable by itself, so that a dead beat, or none, delays nothing for long."""

import random
from typing import Any

from celery import bootsteps

FIRST_WITHIN_S = 2


class SelfTimetable(bootsteps.StartStopStep):
    """Sends every entry of `beat_schedule` at its pace. Entries are safe to run too often: they take rows that are due."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.entries: list[Any] = []

    def start(self, parent: Any) -> None:
        for entry in parent.app.conf.beat_schedule.values():
            every_s = entry["schedule"].run_every.total_seconds()
            # many workers that were started together must not send together
            pace_s = every_s * random.uniform(1.0, 1.2)
            send = _Sender(parent.app, entry)
            self.entries.append(parent.timer.call_repeatedly(pace_s, send))
            # what a worker that was killed has left may be long due
            self.entries.append(parent.timer.call_after(random.uniform(0, FIRST_WITHIN_S), send))

    def stop(self, parent: Any) -> None:
        for entry in self.entries:
            entry.cancel()
        self.entries.clear()


class _Sender:
    def __init__(self, app: Any, entry: dict[str, Any]) -> None:
        self.app, self.entry = app, entry

    def __call__(self) -> None:
        self.app.send_task(self.entry["task"], ignore_result=True, **self.entry["options"])
