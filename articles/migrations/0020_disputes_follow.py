"""Open questions in the order of what their figures are worth, kept beside them by the figures' own trigger."""

import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FILL = """
    UPDATE articles_dispute SET reach = f.outlet_count, points = f.points FROM articles_figure f WHERE f.id = figure_id
"""


class Migration(migrations.Migration):

    dependencies = [("articles", "0019_scope_of_follows")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='dispute',
            name='update_update',
        ),
        migrations.AddField(
            model_name='dispute',
            name='points',
            field=models.IntegerField(db_default=0, default=0, editable=False, help_text='how much a look at its figure is worth'),
        ),
        migrations.AddField(
            model_name='dispute',
            name='reach',
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False, help_text='how many outlets report it'),
        ),
        migrations.AddField(
            model_name='dispute',
            name='worth',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('points'), '+', models.Value(25)), '-', models.Func(models.F('opened_at'), output_field=models.IntegerField(), template="floor(extract(epoch FROM %(expressions)s - timestamptz '2020-01-01 00:00:00+00') / 86400)::int")), help_text="on the scale of the figure's", output_field=models.IntegerField()),
        ),
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(condition=models.Q(('state__in', ['open', 'under_review', 'reopened'])), fields=['-opened_at', '-id'], name='dispute_opened_at'),
        ),
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(condition=models.Q(('state__in', ['open', 'under_review', 'reopened'])), fields=['-reach', '-id'], name='dispute_reach'),
        ),
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(condition=models.Q(('state__in', ['open', 'under_review', 'reopened'])), fields=['-worth', '-id'], name='dispute_worth'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispute',
            trigger=pgtrigger.compiler.Trigger(name='standing', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."figure_id" IS NOT NULL)', func='\n    SELECT outlet_count, points INTO NEW.reach, NEW.points FROM articles_figure WHERE id = NEW.figure_id;\n    RETURN NEW;\n', hash='9812217b7012c1d6359ac066797b73ec870801fb', operation='INSERT OR UPDATE OF "figure_id"', pgid='pgtrigger_standing_82118', table='articles_dispute', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispute',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."assigned_to_id" IS DISTINCT FROM (NEW."assigned_to_id") OR OLD."assigned_until" IS DISTINCT FROM (NEW."assigned_until") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."claim_a_id" IS DISTINCT FROM (NEW."claim_a_id") OR OLD."claim_b_id" IS DISTINCT FROM (NEW."claim_b_id") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."closing_reason" IS DISTINCT FROM (NEW."closing_reason") OR OLD."figure_id" IS DISTINCT FROM (NEW."figure_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."opened_by_id" IS DISTINCT FROM (NEW."opened_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "articles_disputeevent" ("assigned_to_id", "assigned_until", "claim_a_id", "claim_b_id", "claim_id", "closed_at", "closed_by_id", "closing_reason", "figure_id", "id", "kind", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "version") VALUES (NEW."assigned_to_id", NEW."assigned_until", NEW."claim_a_id", NEW."claim_b_id", NEW."claim_id", NEW."closed_at", NEW."closed_by_id", NEW."closing_reason", NEW."figure_id", NEW."id", NEW."kind", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."version"); RETURN NULL;', hash='46d749ae536e5a4ed0f794921440d81d1143c955', operation='UPDATE', pgid='pgtrigger_update_update_167c2', table='articles_dispute', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='disputes_follow', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."outlet_count" IS DISTINCT FROM (NEW."outlet_count") OR OLD."points" IS DISTINCT FROM (NEW."points"))', func='\n    UPDATE articles_dispute SET reach = NEW.outlet_count, points = NEW.points\n    WHERE figure_id = NEW.id AND (reach, points) IS DISTINCT FROM (NEW.outlet_count, NEW.points);\n    RETURN NULL;\n', hash='19ed460eade7214a4b48321bfb938b1a35ebb8fa', operation='UPDATE', pgid='pgtrigger_disputes_follow_03368', table='articles_figure', when='AFTER')),
        ),
        # last: a table whose rows were written in this transaction takes no index
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
