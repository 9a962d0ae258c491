"""What people follow and where it goes, on their own pages: theirs alone."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.extraction.feed import read_feed
from articles.models import Delivery, Follow, Webhook
from articles.selectors.webhooks import secrets_of
from tests.alert_factories import make_alert, make_delivery, make_follow, make_webhook
from tests.web.conftest import Read, World, text_of

pytestmark = pytest.mark.django_db


def test_page_of_a_figure_offers_to_follow_it(read: Read, plain_client: Client, plain_user: User, world: World) -> None:
    form = read(f"/figures/{world.figure.pk}/", by=plain_client).css_first("form.follow")
    assert form is not None
    given = {str(field.attributes["name"]): field.attributes.get("value") or "" for field in form.css("input")}
    answer = plain_client.post("/follows/add/", {**given, "mail": "instant"})
    assert answer.status_code == 302
    follow = Follow.objects.get(person=plain_user)
    assert (follow.figure, follow.mail) == (world.figure, "instant")
    assert "claim" not in follow.triggers
    assert not read(f"/figures/{world.figure.pk}/").css("form.follow"), "a stranger has nothing to follow with"


@pytest.mark.parametrize("kind", ["speaker", "outlet"])
def test_speakers_and_outlets_are_followed(plain_client: Client, world: World, kind: str) -> None:
    assert plain_client.post("/follows/add/", {"kind": kind, "pk": getattr(world, kind).pk}).status_code == 302
    assert getattr(Follow.objects.get(), kind) == getattr(world, kind)


def test_filtered_list_is_followed_by_its_filters(plain_client: Client, read: Read, world: World) -> None:
    page = read(f"/claims/?hedge=about&speaker={world.speaker.pk}", by=plain_client)
    query = page.css_first("form.follow input[name='query']")
    assert query is not None
    plain_client.post("/follows/add/", {"query": query.attributes["value"]})
    assert Follow.objects.get().query == f"hedge=about&speaker={world.speaker.pk}"


def test_following_again_changes_how(plain_client: Client, world: World) -> None:
    for how in ("daily", "never"):
        plain_client.post("/follows/add/", {"kind": "figure", "pk": world.figure.pk, "mail": how, "trigger": ["hedge"]})
    follow = Follow.objects.get()
    assert (follow.mail, follow.triggers) == ("never", ["hedge"])


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "figure", "pk": "x"},
        {"query": "colour=red"},
        {"query": "sort=newest"},
        {"kind": "figure", "pk": "FIGURE", "trigger": "rain"},
        {"kind": "figure", "pk": "FIGURE", "mail": "hourly"},
    ],
)
def test_unusable_wish_is_told(plain_client: Client, world: World, given: dict[str, str]) -> None:
    given = {name: value.replace("FIGURE", str(world.figure.pk)) for name, value in given.items()}
    assert plain_client.post("/follows/add/", given).status_code == 400
    assert not Follow.objects.exists()


def test_missing_figure_is_not_followed(plain_client: Client) -> None:
    assert plain_client.post("/follows/add/", {"kind": "figure", "pk": "999999"}).status_code == 404


def test_list_shows_and_leaves(read: Read, plain_client: Client, plain_user: User, world: World) -> None:
    follow = make_follow(plain_user, figure=world.figure)
    make_follow(plain_user, query="hedge=about")
    page = text_of(read("/follows/", by=plain_client))
    assert world.figure.definition in page
    assert "hedge=about" in page
    plain_client.post(f"/follows/{follow.pk}/remove/")
    assert not Follow.objects.filter(pk=follow.pk).exists()


def test_own_feed_needs_its_address_and_nothing_else(
    read: Read, client: Client, plain_client: Client, plain_user: User
) -> None:
    make_alert(make_follow(plain_user), title="35 → 41")
    make_alert(make_follow(), title="somebody else's")
    links = [
        str(link.attributes["href"]) for link in read("/follows/", by=plain_client).css("a[href*='/follows/feed/']")
    ]
    for link in links:
        answer = client.get(link)
        assert [entry.title for entry in read_feed(answer.content, "http://testserver/").entries] == ["35 → 41"]
        assert answer["Cache-Control"] == "private"
    plain_client.post("/follows/feed/renew/")
    assert client.get(links[0]).status_code == 404
    fresh = read("/follows/", by=plain_client).css_first("a[href*='/follows/feed/']")
    assert fresh is not None
    assert client.get(str(fresh.attributes["href"])).status_code == 200


def test_webhook_page_shows_the_secret_and_the_log(read: Read, plain_client: Client, plain_user: User) -> None:
    plain_client.post("/webhooks/add/", {"url": "https://hooks.example/a"})
    hook = Webhook.objects.get(person=plain_user)
    delivery = make_delivery(hook, state="failed", last_error="HTTP 500", status=500)
    page = text_of(read(f"/webhooks/{hook.pk}/", by=plain_client))
    assert secrets_of(hook)[0] in page
    assert "HTTP 500" in page
    assert plain_client.post(f"/deliveries/{delivery.pk}/replay/").status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == "queued"


@pytest.mark.parametrize("url", ["http://hooks.example/a", "https://", "https://user@hooks.example/", "ftp://x", ""])
def test_other_addresses_are_no_webhooks(plain_client: Client, url: str) -> None:
    assert plain_client.post("/webhooks/add/", {"url": url}).status_code == 400
    assert not Webhook.objects.exists()


def test_webhooks_are_few_and_different(plain_client: Client, plain_user: User) -> None:
    for number in range(10):
        plain_client.post("/webhooks/add/", {"url": f"https://hooks.example/{number}"})
    assert plain_client.post("/webhooks/add/", {"url": "https://hooks.example/1"}).status_code == 400
    assert plain_client.post("/webhooks/add/", {"url": "https://hooks.example/10"}).status_code == 400
    assert plain_user.webhooks.count() == 10


def test_owner_stops_starts_renews_pings_and_deletes(plain_client: Client, plain_user: User) -> None:
    hook = make_webhook(plain_user)
    address = f"/webhooks/{hook.pk}/change/"
    plain_client.post(address, {"do": "stop"})
    assert plain_client.post(address, {"do": "ping"}).status_code == 400
    plain_client.post(address, {"do": "start"})
    plain_client.post(address, {"do": "ping"})
    plain_client.post(address, {"do": "rotate"})
    hook.refresh_from_db()
    assert (hook.is_active, hook.generation, Delivery.objects.get().alert) == (True, 2, None)
    assert plain_client.post(address, {"do": "sing"}).status_code == 400
    plain_client.post(address, {"do": "delete"})
    assert not Webhook.objects.exists()


def test_nobody_touches_what_is_somebody_elses(plain_client: Client) -> None:
    hook = make_webhook()
    for address in (
        f"/follows/{make_follow().pk}/remove/",
        f"/webhooks/{hook.pk}/change/",
        f"/deliveries/{make_delivery(hook).pk}/replay/",
    ):
        assert plain_client.post(address, {"do": "delete"}).status_code == 404
    assert plain_client.get(f"/webhooks/{hook.pk}/").status_code == 404
    assert Webhook.objects.exists()


def test_hostile_address_and_title_stay_text(read: Read, plain_client: Client, plain_user: User) -> None:
    hook = make_webhook(plain_user, url='https://hooks.example/"><script>alert(1)</script>')
    follow = make_follow(plain_user, query="q=<script>alert(1)</script>")
    make_delivery(hook, alert=make_alert(follow, title="<script>alert(1)</script>"), last_error="<script>")
    for address in ("/follows/", f"/webhooks/{hook.pk}/"):
        assert not read(address, by=plain_client).css("script")
