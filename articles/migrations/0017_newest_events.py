"""The newest events of each kind of row, without sorting all of them; made while others write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

KINDS = (
    "act", "alias", "annotation", "article", "claim", "dispute", "feed", "figure", "membership", "outlet", "revision", "series", "source",
    "speaker", "token", "verdict",
)  # fmt: skip


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0016_alerts")]

    operations = [
        AddIndexConcurrently(
            model_name=f"{kind}event",
            index=models.Index(fields=["-pgh_created_at", "-pgh_id"], name=f"{kind}event_newest"),
        )
        for kind in KINDS
    ]
