"""The project: settings, Celery, addresses, and the embedded PostgreSQL."""

from claimtracker.celery import app as celery_app

__all__ = ["celery_app"]
