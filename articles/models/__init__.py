"""The tables, one file a family."""

from articles.models.access import Token
from articles.models.act import Act, ActChange
from articles.models.annotation import Annotation, Notice
from articles.models.article import Article, Capture, Revision
from articles.models.audit import Seal, SealFloor, SealShape
from articles.models.change import NumberChange
from articles.models.claim import Claim, ClaimKey
from articles.models.coding import Adjudication, Coding, CodingItem, CodingProject
from articles.models.desk import BatchItem, FieldCheck, Flag, Review, SavedView
from articles.models.figure import Figure, Membership, Series
from articles.models.host import Host
from articles.models.outlet import Feed, Outlet
from articles.models.people import Invitation, Person, PersonRole
from articles.models.review import Dispute, Ranking, Verdict
from articles.models.session import Session
from articles.models.speaker import Alias, Source, Speaker

__all__ = [
    "Act",
    "ActChange",
    "Adjudication",
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
    "Dispute",
    "Feed",
    "FieldCheck",
    "Figure",
    "Flag",
    "Host",
    "Invitation",
    "Membership",
    "Notice",
    "NumberChange",
    "Outlet",
    "Person",
    "PersonRole",
    "Ranking",
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
    "Token",
    "Verdict",
]
