"""What outlets answer differently: figures and their series."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.postgres.fields import DecimalRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast, Coalesce, Least, Now

from articles.comparison.values import Conflict, Kind
from articles.extraction.values import Measure
from articles.models.claim import Claim
from articles.models.events import newest_first
from articles.models.searching import SearchedQuerySet

MOST_REACH = 10
# a clash is looked for among so many of the newest claims: each value at most three times, sixty in all
MOST_RECENT = 1000
MOST_OF_A_VALUE = 3
MOST_COMPARED = 60
# open questions are listed by what their figures are worth: kept beside them, for no index spans two tables
DISPUTES_FOLLOW = """
    UPDATE articles_dispute SET reach = NEW.outlet_count, points = NEW.points
    WHERE figure_id = NEW.id AND (reach, points) IS DISTINCT FROM (NEW.outlet_count, NEW.points);
    RETURN NULL;
"""


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    meta=newest_first("series"),
)
class Series(models.Model):
    """One definition over time: the same figure at different dates or periods."""

    definition = models.TextField()
    key = models.CharField(max_length=300, unique=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.definition


def review_points() -> CombinedExpression:
    """How much a look at a figure is worth: at most 40 for conflict, 30 each for spread and reach, 10 a reader's flag."""
    low, high = (Func(F("span"), function=name, output_field=models.DecimalField()) for name in ("lower", "upper"))
    standing = Case(When(agreement="conflict", then=40), When(agreement="update", then=10), default=0)
    spread = Case(
        When(span__isnull=True, then=0),
        When(span__startswith__gt=0, then=Cast(30 * (1 - low / high), models.IntegerField())),
        default=0,
    )
    return standing + Coalesce(spread, 0) + 3 * Least("outlet_count", MOST_REACH) + MOST_REACH * Least("flag_count", 5)


def day_number(column: str) -> Func:
    """The days from 2020 to a time, by which what has waited longer is worth more than what came later."""
    template = "floor(extract(epoch FROM %(expressions)s - timestamptz '2020-01-01 00:00:00+00') / 86400)::int"
    return Func(F(column), template=template, output_field=models.IntegerField())


class FigureQuerySet(SearchedQuerySet["Figure"]):
    """Questions about figures."""

    def standing(self) -> FigureQuerySet:
        """Not merged into another, and with at least one claim."""
        return self.filter(merged_into__isnull=True, claim_count__gt=0)

    def disputed(self) -> FigureQuerySet:
        """With an open dispute."""
        return self.filter(disputes__state__in=["open", "under_review", "reopened"]).distinct()

    def most_reported(self) -> FigureQuerySet:
        """More outlets first, then more articles, then newer."""
        return self.order_by("-outlet_count", "-article_count", "-last_reported_at", "-pk")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["id", "series", "definition", "measure", "unit", "place", "period", "merged_into", "is_locked"],
    model_name="FigureEvent",
    append_only=True,
    meta=newest_first("figure"),
)
class Figure(models.Model):
    """What is measured, for one period or event. Counts and bounds are computed from its confirmed and suggested claims."""

    class Agreement(models.TextChoices):
        SINGLE = "single", "single report"
        AGREE = "agree", "reports agree"
        UPDATE = "update", "running count"
        CONFLICT = "conflict", "reports conflict"

        @classmethod
        def judged(cls, origins: int, clash: Conflict | None) -> Figure.Agreement:
            """Of so many independent reports with this clash, None where all can be right."""
            if clash is not None:
                return cls.UPDATE if clash.kind is Kind.UPDATE else cls.CONFLICT
            return cls.AGREE if origins > 1 else cls.SINGLE

    # found by the index of its figures in their order
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="figures", db_index=False)
    definition = models.TextField()
    measure = models.CharField(max_length=12, choices=[(m.value, m.value) for m in Measure])
    unit = models.CharField(max_length=200, blank=True)
    unit_code = models.CharField(max_length=100, blank=True)
    currency = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=200, blank=True)
    is_locked = models.BooleanField(default=False, help_text="its definition was set by a person")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    claim_count = models.PositiveIntegerField(default=0, editable=False)
    article_count = models.PositiveIntegerField(default=0, editable=False)
    outlet_count = models.PositiveIntegerField(default=0, editable=False)
    origin_count = models.PositiveIntegerField(default=0, editable=False)
    speaker_count = models.PositiveIntegerField(default=0, editable=False)
    span = DecimalRangeField(null=True, blank=True, editable=False, help_text="lowest to highest value reported")
    agreement = models.CharField(max_length=10, choices=Agreement.choices, default=Agreement.SINGLE, editable=False)
    flag_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="readers' flags that nobody dismissed"
    )
    first_reported_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_reported_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    points = models.GeneratedField(
        expression=review_points(),
        output_field=models.IntegerField(),
        db_persist=True,
        help_text="how much a look at it is worth",
    )
    worth = models.GeneratedField(
        expression=review_points() - day_number("created_at"),
        output_field=models.IntegerField(),
        db_persist=True,
        help_text="the points with a point more for every day that it waits, kept so that the order never changes by itself",
    )
    search = models.GeneratedField(
        expression=SearchVector("definition", "place", "period", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    claims = models.ManyToManyField(Claim, through="Membership", related_name="figures")
    objects: ClassVar[models.Manager[Figure]] = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(definition=""), name="%(app_label)s_%(class)s_defined"),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="%(app_label)s_%(class)s_not_into_self"
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="figure_search"),
            models.Index(
                fields=["-outlet_count", "-article_count", "-last_reported_at", "-id"],
                condition=Q(merged_into__isnull=True, claim_count__gt=0),
                name="figure_most_reported",
            ),
            models.Index(fields=["-last_reported_at", "-id"], name="figure_newest"),
            models.Index(fields=["series", "-first_reported_at", "-id"], name="figure_series"),
            models.Index(
                fields=["-worth", "-id"],
                condition=Q(merged_into__isnull=True, claim_count__gt=0),
                name="figure_worth",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="disputes_follow",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("outlet_count", "points"),
                func=DISPUTES_FOLLOW,
            )
        ]

    def __str__(self) -> str:
        return self.definition
