"""The servers that articles and feeds are fetched from, and when each may be asked again."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Host(models.Model):
    """One server by name and port. One visit at a time, with a pause after each; its robots.txt is kept for a day."""

    name = models.CharField(max_length=260, unique=True)
    robots = models.BinaryField(default=b"")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="until then its robots.txt is not asked for")
    next_allowed_at = models.DateTimeField(db_default=Now(), help_text="no visit begins before")
    waiting_until = models.DateTimeField(db_default=Now(), help_text="the end of the line of those that were sent away")

    def __str__(self) -> str:
        return self.name
