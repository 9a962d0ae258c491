"""The review desk: reviews field by field, batches, flags, notices, rankings, coding projects, and what a look is worth.

`figure.points` is computed by the database, so adding it writes the table of figures anew under a lock.
"""

import articles.migrations._triggers
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0006_roles"),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='annotation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='annotation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='annotation',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dispute',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dispute',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dispute',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='verdict',
            name='insert_insert',
        ),
        migrations.RemoveConstraint(
            model_name='dispute',
            name='articles_dispute_closed_at',
        ),
        migrations.RemoveConstraint(
            model_name='dispute',
            name='articles_dispute_one_by_machine',
        ),
        migrations.CreateModel(
            name='CodingProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('instructions', models.TextField(blank=True)),
                ('target', models.CharField(choices=[('claims', 'Claims'), ('figures', 'Figures')], max_length=8)),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('coders', models.ManyToManyField(related_name='coding_projects', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='articles_codingproject_named'),
                    models.CheckConstraint(condition=models.Q(('fields__len__gt', 0)), name='articles_codingproject_has_fields'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CodingItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.claim')),
                ('figure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.figure')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='articles.codingproject')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('figure__isnull', True)), models.Q(('claim__isnull', True), ('figure__isnull', False)), _connector='OR'), name='articles_codingitem_one_target'),
                    models.UniqueConstraint(fields=('project', 'claim'), name='articles_codingitem_once_claim'),
                    models.UniqueConstraint(fields=('project', 'figure'), name='articles_codingitem_once_figure'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Adjudication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=20)),
                ('value', models.TextField(blank=True)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adjudications', to='articles.codingitem')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('item', 'field'), name='articles_adjudication_once'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='articles_adjudication_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AdjudicationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('field', models.CharField(max_length=20)),
                ('value', models.TextField(blank=True)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='articles.adjudication')),
                ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.codingitem')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.UUIDField()),
                ('verb', models.CharField(choices=[('merge', 'merged'), ('split', 'split'), ('move', 'moved'), ('confirm', 'confirmed'), ('reject', 'taken out'), ('redefine', 'redefined'), ('rename', 'renamed'), ('approve', 'approved'), ('assign', 'assigned'), ('release', 'given back'), ('resolve', 'resolved'), ('dismiss', 'dismissed')], max_length=10)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('target', models.CharField(help_text='the row, as claim:12', max_length=60)),
                ('refusal', models.TextField(blank=True, help_text='why it was not done; empty when it was')),
                ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.act')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['batch', 'id'], name='batch_items'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('act__isnull', True), ('refusal', ''), _connector='OR'), name='articles_batchitem_done_or_refused'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Coding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entries', models.JSONField(default=dict)),
                ('coded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('coder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codings', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codings', to='articles.codingitem')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('item', 'coder'), name='articles_coding_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='CodingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('entries', models.JSONField(default=dict)),
                ('coded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('coder', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='articles.coding')),
                ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.codingitem')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CodingProjectEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('instructions', models.TextField(blank=True)),
                ('target', models.CharField(choices=[('claims', 'Claims'), ('figures', 'Figures')], max_length=8)),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='articles.codingproject')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FieldCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('value', 'Value'), ('interval', 'Interval'), ('hedge', 'Hedge'), ('unit', 'Unit'), ('measure', 'Measure'), ('subject', 'Subject'), ('speaker', 'Speaker'), ('source', 'Source'), ('as_of', 'date'), ('figure', 'Figure')], max_length=12)),
                ('outcome', models.CharField(choices=[('accepted', 'Accepted'), ('corrected', 'Corrected'), ('queried', 'Queried')], max_length=10)),
                ('seen', models.TextField(blank=True, help_text='the value as it stood when it was decided')),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='articles.claim')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('claim', 'field'), name='articles_fieldcheck_once'),
                    models.CheckConstraint(condition=models.Q(('outcome', 'accepted'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='articles_fieldcheck_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FieldCheckEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('field', models.CharField(choices=[('value', 'Value'), ('interval', 'Interval'), ('hedge', 'Hedge'), ('unit', 'Unit'), ('measure', 'Measure'), ('subject', 'Subject'), ('speaker', 'Speaker'), ('source', 'Source'), ('as_of', 'date'), ('figure', 'Figure')], max_length=12)),
                ('outcome', models.CharField(choices=[('accepted', 'Accepted'), ('corrected', 'Corrected'), ('queried', 'Queried')], max_length=10)),
                ('seen', models.TextField(blank=True, help_text='the value as it stood when it was decided')),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.claim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='articles.fieldcheck')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('number', 'the number is not what the article says'), ('voice', 'somebody else said it'), ('subject', 'it is about something else'), ('figure', 'it does not belong with the other reports'), ('other', 'something else')], max_length=10)),
                ('text', models.CharField(max_length=1000)),
                ('sender', models.CharField(editable=False, max_length=64)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('dismissed_at', models.DateTimeField(blank=True, null=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='articles.claim')),
                ('dismissed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['sender', '-created_at'], name='flag_sender'),
                    models.Index(condition=models.Q(('dismissed_at__isnull', True)), fields=['claim'], name='flag_waiting'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('dismissed_at__isnull', True)), fields=('claim', 'sender'), name='articles_flag_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('dismissed_at__isnull', True), ('dismissed_by__isnull', True)), models.Q(('dismissed_at__isnull', False), ('dismissed_by__isnull', False)), _connector='OR'), name='articles_flag_dismissed_pair'),
                    models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='articles_flag_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FlagEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('number', 'the number is not what the article says'), ('voice', 'somebody else said it'), ('subject', 'it is about something else'), ('figure', 'it does not belong with the other reports'), ('other', 'something else')], max_length=10)),
                ('text', models.CharField(max_length=1000)),
                ('dismissed_at', models.DateTimeField(blank=True, null=True)),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.claim')),
                ('dismissed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='id_claim_kind_text_dismissed_at_dismissed_by_events', to='articles.flag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mention', 'mentioned you'), ('reply', 'replied to you'), ('assigned', 'gave you a dispute')], max_length=10)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, help_text='when its e-mail was sent or given up', null=True)),
                ('mail_attempts', models.PositiveSmallIntegerField(default=0)),
                ('annotation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='articles.annotation')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dispute', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='articles.dispute')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['person', '-id'], name='notice_of_person'),
                    models.Index(condition=models.Q(('read_at__isnull', True)), fields=['person'], name='notice_unread'),
                    models.Index(condition=models.Q(('mailed_at__isnull', True)), fields=['id'], name='notice_unmailed'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('person', 'annotation'), name='articles_notice_once'),
                    models.CheckConstraint(condition=models.Q(('annotation__isnull', False), ('dispute__isnull', False), _connector='OR'), name='articles_notice_about'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Ranking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.CharField(choices=[('preferred', 'Preferred'), ('normal', 'Normal'), ('deprecated', 'Deprecated')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('claim_version', models.PositiveIntegerField(help_text='of the claim when it was ranked')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rankings', to='articles.claim')),
                ('verdict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rankings', to='articles.verdict')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('verdict', 'claim'), name='articles_ranking_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RankingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('rank', models.CharField(choices=[('preferred', 'Preferred'), ('normal', 'Normal'), ('deprecated', 'Deprecated')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('claim_version', models.PositiveIntegerField(help_text='of the claim when it was ranked')),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.claim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='articles.ranking')),
                ('verdict', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.verdict')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('in_review', 'in review'), ('queried', 'queried'), ('approved', 'approved'), ('changed', 'approved, changed since')], default='in_review', max_length=10)),
                ('assigned_until', models.DateTimeField(blank=True, help_text='from then on it is free again', null=True)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('changed_what', models.CharField(blank=True, help_text='revision, span, fields or membership', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='articles.claim')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['state', '-changed_at'], name='review_state'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'changed']), _negated=True), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='articles_review_approved_by'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('in_review', 'in review'), ('queried', 'queried'), ('approved', 'approved'), ('changed', 'approved, changed since')], default='in_review', max_length=10)),
                ('assigned_until', models.DateTimeField(blank=True, help_text='from then on it is free again', null=True)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('changed_what', models.CharField(blank=True, help_text='revision, span, fields or membership', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('assigned_to', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.claim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='articles.review')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('query', models.CharField(blank=True, max_length=1000)),
                ('is_shared', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('owner', 'name'), name='articles_savedview_once'),
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='articles_savedview_named'),
                ],
            },
        ),
        migrations.AddField(
            model_name='annotation',
            name='archived_url',
            field=models.URLField(blank=True, help_text='a kept copy of what is linked', max_length=2000),
        ),
        migrations.AddField(
            model_name='annotation',
            name='deleted_reason',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='annotation',
            name='edited_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='annotation',
            name='evidence_date',
            field=models.DateField(blank=True, help_text='when the linked thing was published', null=True),
        ),
        migrations.AddField(
            model_name='annotation',
            name='evidence_title',
            field=models.CharField(blank=True, help_text='of what is linked, as its reader saw it', max_length=500),
        ),
        migrations.AddField(
            model_name='annotationevent',
            name='archived_url',
            field=models.URLField(blank=True, help_text='a kept copy of what is linked', max_length=2000),
        ),
        migrations.AddField(
            model_name='annotationevent',
            name='deleted_reason',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='annotationevent',
            name='edited_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='annotationevent',
            name='evidence_date',
            field=models.DateField(blank=True, help_text='when the linked thing was published', null=True),
        ),
        migrations.AddField(
            model_name='annotationevent',
            name='evidence_title',
            field=models.CharField(blank=True, help_text='of what is linked, as its reader saw it', max_length=500),
        ),
        migrations.AddField(
            model_name='dispute',
            name='assigned_until',
            field=models.DateTimeField(blank=True, help_text='from then on it is free again', null=True),
        ),
        migrations.AddField(
            model_name='disputeevent',
            name='assigned_until',
            field=models.DateTimeField(blank=True, help_text='from then on it is free again', null=True),
        ),
        migrations.AddField(
            model_name='figure',
            name='flag_count',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, help_text="readers' flags that nobody dismissed"),
        ),
        migrations.AddField(
            model_name='verdict',
            name='kind',
            field=models.CharField(blank=True, choices=[('rounding', 'Rounding'), ('update', 'Update'), ('scope', 'Scope'), ('measure', 'Measure'), ('attribution', 'Attribution'), ('transcription', 'Transcription'), ('genuine', 'Genuine')], help_text='what the difference turned out to be', max_length=13),
        ),
        migrations.AddField(
            model_name='verdictevent',
            name='kind',
            field=models.CharField(blank=True, choices=[('rounding', 'Rounding'), ('update', 'Update'), ('scope', 'Scope'), ('measure', 'Measure'), ('attribution', 'Attribution'), ('transcription', 'Transcription'), ('genuine', 'Genuine')], help_text='what the difference turned out to be', max_length=13),
        ),
        migrations.AlterField(
            model_name='act',
            name='verb',
            field=models.CharField(choices=[('merge', 'merged'), ('split', 'split'), ('move', 'moved'), ('confirm', 'confirmed'), ('reject', 'taken out'), ('redefine', 'redefined'), ('rename', 'renamed'), ('approve', 'approved'), ('assign', 'assigned'), ('release', 'given back'), ('resolve', 'resolved'), ('dismiss', 'dismissed')], max_length=10),
        ),
        migrations.AlterField(
            model_name='actevent',
            name='verb',
            field=models.CharField(choices=[('merge', 'merged'), ('split', 'split'), ('move', 'moved'), ('confirm', 'confirmed'), ('reject', 'taken out'), ('redefine', 'redefined'), ('rename', 'renamed'), ('approve', 'approved'), ('assign', 'assigned'), ('release', 'given back'), ('resolve', 'resolved'), ('dismiss', 'dismissed')], max_length=10),
        ),
        migrations.AlterField(
            model_name='dispute',
            name='state',
            field=models.CharField(choices=[('open', 'Open'), ('under_review', 'Under Review'), ('resolved', 'Resolved'), ('dismissed', 'Dismissed'), ('reopened', 'Reopened')], default='open', max_length=12),
        ),
        migrations.AlterField(
            model_name='disputeevent',
            name='state',
            field=models.CharField(choices=[('open', 'Open'), ('under_review', 'Under Review'), ('resolved', 'Resolved'), ('dismissed', 'Dismissed'), ('reopened', 'Reopened')], default='open', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state__in', ['open', 'under_review', 'reopened'])), models.Q(('closed_at__isnull', False), ('state__in', ['resolved', 'dismissed'])), _connector='OR'), name='articles_dispute_closed_at'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.UniqueConstraint(condition=models.Q(('opened_by__isnull', True), ('state__in', ['open', 'under_review', 'reopened'])), fields=('figure',), name='articles_dispute_one_by_machine'),
        ),
        migrations.AddField(
            model_name='figure',
            name='points',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Case(models.When(agreement='conflict', then=40), models.When(agreement='update', then=10), default=0), '+', django.db.models.functions.comparison.Coalesce(models.Case(models.When(span__isnull=True, then=0), models.When(span__startswith__gt=0, then=django.db.models.functions.comparison.Cast(django.db.models.expressions.CombinedExpression(models.Value(30), '*', django.db.models.expressions.CombinedExpression(models.Value(1), '-', django.db.models.expressions.CombinedExpression(models.Func(models.F('span'), function='lower', output_field=models.DecimalField()), '/', models.Func(models.F('span'), function='upper', output_field=models.DecimalField())))), models.IntegerField())), default=0), 0)), '+', django.db.models.expressions.CombinedExpression(models.Value(3), '*', django.db.models.functions.comparison.Least('outlet_count', 10))), '+', django.db.models.expressions.CombinedExpression(models.Value(10), '*', django.db.models.functions.comparison.Least('flag_count', 5))), help_text='how much a look at it is worth', output_field=models.IntegerField()),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(condition=models.Q(('claim_count__gt', 0), ('merged_into__isnull', True)), fields=['-points', '-id'], name='figure_most_worth'),
        ),
        articles.migrations._triggers.AddTriggers(
            triggers=[
                ('annotation', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_annotationevent" ("archived_url", "body", "claim_id", "corrected_value", "created_at", "created_by_id", "deleted_at", "deleted_by_id", "deleted_reason", "dispute_id", "edited_at", "end", "evidence_date", "evidence_title", "evidence_url", "exact", "field", "figure_id", "id", "is_orphaned", "kind", "machine_value", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revision_id", "start", "suffix", "version") VALUES (NEW."archived_url", NEW."body", NEW."claim_id", NEW."corrected_value", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_by_id", NEW."deleted_reason", NEW."dispute_id", NEW."edited_at", NEW."end", NEW."evidence_date", NEW."evidence_title", NEW."evidence_url", NEW."exact", NEW."field", NEW."figure_id", NEW."id", NEW."is_orphaned", NEW."kind", NEW."machine_value", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefix", NEW."revision_id", NEW."start", NEW."suffix", NEW."version"); RETURN NULL;', hash='ddd34d4a18103bd669389ba52ce52c34fad655ec', operation='INSERT', pgid='pgtrigger_insert_insert_239e5', table='articles_annotation', when='AFTER'))),
                ('annotation', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_annotationevent" ("archived_url", "body", "claim_id", "corrected_value", "created_at", "created_by_id", "deleted_at", "deleted_by_id", "deleted_reason", "dispute_id", "edited_at", "end", "evidence_date", "evidence_title", "evidence_url", "exact", "field", "figure_id", "id", "is_orphaned", "kind", "machine_value", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revision_id", "start", "suffix", "version") VALUES (NEW."archived_url", NEW."body", NEW."claim_id", NEW."corrected_value", NEW."created_at", NEW."created_by_id", NEW."deleted_at", NEW."deleted_by_id", NEW."deleted_reason", NEW."dispute_id", NEW."edited_at", NEW."end", NEW."evidence_date", NEW."evidence_title", NEW."evidence_url", NEW."exact", NEW."field", NEW."figure_id", NEW."id", NEW."is_orphaned", NEW."kind", NEW."machine_value", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefix", NEW."revision_id", NEW."start", NEW."suffix", NEW."version"); RETURN NULL;', hash='6b702a10d9e99a81fcec717a00b2282cd9d3d9fc', operation='UPDATE', pgid='pgtrigger_update_update_f2b9e', table='articles_annotation', when='AFTER'))),
                ('annotation', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_annotationevent" ("archived_url", "body", "claim_id", "corrected_value", "created_at", "created_by_id", "deleted_at", "deleted_by_id", "deleted_reason", "dispute_id", "edited_at", "end", "evidence_date", "evidence_title", "evidence_url", "exact", "field", "figure_id", "id", "is_orphaned", "kind", "machine_value", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revision_id", "start", "suffix", "version") VALUES (OLD."archived_url", OLD."body", OLD."claim_id", OLD."corrected_value", OLD."created_at", OLD."created_by_id", OLD."deleted_at", OLD."deleted_by_id", OLD."deleted_reason", OLD."dispute_id", OLD."edited_at", OLD."end", OLD."evidence_date", OLD."evidence_title", OLD."evidence_url", OLD."exact", OLD."field", OLD."figure_id", OLD."id", OLD."is_orphaned", OLD."kind", OLD."machine_value", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefix", OLD."revision_id", OLD."start", OLD."suffix", OLD."version"); RETURN NULL;', hash='5abde6d58f33bde4915124a24d19e5712d030ff8', operation='DELETE', pgid='pgtrigger_delete_delete_9444c', table='articles_annotation', when='AFTER'))),
                ('claim', pgtrigger.compiler.Trigger(name='approval_ends', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."end" IS DISTINCT FROM (NEW."end") OR OLD."hedge" IS DISTINCT FROM (NEW."hedge") OR OLD."interval" IS DISTINCT FROM (NEW."interval") OR OLD."is_current" IS DISTINCT FROM (NEW."is_current") OR OLD."measure" IS DISTINCT FROM (NEW."measure") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."revision_id" IS DISTINCT FROM (NEW."revision_id") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."speaker_mention" IS DISTINCT FROM (NEW."speaker_mention") OR OLD."start" IS DISTINCT FROM (NEW."start") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."trend" IS DISTINCT FROM (NEW."trend") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."value" IS DISTINCT FROM (NEW."value"))', func='\n    UPDATE articles_review SET state = \'changed\', changed_at = NOW(), version = version + 1, changed_what = CASE\n        WHEN OLD.revision_id <> NEW.revision_id OR OLD.is_current <> NEW.is_current THEN \'revision\'\n        WHEN OLD.start <> NEW.start OR OLD."end" <> NEW."end" THEN \'span\' ELSE \'fields\' END\n    WHERE claim_id = NEW.id AND state = \'approved\';\n    RETURN NULL;\n', hash='db83f9f43a33598c305c91320e3fa251c89dda3a', operation='UPDATE', pgid='pgtrigger_approval_ends_ed19d', table='articles_claim', when='AFTER'))),
                ('dispute', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_disputeevent" ("assigned_to_id", "assigned_until", "claim_a_id", "claim_b_id", "claim_id", "closed_at", "closed_by_id", "closing_reason", "figure_id", "id", "kind", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "version") VALUES (NEW."assigned_to_id", NEW."assigned_until", NEW."claim_a_id", NEW."claim_b_id", NEW."claim_id", NEW."closed_at", NEW."closed_by_id", NEW."closing_reason", NEW."figure_id", NEW."id", NEW."kind", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state", NEW."version"); RETURN NULL;', hash='eb91f6de63858f86dd6accbaeb2dde300a201956', operation='INSERT', pgid='pgtrigger_insert_insert_ad38a', table='articles_dispute', when='AFTER'))),
                ('dispute', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_disputeevent" ("assigned_to_id", "assigned_until", "claim_a_id", "claim_b_id", "claim_id", "closed_at", "closed_by_id", "closing_reason", "figure_id", "id", "kind", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "version") VALUES (NEW."assigned_to_id", NEW."assigned_until", NEW."claim_a_id", NEW."claim_b_id", NEW."claim_id", NEW."closed_at", NEW."closed_by_id", NEW."closing_reason", NEW."figure_id", NEW."id", NEW."kind", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."version"); RETURN NULL;', hash='6a3cc930e0c3a91bfd5bbcb7256428c1f93fe191', operation='UPDATE', pgid='pgtrigger_update_update_167c2', table='articles_dispute', when='AFTER'))),
                ('dispute', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_disputeevent" ("assigned_to_id", "assigned_until", "claim_a_id", "claim_b_id", "claim_id", "closed_at", "closed_by_id", "closing_reason", "figure_id", "id", "kind", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "version") VALUES (OLD."assigned_to_id", OLD."assigned_until", OLD."claim_a_id", OLD."claim_b_id", OLD."claim_id", OLD."closed_at", OLD."closed_by_id", OLD."closing_reason", OLD."figure_id", OLD."id", OLD."kind", OLD."opened_at", OLD."opened_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."version"); RETURN NULL;', hash='1938a6d63cd3ddc6f335a68836dd9e58a8240f9b', operation='DELETE', pgid='pgtrigger_delete_delete_4f6d8', table='articles_dispute', when='AFTER'))),
                ('membership', pgtrigger.compiler.Trigger(name='approval_ends', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'UPDATE' THEN\n        IF OLD.figure_id = NEW.figure_id AND (OLD.status = 'rejected') = (NEW.status = 'rejected') THEN RETURN NULL; END IF;\n    END IF;\n    UPDATE articles_review SET state = 'changed', changed_at = NOW(), version = version + 1, changed_what = 'membership'\n    WHERE claim_id = COALESCE(NEW.claim_id, OLD.claim_id) AND state = 'approved';\n    RETURN NULL;\n", hash='587811c18d40f3ca1308f84ba71f237bbf10b88b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_approval_ends_ed8ee', table='articles_membership', when='AFTER'))),
                ('verdict', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_verdictevent" ("created_at", "created_by_id", "dispute_id", "evidence_url", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_claim_id", "preferred_span", "rule", "supersedes_id", "text") VALUES (NEW."created_at", NEW."created_by_id", NEW."dispute_id", NEW."evidence_url", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."preferred_claim_id", NEW."preferred_span", NEW."rule", NEW."supersedes_id", NEW."text"); RETURN NULL;', hash='f2db1dfa2afbf1fc709f66b9b7886d71241d50c0', operation='INSERT', pgid='pgtrigger_insert_insert_a0ef7', table='articles_verdict', when='AFTER'))),
                ('codingevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f3a5559ea96dc7b8d1d4f24cbd44fdc44a2babef', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6429a', table='articles_codingevent', when='BEFORE'))),
                ('coding', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_codingevent" ("coded_at", "coder_id", "entries", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."coded_at", NEW."coder_id", NEW."entries", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='8428ba17b7b9a8aa6f146c92e95d0c9d23330bd8', operation='INSERT', pgid='pgtrigger_insert_insert_72b36', table='articles_coding', when='AFTER'))),
                ('coding', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_codingevent" ("coded_at", "coder_id", "entries", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."coded_at", NEW."coder_id", NEW."entries", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='c4b426725fe4af019d08ae403abd8128d0a2c601', operation='UPDATE', pgid='pgtrigger_update_update_08b30', table='articles_coding', when='AFTER'))),
                ('coding', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_codingevent" ("coded_at", "coder_id", "entries", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."coded_at", OLD."coder_id", OLD."entries", OLD."id", OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='06b512454d9853f9720dfb19be59c1b48c01daad', operation='DELETE', pgid='pgtrigger_delete_delete_c8f5e', table='articles_coding', when='AFTER'))),
                ('adjudicationevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ab595ce5a0bd1d3b821e8903070ed85915389fcf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0ddf6', table='articles_adjudicationevent', when='BEFORE'))),
                ('adjudication', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_adjudicationevent" ("at", "by_id", "field", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value", "version") VALUES (NEW."at", NEW."by_id", NEW."field", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."value", NEW."version"); RETURN NULL;', hash='9c4bc1a416b524757c1fdc1b7773a294703acfcf', operation='INSERT', pgid='pgtrigger_insert_insert_6f973', table='articles_adjudication', when='AFTER'))),
                ('adjudication', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_adjudicationevent" ("at", "by_id", "field", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value", "version") VALUES (NEW."at", NEW."by_id", NEW."field", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."value", NEW."version"); RETURN NULL;', hash='537f672a63cc2f2be81962ed5bfc85a6dbf488bc', operation='UPDATE', pgid='pgtrigger_update_update_d0c10', table='articles_adjudication', when='AFTER'))),
                ('adjudication', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_adjudicationevent" ("at", "by_id", "field", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "value", "version") VALUES (OLD."at", OLD."by_id", OLD."field", OLD."id", OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."value", OLD."version"); RETURN NULL;', hash='e35b6d3719a7012d74c665c05a1122d0fed25cbc', operation='DELETE', pgid='pgtrigger_delete_delete_54827', table='articles_adjudication', when='AFTER'))),
                ('codingproject', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_codingprojectevent" ("closed_at", "created_at", "created_by_id", "fields", "id", "instructions", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target") VALUES (NEW."closed_at", NEW."created_at", NEW."created_by_id", NEW."fields", NEW."id", NEW."instructions", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."target"); RETURN NULL;', hash='e20e85f10b00c66166b7fa099f3a4a842eb474d9', operation='INSERT', pgid='pgtrigger_insert_insert_a3754', table='articles_codingproject', when='AFTER'))),
                ('codingproject', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_codingprojectevent" ("closed_at", "created_at", "created_by_id", "fields", "id", "instructions", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target") VALUES (NEW."closed_at", NEW."created_at", NEW."created_by_id", NEW."fields", NEW."id", NEW."instructions", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."target"); RETURN NULL;', hash='f75222a73149c03e79e016e5b9376f52188a1879', operation='UPDATE', pgid='pgtrigger_update_update_bc1b8', table='articles_codingproject', when='AFTER'))),
                ('codingproject', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_codingprojectevent" ("closed_at", "created_at", "created_by_id", "fields", "id", "instructions", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target") VALUES (OLD."closed_at", OLD."created_at", OLD."created_by_id", OLD."fields", OLD."id", OLD."instructions", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."target"); RETURN NULL;', hash='9f75febf02f22e04d6ac47109c1127d913277c09', operation='DELETE', pgid='pgtrigger_delete_delete_da6e1', table='articles_codingproject', when='AFTER'))),
                ('codingprojectevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bac9568bc581f1cf56bc761e7ac8f4e73cdeea85', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_65122', table='articles_codingprojectevent', when='BEFORE'))),
                ('fieldcheck', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_fieldcheckevent" ("at", "by_id", "claim_id", "field", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seen") VALUES (NEW."at", NEW."by_id", NEW."claim_id", NEW."field", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."seen"); RETURN NULL;', hash='6ba7704952b6217db347fcba2f36811c8ba1d109', operation='INSERT', pgid='pgtrigger_insert_insert_1e34a', table='articles_fieldcheck', when='AFTER'))),
                ('fieldcheck', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_fieldcheckevent" ("at", "by_id", "claim_id", "field", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seen") VALUES (NEW."at", NEW."by_id", NEW."claim_id", NEW."field", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."seen"); RETURN NULL;', hash='53aa29e2596172379e69c7aec56245e4b4b250cf', operation='UPDATE', pgid='pgtrigger_update_update_688c3', table='articles_fieldcheck', when='AFTER'))),
                ('fieldcheck', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_fieldcheckevent" ("at", "by_id", "claim_id", "field", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seen") VALUES (OLD."at", OLD."by_id", OLD."claim_id", OLD."field", OLD."id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."seen"); RETURN NULL;', hash='f2cab1ea1f2b8bfefdb90a225325319dbda56528', operation='DELETE', pgid='pgtrigger_delete_delete_fc30b', table='articles_fieldcheck', when='AFTER'))),
                ('fieldcheckevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7316907f8f0249ef4bcb5cbf8dd346ec4c1c54bd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_39681', table='articles_fieldcheckevent', when='BEFORE'))),
                ('flag', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_flagevent" ("claim_id", "dismissed_at", "dismissed_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."claim_id", NEW."dismissed_at", NEW."dismissed_by_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;', hash='38c056e706ea2f3ffc000bee2d8819d8ef45e582', operation='INSERT', pgid='pgtrigger_insert_insert_6e880', table='articles_flag', when='AFTER'))),
                ('flag', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."dismissed_at" IS DISTINCT FROM (NEW."dismissed_at") OR OLD."dismissed_by_id" IS DISTINCT FROM (NEW."dismissed_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='INSERT INTO "articles_flagevent" ("claim_id", "dismissed_at", "dismissed_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."claim_id", NEW."dismissed_at", NEW."dismissed_by_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;', hash='c8bd460c8267e21db93965903fd885b131cfde12', operation='UPDATE', pgid='pgtrigger_update_update_9bf04', table='articles_flag', when='AFTER'))),
                ('flag', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_flagevent" ("claim_id", "dismissed_at", "dismissed_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."claim_id", OLD."dismissed_at", OLD."dismissed_by_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;', hash='6686afa6eed19ef06cee78bff3ca597aa7fc9c1b', operation='DELETE', pgid='pgtrigger_delete_delete_1c096', table='articles_flag', when='AFTER'))),
                ('flagevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='96be5dd20977aa0a04a4b51f6b96b29210af822d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_60c64', table='articles_flagevent', when='BEFORE'))),
                ('ranking', pgtrigger.compiler.Trigger(name='never_edited', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='26e1f81f72acb4fde58efc917674701736900e1e', operation='UPDATE OR DELETE', pgid='pgtrigger_never_edited_620e8', table='articles_ranking', when='BEFORE'))),
                ('ranking', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_rankingevent" ("claim_id", "claim_version", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "reason", "verdict_id") VALUES (NEW."claim_id", NEW."claim_version", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rank", NEW."reason", NEW."verdict_id"); RETURN NULL;', hash='1976942c24f6753b1237aa2aa38dae8614f0fd63', operation='INSERT', pgid='pgtrigger_insert_insert_78ead', table='articles_ranking', when='AFTER'))),
                ('rankingevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e05a793e04228fe96a4cb010e33923d13cc4aca6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_581f6', table='articles_rankingevent', when='BEFORE'))),
                ('review', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_reviewevent" ("approved_at", "approved_by_id", "assigned_to_id", "assigned_until", "changed_at", "changed_what", "claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."assigned_to_id", NEW."assigned_until", NEW."changed_at", NEW."changed_what", NEW."claim_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."version"); RETURN NULL;', hash='34fac94127b0912a09301bb1bc72a6dc75b8d996', operation='INSERT', pgid='pgtrigger_insert_insert_2a8ba', table='articles_review', when='AFTER'))),
                ('review', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_reviewevent" ("approved_at", "approved_by_id", "assigned_to_id", "assigned_until", "changed_at", "changed_what", "claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."assigned_to_id", NEW."assigned_until", NEW."changed_at", NEW."changed_what", NEW."claim_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."version"); RETURN NULL;', hash='3ffbe94b7c204a074437e6db43dd98b78cd9af59', operation='UPDATE', pgid='pgtrigger_update_update_77458', table='articles_review', when='AFTER'))),
                ('review', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_reviewevent" ("approved_at", "approved_by_id", "assigned_to_id", "assigned_until", "changed_at", "changed_what", "claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "version") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."assigned_to_id", OLD."assigned_until", OLD."changed_at", OLD."changed_what", OLD."claim_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."version"); RETURN NULL;', hash='56a99440564c089e3ebdae2bdf90bcc55854d0a1', operation='DELETE', pgid='pgtrigger_delete_delete_ba1c4', table='articles_review', when='AFTER'))),
                ('reviewevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='217b646acc50d807f5830ad3d420ab7958701aaa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6e5ac', table='articles_reviewevent', when='BEFORE'))),
            ],
        ),
    ]
