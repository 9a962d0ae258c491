"""Addresses of things as documents name them: whole, so that they mean the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from articles.models import Article


@dataclass(frozen=True, slots=True)
class Site:
    """Where this site stands: ``Site("https://claims.example.org")``."""

    root: str
    name: str = "Claim Tracker"

    def to(self, route: str, *arguments: object) -> str:
        """The address of a page: ``to("claim", 5)`` gives ``"https://claims.example.org/claims/5/"``."""
        return f"{self.root}{reverse(route, args=arguments)}"

    def part(self, route: str, key: object, name: str) -> str:
        """The identity of something that a page tells of: ``part("claim", 5, "claim")`` ends in ``"/claims/5/#claim"``."""
        return f"{self.to(route, key)}#{name}"

    def source_of(self, article: Article) -> str:
        """Where an article can be read: its own address, else its page here."""
        return article.url or self.to("article", article.pk)

    def organisation(self) -> dict[str, str]:
        """This site as who publishes and reviews."""
        return {"@type": "Organization", "@id": f"{self.root}/#site", "name": self.name, "url": f"{self.root}/"}
