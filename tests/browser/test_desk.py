"""The review desk in a real browser: by keys alone, and two people on one claim."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Annotation, Claim, Dispute, Review
from tests.browser.conftest import Watched
from tests.browser.test_review import PASSWORD, sign_in
from tests.factories import make_article, make_claim, make_dispute, make_figure, make_outlet, make_revision, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def disputed(number: int) -> Dispute:
    first, second = (make_claim(str(value), outlet=make_outlet()) for value in (number, number + 50))
    figure = make_figure(first, second, definition=f"people killed in flood {number}", agreement="conflict")
    return make_dispute(
        figure, claim_a=first, claim_b=second, reason=f"{number} and {number + 50} cannot both be right"
    )


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_twenty_disputes_by_three_keys_each(live_server: LiveServer, watched: Watched, reviewer: User):
    disputes = [disputed(number) for number in range(1, 21)]
    page = watched.page
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/review/?what=disputes")
    press(page, "j", "o")
    for left in range(len(disputes), 0, -1):
        expect(page.get_by_role("button", name="Rule and end it")).to_be_visible()
        here = page.url
        press(page, "r", "1", "Enter")
        expect(page).not_to_have_url(here, timeout=30_000)
        assert Dispute.objects.filter(state__in=Dispute.OPEN_STATES).count() == left - 1
    expect(page.get_by_text("Nothing is waiting here.")).to_be_visible()
    assert set(Dispute.objects.values_list("verdicts__kind", flat=True)) == {"rounding"}
    press(page, "z")
    expect(page.get_by_text("Taken back.", exact=True)).to_be_visible()
    assert watched.faults == []


def test_claims_are_walked_chosen_and_approved_by_keys(live_server: LiveServer, watched: Watched, reviewer: User):
    claims = [make_claim(str(number), outlet=make_outlet()) for number in (1, 2, 3)]
    for claim in claims:
        make_figure(claim)
    page = watched.page
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/review/")
    press(page, "j", "x", "j", "x", "k")
    assert page.locator("[name=target]:checked").count() == 2
    press(page, "?")
    expect(page.get_by_text("undo the last deed", exact=True)).to_be_visible()
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 rows done")
    press(page, "z")
    expect(page.get_by_text("taken back").first).to_be_visible()
    assert not Review.objects.filter(state="approved").exists()
    press(page, "q")
    expect(page.get_by_role("heading", level=1)).to_have_text("Review queue")
    press(page, "j", "o")
    expect(page.get_by_role("button", name="Approve as it stands")).to_be_visible()
    press(page, "a")
    expect(page.get_by_text("Approved claim")).to_be_visible()
    assert Review.objects.filter(state="approved").count() == 1
    assert watched.faults == []


def test_two_people_on_one_claim_meet_and_merge(
    live_server: LiveServer, browser: Browser, watched: Watched, reviewer: User
):
    claim = make_claim("35", outlet=make_outlet("Marrow Herald"))
    make_figure(claim)
    make_user("ines", "reviewers")
    one, context = watched.page, browser.new_context()
    other = context.new_page()
    sign_in(one, live_server.url)
    other.goto(f"{live_server.url}/accounts/login/")
    other.get_by_label("Name").fill("ines")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    address = f"{live_server.url}/claims/{claim.pk}/review/"
    one.goto(address)
    other.goto(address)

    one.get_by_label("value corrected to").fill("41")
    one.get_by_label("Why, for value").fill("table 2")
    one.get_by_role("button", name="Save the decisions").click()
    expect(one.get_by_text("Saved.")).to_be_visible()
    other.get_by_label("value corrected to").fill("39")
    other.get_by_label("Why, for value").fill("the headline")
    other.get_by_label("unit corrected to").fill("residents")
    other.get_by_label("Why, for unit").fill("so it says")
    other.get_by_role("button", name="Save the decisions").click()

    expect(other.get_by_role("heading", level=1)).to_have_text("Somebody else saved this claim meanwhile")
    row = other.get_by_role("row").filter(has_text="table 2")
    expect(row).to_contain_text("39")
    assert row.locator("input:checked").count() == 0, "nobody's is chosen where both differ"
    row.get_by_label("keep 41").check()
    other.get_by_role("button", name="Save what is chosen").click()
    expect(other.get_by_text("Saved.")).to_be_visible()
    claim.refresh_from_db()
    assert claim.value == 41
    assert claim.unit == "residents"
    context.close()
    # the browser itself notes the answer 409
    assert watched.faults == []


def test_words_selected_in_an_article_carry_a_note(live_server: LiveServer, watched: Watched, reviewer: User):
    text = "Rain fell. 🌧 At least 35 people died.\n\nLater 35 people came back."
    article = make_article(outlet=make_outlet("Marrow Herald"), title="Flood")
    revision = make_revision(text, article)
    page = watched.page
    sign_in(page, live_server.url)
    page.goto(f"{live_server.url}/articles/{article.pk}/")
    page.evaluate(
        """() => { const node = document.querySelectorAll('.text p')[1].firstChild; const range = document.createRange();
        range.setStart(node, 6); range.setEnd(node, 15); document.getSelection().addRange(range); }"""
    )
    page.get_by_text("Write a note").click()
    expect(page.get_by_label("Words it is about")).to_have_value("35 people")
    page.get_by_label("Note", exact=True).fill("The same 35?")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("The same 35?")).to_be_visible()
    note = Annotation.objects.get()
    start = text.rindex("35 people")
    assert (note.revision, note.start) == (revision, start)
    assert (note.prefix, note.suffix) == (text[start - 32 : start], " came back.")
    assert Claim.objects.count() == 0
    assert watched.faults == []
