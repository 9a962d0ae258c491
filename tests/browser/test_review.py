"""A reviewer at work in a real browser, and what others see of it."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Annotation, Dispute
from tests.browser.conftest import Watched
from tests.factories import (
    make_article,
    make_claim,
    make_dispute,
    make_figure,
    make_outlet,
    make_revision,
    make_speaker,
)

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct horse battery"


def sign_in(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Name").fill("reviewer")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_reviewer_disputes_and_annotates_and_everybody_sees_it(
    live_server: LiveServer, watched: Watched, reviewer: User
):
    speaker = make_speaker("Ana Veld")
    first = make_claim("35", hedge="at_least", outlet=make_outlet("Marrow Herald"), speaker=speaker)
    figure = make_figure(first, make_claim("52", outlet=make_outlet("Ister Courier"), days=1))
    page, home = watched.page, live_server.url

    sign_in(page, home)
    page.goto(f"{home}/figures/{figure.pk}/")
    page.get_by_role("link", name="Open a dispute").click()
    page.get_by_label("What kind of difference").select_option("scope")
    page.get_by_label("Why it is open").fill("City or province? <b>Both</b> are called Marrow.")
    page.get_by_role("button", name="Open the dispute").click()
    expect(page.get_by_text("The dispute is open.")).to_be_visible()
    page.locator("summary", has_text="Write a note").click()
    page.get_by_label("Note", exact=True).fill("The province has its own table.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("Your note is saved.")).to_be_visible()
    dispute = Dispute.objects.get()
    assert (dispute.opened_by, dispute.kind) == (reviewer, "scope")
    assert Annotation.objects.get().dispute == dispute

    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{home}/figures/{figure.pk}/")
    expect(page.get_by_text("City or province? <b>Both</b> are called Marrow.").first).to_be_visible()
    expect(page.get_by_text("The province has its own table.")).to_be_visible()
    assert page.get_by_role("link", name="Open a dispute").count() == 0
    disputes = page.request.get(f"{home}/api/v1/disputes/?figure={figure.pk}").json()["results"]
    notes = page.request.get(f"{home}/api/v1/annotations/?dispute={dispute.pk}").json()["results"]
    assert [each["kind"] for each in disputes] == ["scope"]
    assert [each["body"] for each in notes] == ["The province has its own table."]
    assert watched.faults == []


def test_reviewer_corrects_rules_and_closes(live_server: LiveServer, watched: Watched, reviewer: User):
    claim = make_claim("35", outlet=make_outlet("Marrow Herald"))
    dispute = make_dispute(make_figure(claim), opened_by=reviewer)
    page, home = watched.page, live_server.url

    sign_in(page, home)
    page.goto(f"{home}/claims/{claim.pk}/")
    page.get_by_role("link", name="Correct a field").click()
    page.get_by_label("Corrected value").fill("41")
    page.get_by_label("Why").fill("The table says so.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("41")
    page.goto(f"{home}/disputes/{dispute.pk}/")
    page.get_by_role("button", name="Assign to me").click()
    page.get_by_label("Answer").select_option("defer")
    page.get_by_label("Why it is so").fill("Nobody has counted yet.")
    page.get_by_role("button", name="Rule and end it").click()
    # the next thing that waits comes by itself
    expect(page).not_to_have_url(f"{home}/disputes/{dispute.pk}/")
    page.goto(f"{home}/disputes/{dispute.pk}/")
    expect(page.locator(".pill.resolved").first).to_be_visible()
    dispute.refresh_from_db()
    assert (dispute.state, dispute.closed_by, dispute.verdicts.get().rule) == ("resolved", reviewer, "defer")
    assert watched.faults == []


def test_click_on_a_number_shows_who_said_it(live_server: LiveServer, watched: Watched, db: None):
    text = "\n\n".join(f"Paragraph {number} of a long text that says little." for number in range(60))
    article = make_article(title="Flood", outlet=make_outlet("Marrow Herald"))
    revision = make_revision(f"At least 35 people died, Ana Veld said.\n\n{text}", article)
    place: dict[str, Any] = {"start": 9, "end": 11, "sentence_end": 39, "hedge": "at_least"}
    claim = make_claim("35", article=article, revision=revision, speaker=make_speaker("Ana Veld"), **place)
    page = watched.page
    page.goto(f"{live_server.url}/articles/{article.pk}/")
    page.locator(f"#c{claim.pk}").click()
    assert page.url.endswith(f"#claim-note-{claim.pk}")
    expect(page.locator(f"#claim-note-{claim.pk}")).to_be_in_viewport()
    expect(page.locator(f"#claim-note-{claim.pk}")).to_contain_text("Ana Veld")
    assert page.evaluate("window.scrollY") == 0
    assert watched.faults == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_or_breaks_its_policy(
    live_server: LiveServer, watched: Watched, width: int, scheme: Literal["light", "dark"]
):
    claims = [make_claim(str(35 + n), outlet=make_outlet(f"Outlet with a long name {n}"), days=n) for n in range(9)]
    figure = make_figure(*claims)
    dispute = make_dispute(figure, claim_a=claims[0], claim_b=claims[1])
    page = watched.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    own = [
        f"figures/{figure.pk}",
        f"claims/{claims[0].pk}",
        f"articles/{claims[0].article_id}",
        f"disputes/{dispute.pk}",
    ]
    for address in [
        "",
        "figures",
        "claims",
        "articles",
        "outlets",
        "speakers",
        "compare",
        "review",
        "accounts/login",
        *own,
    ]:
        page.goto(f"{live_server.url}/{address}{'/' if address else ''}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address
    assert watched.faults == []
