"""Figures are found by the keys of their claims, one row a key, so that a look-up reads the newest of a key only."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_hosts_and_charset")]

    operations = [
        migrations.CreateModel(
            name="ClaimKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "claim_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.BigIntegerField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="articles.claim"
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(model_name="figure", name="figure_keys"),
        migrations.RemoveField(model_name="figure", name="keys"),
    ]
