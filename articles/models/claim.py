"""One quantity about one subject at one span of one revision, with its attribution."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField, DecimalRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from articles.extraction.values import Hedge, Measure, Mode, Trend
from articles.models.article import Article, Revision
from articles.models.events import newest_first
from articles.models.outlet import Outlet
from articles.models.searching import SearchedQuerySet
from articles.models.speaker import Source, Speaker

# numeric orders NaN above every number, so one upper bound keeps out both NaN and nonsense
MOST = Decimal(10) ** 28


class ClaimQuerySet(SearchedQuerySet["Claim"]):
    """Questions about claims."""

    def current(self) -> ClaimQuerySet:
        """Those of each article's latest text."""
        return self.filter(is_current=True)

    def newest(self) -> ClaimQuerySet:
        """Latest report first."""
        return self.order_by("-reported_at", "-pk")

    def for_list(self) -> ClaimQuerySet:
        """With what one row of a list shows, in one query."""
        return self.select_related("article", "outlet", "speaker", "source").defer("search", "article__copy_keys")


# an approval of a claim ends by itself when one of these moves; a speaker's other name is the same speaker
APPROVED_FIELDS = [
    "revision", "is_current", "start", "end", "value", "interval", "hedge", "trend", "unit", "currency", "measure", "subject", "place",
    "as_of", "mode", "speaker_mention", "source",
]  # fmt: skip
APPROVAL_ENDS = """
    UPDATE articles_review SET state = 'changed', changed_at = NOW(), version = version + 1, changed_what = CASE
        WHEN OLD.revision_id <> NEW.revision_id OR OLD.is_current <> NEW.is_current THEN 'revision'
        WHEN OLD.start <> NEW.start OR OLD."end" <> NEW."end" THEN 'span' ELSE 'fields' END
    WHERE claim_id = NEW.id AND state = 'approved';
    RETURN NULL;
"""
# what lists and records count: a thousand claims of one teller are counted inside an index, wherever their rows lie
COUNTED_FIELDS = ("measure", "hedge", "mode", "outlet", "speaker", "source")
TRACKED = [
    "id", "revision", "start", "end", "value", "interval", "hedge", "trend", "unit", "currency", "measure", "subject", "place", "as_of",
    "mode", "speaker", "source", "is_current", "corrected_fields",
]  # fmt: skip


@pghistory.track(
    pghistory.UpdateEvent(),
    # a new claim leaves no event: what it was at first is told by the row before its first change
    pghistory.UpdateEvent("before", row=pghistory.Old),
    pghistory.DeleteEvent(),
    fields=TRACKED,
    model_name="ClaimEvent",
    append_only=True,
    meta=newest_first("claim"),
)
class Claim(models.Model):
    """What one sentence of one text says of one number. A person's correction changes the row; the machine never does again."""

    class Correctable(models.TextChoices):
        VALUE = "value"
        INTERVAL = "interval"
        HEDGE = "hedge"
        UNIT = "unit"
        MEASURE = "measure"
        SUBJECT = "subject"
        SPEAKER = "speaker"
        SOURCE = "source"
        AS_OF = "as_of"

    # found by the indexes that begin with them
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="claims", db_index=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="claims", db_index=False)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="claims")
    reported_at = models.DateTimeField(help_text="when the article was published, else when it was received")
    is_current = models.BooleanField(default=True)
    extractor = models.CharField(max_length=40)

    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    surface = models.CharField(max_length=300)
    sentence = models.TextField()

    value = models.DecimalField(max_digits=40, decimal_places=10, null=True, blank=True)
    interval = DecimalRangeField(null=True, blank=True)
    hedge = models.CharField(max_length=10, choices=[(h.value, h.value) for h in Hedge], default=Hedge.EXACT.value)
    trend = models.CharField(max_length=4, choices=[(t.value, t.value) for t in Trend], blank=True)
    unit = models.CharField(max_length=200, blank=True)
    unit_code = models.CharField(max_length=100, blank=True)
    currency = models.CharField(max_length=10, blank=True)
    measure = models.CharField(max_length=12, choices=[(m.value, m.value) for m in Measure])
    status = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    is_negated = models.BooleanField(default=False)

    subject = models.TextField(blank=True)
    subject_parts = models.JSONField(default=dict, help_text="head, owner, action, period, qualifiers as read")
    place = models.CharField(max_length=200, blank=True)
    as_of = models.DateField(null=True, blank=True)

    mode = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Mode], default=Mode.OWN_VOICE.value)
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    cue_end = models.PositiveIntegerField(null=True, blank=True)
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="claims")
    speaker_mention = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="claims")
    source_mention = models.CharField(max_length=300, blank=True)
    reasons = models.JSONField(default=list, help_text="for each field the rule and the words that gave it")
    corrected_fields = ArrayField(
        models.CharField(max_length=12, choices=Correctable.choices), default=list, blank=True
    )
    version = models.PositiveIntegerField(
        default=1, help_text="raised by each correction; a write states the one it read"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    search = models.GeneratedField(
        expression=SearchVector("subject", "sentence", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[models.Manager[Claim]] = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "start", "end", "extractor"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="%(app_label)s_%(class)s_span"),
            models.CheckConstraint(
                condition=Q(sentence_start__lte=F("start"), sentence_end__gte=F("end")),
                name="%(app_label)s_%(class)s_in_sentence",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lt=MOST, value__gt=-MOST),
                name="%(app_label)s_%(class)s_finite",
            ),
            models.CheckConstraint(
                condition=Q(interval__isnull=True) | Q(interval__isempty=False), name="%(app_label)s_%(class)s_interval"
            ),
            models.CheckConstraint(
                condition=~Q(hedge="vague") | Q(value__isnull=True), name="%(app_label)s_%(class)s_vague_no_value"
            ),
            models.CheckConstraint(
                condition=Q(cue_start__isnull=True, cue_end__isnull=True) | Q(cue_start__lt=F("cue_end")),
                name="%(app_label)s_%(class)s_cue",
            ),
            models.CheckConstraint(
                condition=~Q(mode="own_voice") | Q(speaker__isnull=True),
                name="%(app_label)s_%(class)s_own_voice_no_speaker",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="approval_ends",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*APPROVED_FIELDS),
                func=APPROVAL_ENDS,
            )
        ]
        indexes = [
            models.Index(fields=["-reported_at", "-id"], condition=Q(is_current=True), name="claim_newest"),
            *(
                models.Index(
                    fields=[teller, "-reported_at", "-id"],
                    include=[name for name in COUNTED_FIELDS if name != teller],
                    condition=Q(is_current=True),
                    name=f"claim_{teller}",
                )
                for teller in ("outlet", "speaker", "source")
            ),
            models.Index(fields=["measure", "-reported_at", "-id"], condition=Q(is_current=True), name="claim_measure"),
            models.Index(fields=["unit_code", "value"], condition=Q(is_current=True), name="claim_value"),
            models.Index(fields=["article", "start"], name="claim_article"),
            GinIndex(fields=["search"], name="claim_search"),
            GinIndex(fields=["subject"], name="claim_subject_trgm", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.surface} {self.subject or self.unit}".strip()


class ClaimKey(models.Model):
    """One key by which comparison finds a claim again (comparison.keys), as a number; figures are found through it."""

    pk = models.CompositePrimaryKey("key", "claim_id")
    key = models.BigIntegerField()
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="keys")

    def __str__(self) -> str:
        return f"key {self.key} of claim {self.claim_id}"
