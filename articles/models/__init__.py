"""The tables, one file a family."""

from articles.models.access import IdempotentWrite, RateWindow, Token
from articles.models.act import Act, ActChange
from articles.models.alert import Alert, Delivery, Follow, Subscription, Watermark, Webhook
from articles.models.annotation import Annotation, Notice
from articles.models.article import Article, Capture, Revision
from articles.models.audit import Seal, SealFloor, SealShape
from articles.models.change import NumberChange
from articles.models.claim import Claim, ClaimKey
from articles.models.coding import Adjudication, Coding, CodingItem, CodingProject
from articles.models.desk import BatchItem, FieldCheck, Flag, Review, SavedView
from articles.models.figure import Figure, Series
from articles.models.host import Host
from articles.models.membership import Membership
from articles.models.modification import Modification, note_changes
from articles.models.outlet import Feed, Outlet
from articles.models.people import Invitation, Person, PersonRole
from articles.models.review import Dispute, Ranking, Verdict
from articles.models.session import Session
from articles.models.speaker import Alias, Source, Speaker

__all__ = [
    "Act",
    "ActChange",
    "Adjudication",
    "Alert",
    "Alias",
    "Annotation",
    "Article",
    "BatchItem",
    "Capture",
    "Claim",
    "ClaimKey",
    "Coding",
    "CodingItem",
    "CodingProject",
    "Delivery",
    "Dispute",
    "Feed",
    "FieldCheck",
    "Figure",
    "Flag",
    "Follow",
    "Host",
    "IdempotentWrite",
    "Invitation",
    "Membership",
    "Modification",
    "Notice",
    "NumberChange",
    "Outlet",
    "Person",
    "PersonRole",
    "Ranking",
    "RateWindow",
    "Review",
    "Revision",
    "SavedView",
    "Seal",
    "SealFloor",
    "SealShape",
    "Series",
    "Session",
    "Source",
    "Speaker",
    "Subscription",
    "Token",
    "Verdict",
    "Watermark",
    "Webhook",
]

# at the end: the tables must be known before their triggers are
note_changes(Outlet, Speaker, Alias, Source, Article, Revision, Claim, Series, Figure, Dispute, Annotation, Verdict)
