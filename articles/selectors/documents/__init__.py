"""Claims, figures, rulings and notes as W3C and schema.org documents."""

from articles.selectors.documents.addresses import Site

__all__ = ["Site"]
