"""What the tables of events share."""

from __future__ import annotations

from typing import Any

from django.db import models


def newest_first(kind: str) -> dict[str, Any]:
    """For ``pghistory.track(meta=)``: the index by which the newest events of a kind of row are read, whatever lies behind."""
    return {"indexes": [models.Index(fields=["-pgh_created_at", "-pgh_id"], name=f"{kind}event_newest")]}
