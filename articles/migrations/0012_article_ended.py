"""When the last article ended, without reading them all; made while others write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0011_newest_articles")]

    operations = [
        AddIndexConcurrently(model_name="article", index=models.Index(fields=["ended_at"], name="article_ended")),
    ]
