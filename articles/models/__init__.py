"""The tables, one file a family."""

from articles.models.access import Token
from articles.models.act import Act, ActChange
from articles.models.article import Article, Capture, Revision
from articles.models.claim import Claim, ClaimKey
from articles.models.figure import Figure, Membership, Series
from articles.models.host import Host
from articles.models.outlet import Feed, Outlet
from articles.models.review import Annotation, Dispute, Verdict
from articles.models.speaker import Alias, Source, Speaker

__all__ = [
    "Act",
    "ActChange",
    "Alias",
    "Annotation",
    "Article",
    "Capture",
    "Claim",
    "ClaimKey",
    "Dispute",
    "Feed",
    "Figure",
    "Host",
    "Membership",
    "Outlet",
    "Revision",
    "Series",
    "Source",
    "Speaker",
    "Token",
    "Verdict",
]
