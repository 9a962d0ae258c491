"""Figures in the order of the review queue, age included: computed by the database, so the table is written anew under a lock."""

import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0012_article_ended"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='figure',
            name='figure_most_worth',
        ),
        migrations.AddField(
            model_name='figure',
            name='worth',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Case(models.When(agreement='conflict', then=40), models.When(agreement='update', then=10), default=0), '+', django.db.models.functions.comparison.Coalesce(models.Case(models.When(span__isnull=True, then=0), models.When(span__startswith__gt=0, then=django.db.models.functions.comparison.Cast(django.db.models.expressions.CombinedExpression(models.Value(30), '*', django.db.models.expressions.CombinedExpression(models.Value(1), '-', django.db.models.expressions.CombinedExpression(models.Func(models.F('span'), function='lower', output_field=models.DecimalField()), '/', models.Func(models.F('span'), function='upper', output_field=models.DecimalField())))), models.IntegerField())), default=0), 0)), '+', django.db.models.expressions.CombinedExpression(models.Value(3), '*', django.db.models.functions.comparison.Least('outlet_count', 10))), '+', django.db.models.expressions.CombinedExpression(models.Value(10), '*', django.db.models.functions.comparison.Least('flag_count', 5))), '-', models.Func(models.F('created_at'), output_field=models.IntegerField(), template="floor(extract(epoch FROM %(expressions)s - timestamptz '2020-01-01 00:00:00+00') / 86400)::int")), help_text='the points with a point more for every day that it waits, kept so that the order never changes by itself', output_field=models.IntegerField()),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(condition=models.Q(('claim_count__gt', 0), ('merged_into__isnull', True)), fields=['-worth', '-id'], name='figure_worth'),
        ),
    ]
