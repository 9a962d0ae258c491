"""What lists and records count lies in the index of who tells it; indexes that are the beginning of another go."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # nobody waits for it
    atomic = False

    dependencies = [("articles", "0020_disputes_follow")]

    operations = [
        RemoveIndexConcurrently(
            model_name='article',
            name='article_outlet',
        ),
        RemoveIndexConcurrently(
            model_name='claim',
            name='claim_outlet',
        ),
        RemoveIndexConcurrently(
            model_name='claim',
            name='claim_speaker',
        ),
        RemoveIndexConcurrently(
            model_name='claim',
            name='claim_source',
        ),
        AddIndexConcurrently(
            model_name='article',
            index=models.Index(models.F('outlet'), models.OrderBy(models.F('published_at'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), include=('copy_of',), name='article_outlet'),
        ),
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(condition=models.Q(('is_current', True)), fields=['outlet', '-reported_at', '-id'], include=('measure', 'hedge', 'mode', 'speaker', 'source'), name='claim_outlet'),
        ),
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(condition=models.Q(('is_current', True)), fields=['speaker', '-reported_at', '-id'], include=('measure', 'hedge', 'mode', 'outlet', 'source'), name='claim_speaker'),
        ),
        AddIndexConcurrently(
            model_name='claim',
            index=models.Index(condition=models.Q(('is_current', True)), fields=['source', '-reported_at', '-id'], include=('measure', 'hedge', 'mode', 'outlet', 'speaker'), name='claim_source'),
        ),
        AddIndexConcurrently(
            model_name='figure',
            index=models.Index(fields=['series', '-first_reported_at', '-id'], name='figure_series'),
        ),
        migrations.AlterField(
            model_name='figure',
            name='series',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='figures', to='articles.series'),
        ),
        migrations.AlterField(
            model_name='article',
            name='outlet',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.outlet'),
        ),
        migrations.AlterField(
            model_name='claim',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='articles.article'),
        ),
        migrations.AlterField(
            model_name='claim',
            name='revision',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='articles.revision'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='figure',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='articles.figure'),
        ),
    ]
