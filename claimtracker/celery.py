"""The Celery application."""

import os

from celery import Celery

from claimtracker.timetable import SelfTimetable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")

app = Celery("claimtracker")
# by name: it is read at first use, when Django's settings are whole
app.config_from_object("claimtracker.queues")
app.autodiscover_tasks()
app.steps["consumer"].add(SelfTimetable)
