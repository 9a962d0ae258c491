"""Claims, figures and rulings as schema.org documents: Claim, Observation, ClaimReview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from articles.models import Article, Claim, Dispute, Figure, Speaker, Verdict
from articles.selectors import wording
from articles.selectors.documents.addresses import Site
from articles.selectors.documents.quantities import Document, observation_of, observation_of_figure

CONTEXT = "https://schema.org"
_WIKIDATA = "https://www.wikidata.org/entity/"
# Google asks for claims of fewer than 75 characters, and no rating in them
LONGEST_CLAIM = 300


def claim_document(claim: Claim, site: Site, verdicts: Iterable[Verdict] = ()) -> Document:
    """One claim; with the rulings on it, where there are any, as a graph."""
    return _graph([_claim(claim, site), *(claim_review(verdict, site) for verdict in verdicts)])


def figure_document(figure: Figure, claims: Sequence[Claim], disputes: Iterable[Dispute], site: Site) -> Document:
    """A figure as the observation that its claims are about, the claims, and a ClaimReview for each standing ruling."""
    measured = {"@id": site.part("figure", figure.pk, "figure"), "url": site.to("figure", figure.pk)}
    told = [_claim(claim, site, figure) for claim in claims]
    ruled = [claim_review(verdict, site) for dispute in disputes for verdict in standing(dispute.verdicts.all())]
    return _graph([observation_of_figure(figure) | measured, *told, *ruled])


def standing(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The rulings that no later one has taken the place of."""
    known = list(verdicts)
    replaced = {verdict.supersedes_id for verdict in known}
    return [verdict for verdict in known if verdict.pk not in replaced]


def claim_review(verdict: Verdict, site: Site) -> Document:
    """One ruling. Its rating is words alone: "unconfirmed" is no point on a scale of truth."""
    dispute = verdict.dispute
    claim = verdict.preferred_claim or dispute.claim
    reviewed = _claim(claim, site) if claim else _question(dispute, site)
    return {
        "@type": "ClaimReview",
        "@id": f"{site.part('dispute', dispute.pk, 'verdict')}-{verdict.pk}",
        "url": site.to("dispute", dispute.pk),
        "datePublished": verdict.created_at.date().isoformat(),
        "author": site.organisation(),
        "claimReviewed": reviewed["text"][:LONGEST_CLAIM],
        "reviewRating": {
            "@type": "Rating",
            "alternateName": verdict.get_rule_display().capitalize(),
            "ratingExplanation": verdict.text,
        },
        "itemReviewed": reviewed,
    }


def claim_text(claim: Claim) -> str:
    """A claim as a line: ``"at least 35 people killed by the flood"``."""
    unit = wording.unit(claim)
    words = [wording.trend(claim), wording.stated(claim), "" if unit and unit in claim.subject else unit, claim.subject]
    return " ".join(word for word in words if word)


def _graph(nodes: list[Document]) -> Document:
    if len(nodes) == 1:
        return {"@context": CONTEXT, **nodes[0]}
    return {"@context": CONTEXT, "@graph": nodes}


def _claim(claim: Claim, site: Site, figure: Figure | None = None) -> Document:
    about: list[Document] = [observation_of(claim)]
    if figure is not None:
        about.append({"@id": site.part("figure", figure.pk, "figure")})
    return {
        "@type": "Claim",
        "@id": site.part("claim", claim.pk, "claim"),
        "url": site.to("claim", claim.pk),
        "text": claim_text(claim),
        "datePublished": claim.reported_at.isoformat(),
        "author": _author(claim, site),
        "claimInterpreter": site.organisation(),
        "appearance": _article(claim.article, claim.outlet.name if claim.outlet else "", site),
        "about": about if len(about) > 1 else about[0],
    }


def _question(dispute: Dispute, site: Site) -> Document:
    """What a ruling on a figure is about: the claims that clash, as one claim of the figure's."""
    sides = [claim for claim in (dispute.claim_a, dispute.claim_b) if claim is not None]
    figure = dispute.figure
    text = figure.definition if figure else dispute.reason
    if sides:
        text = f"{text}: {' or '.join(dict.fromkeys(wording.stated(claim) for claim in sides))}"
    found: Document = {"@type": "Claim", "@id": site.part("dispute", dispute.pk, "claim"), "text": text}
    if sides:
        found["appearance"] = [_article(c.article, c.outlet.name if c.outlet else "", site) for c in sides]
    if figure:
        found["about"] = observation_of_figure(figure)
    return found


def _author(claim: Claim, site: Site) -> Document:
    if claim.speaker is not None:
        return _speaker(claim.speaker, site)
    if claim.outlet is not None:
        return {"@type": "NewsMediaOrganization", "name": claim.outlet.name, "url": site.to("outlet", claim.outlet.pk)}
    return {"@type": "Organization", "name": "not known"}


def _speaker(speaker: Speaker, site: Site) -> Document:
    is_person = speaker.kind == Speaker.Kind.PERSON
    found: Document = {
        "@type": "Person" if is_person else "Organization",
        "name": speaker.name,
        "url": site.to("speaker", speaker.pk),
    }
    if is_person and speaker.role:
        found["jobTitle"] = speaker.role
    if speaker.wikidata_id:
        found["sameAs"] = f"{_WIKIDATA}{speaker.wikidata_id}"
    return found


def _article(article: Article, outlet: str, site: Site) -> Document:
    found: Document = {"@type": "NewsArticle", "url": site.source_of(article)}
    more: dict[str, Any] = {
        "headline": article.title,
        "datePublished": article.published_at.isoformat() if article.published_at else "",
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet} if outlet else "",
    }
    return found | {name: value for name, value in more.items() if value}
