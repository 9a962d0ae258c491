"""Claims in; figures, copies, agreement, conflicts and findings out. Plain Python, no Django, no database, no clock."""

from articles.comparison.agreement import agree, meaning, meaning_of
from articles.comparison.align import align, assign, group
from articles.comparison.components import Component, find_components
from articles.comparison.conflicts import clashes, conflict, kind_of
from articles.comparison.copies import copy_overlap, find_copies, sketch
from articles.comparison.definitions import define, is_other_time, series_key
from articles.comparison.findings import findings
from articles.comparison.keys import figure_keys, topic_terms
from articles.comparison.settling import settle
from articles.comparison.spread import Spread, spread
from articles.comparison.values import (
    JOIN,
    SUGGEST,
    ArticleText,
    Conflict,
    Finding,
    Grouping,
    Kind,
    Match,
    Membership,
    Overlap,
    Settlement,
    Statement,
    statement_of,
)

__all__ = [
    "JOIN",
    "SUGGEST",
    "ArticleText",
    "Component",
    "Conflict",
    "Finding",
    "Grouping",
    "Kind",
    "Match",
    "Membership",
    "Overlap",
    "Settlement",
    "Spread",
    "Statement",
    "agree",
    "align",
    "assign",
    "clashes",
    "conflict",
    "copy_overlap",
    "define",
    "figure_keys",
    "find_components",
    "find_copies",
    "findings",
    "group",
    "is_other_time",
    "kind_of",
    "meaning",
    "meaning_of",
    "series_key",
    "settle",
    "sketch",
    "spread",
    "statement_of",
    "topic_terms",
]
