"""Finds pages that are to be looked at again; built beside the traffic."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0009_changes_and_feeds")]

    operations = [
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                fields=["next_visit_at"], condition=models.Q(next_visit_at__isnull=False), name="article_visit"
            ),
        ),
    ]
