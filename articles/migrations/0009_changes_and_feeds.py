"""Changes of numbers, what a feed was found on and last gave, second visits, rulings on articles that could not be read."""

import articles.migrations._triggers
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from articles.migrations._audit import guard_events


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0008_audit_chain"),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticleRulingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('rejected', 'Rejected'), ('quarantined', 'Quarantined')], default='queued', max_length=12)),
                ('reason', models.TextField(blank=True, help_text='why it was rejected or quarantined, or the last fault')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='ruling_events', to='articles.article')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NumberChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('aspects', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('value', 'value'), ('unit', 'unit'), ('hedge', 'hedge'), ('speaker', 'speaker'), ('added', 'added'), ('removed', 'removed')], max_length=8), help_text='what of the number was edited', size=None)),
                ('has_notice', models.BooleanField(help_text='the later text owns up to a correction')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.claim')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='number_changes', to='articles.article')),
                ('before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.claim')),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.revision')),
                ('later', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='number_changes', to='articles.revision')),
            ],
            options={
                'indexes': [
                    django.contrib.postgres.indexes.GinIndex(fields=['aspects'], name='number_change_aspects'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('before__isnull', False), ('after__isnull', False), _connector='OR'), name='articles_numberchange_of_a_claim'),
                ],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='next_visit_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='when its page is looked at again for edits', null=True),
        ),
        migrations.AddField(
            model_name='article',
            name='visit_count',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='feed',
            name='candidates',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, help_text='addresses still to be tried', size=None),
        ),
        migrations.AddField(
            model_name='feed',
            name='entry_count',
            field=models.PositiveIntegerField(default=0, editable=False, help_text='articles at the last good poll'),
        ),
        migrations.AddField(
            model_name='feed',
            name='site_url',
            field=models.TextField(blank=True, editable=False, help_text='the page that named it'),
        ),
        migrations.AddField(
            model_name='feed',
            name='succeeded_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        articles.migrations._triggers.AddTriggers(
            triggers=[
                ('article', pgtrigger.compiler.Trigger(name='ruling_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'queued\', \'rejected\') AND OLD."state" IN (\'rejected\', \'quarantined\'))', func='INSERT INTO "articles_articlerulingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'ruling\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;', hash='028df1d46997810c4638eae5b6d32234912ecd14', operation='UPDATE', pgid='pgtrigger_ruling_update_4335e', table='articles_article', when='AFTER'))),
                ('articlerulingevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e153b5d9344c619912209f91a855a877bc1eb72b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_88e76', table='articles_articlerulingevent', when='BEFORE'))),
            ],
        ),
        guard_events(),
    ]
