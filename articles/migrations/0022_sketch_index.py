"""The sketches of texts are looked up with every article that comes in: each look read what the index had put off to sort in."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations
from django.db.migrations.operations.base import Operation

NAME = "article_copy_keys"
STATE: list[Operation] = [
    migrations.RemoveIndex("article", NAME),
    migrations.AddIndex("article", GinIndex(fields=["copy_keys"], name=NAME, fastupdate=False)),
]


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_counted_in_index")]

    operations = [
        # not built anew: its rows are the same
        migrations.RunSQL(
            f"ALTER INDEX {NAME} SET (fastupdate = off)", f"ALTER INDEX {NAME} RESET (fastupdate)", state_operations=STATE
        ),
        migrations.RunSQL(f"SELECT gin_clean_pending_list('{NAME}')", migrations.RunSQL.noop),
    ]
