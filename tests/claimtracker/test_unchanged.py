"""What strangers were shown is shown again for nothing until a row changes, and never to anybody else."""

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from articles.actions.access import issue_token
from articles.actions.rates import forget_grants
from claimtracker.unchanged import forget, keep_unchanged
from tests.factories import make_outlet, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh():
    forget()
    yield
    forget()


def queries(client: Client, address: str, **more) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, **more).status_code == 200
        return len(asked)


def is_kept(client: Client, address: str, **more) -> bool:
    """Whether an address costs one question; asked some times, since other databases of the server write as well."""
    return any(queries(client, address, **more) == 1 for _ in range(20))


def test_second_stranger_costs_one_question(client: Client):
    assert queries(client, "/outlets/") > 1
    assert is_kept(Client(), "/outlets/")


def test_any_change_is_seen_at_once(client: Client):
    client.get("/outlets/")
    make_outlet("Harbour Herald")
    assert "Harbour Herald" in client.get("/outlets/").text


def test_change_under_way_is_seen_when_it_is_done(client: Client):
    with transaction.atomic():
        make_outlet("Harbour Herald")
        assert "Harbour Herald" in client.get("/outlets/").text
        transaction.set_rollback(True)
    assert "Harbour Herald" not in client.get("/outlets/").text


def test_addresses_and_accepted_types_are_apart(client: Client):
    assert client.get("/outlets/?q=a").content != client.get("/outlets/").content
    queries(client, "/outlets/")
    assert queries(client, "/outlets/", headers={"accept": "text/html"}) > 1


def test_signed_in_person_is_never_shown_a_strangers_page(client: Client):
    client.get("/outlets/")
    client.force_login(make_user("senior", "reviewers"))
    answer = client.get("/outlets/")
    assert "senior" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert "senior" not in Client().get("/outlets/").text


def test_client_that_has_it_gets_304(client: Client):
    tag = client.get("/outlets/")["ETag"]
    assert client.get("/outlets/", headers={"if-none-match": tag}).status_code == 304
    make_outlet("Harbour Herald")
    assert client.get("/outlets/", headers={"if-none-match": tag}).status_code == 200


def asked_twice(view) -> list[bytes]:
    return [b"".join(keep_unchanged(view)(RequestFactory().get("/x"))) for _ in range(2)]


def test_what_may_not_be_kept_is_made_anew():
    made = iter(range(100))

    def refused(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(next(made)), status=404)

    def with_cookie(request: HttpRequest) -> HttpResponse:
        answer = HttpResponse(str(next(made)))
        answer.set_cookie("taste", "sweet")
        return answer

    def with_form(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{next(made)} {get_token(request)}")

    def large(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{next(made)}" + 200_000 * "x")

    for view in (refused, with_cookie, with_form, large):
        first, second = asked_twice(view)
        assert first != second


def test_list_of_the_api_is_kept_too(client: Client):
    assert queries(client, "/api/v1/outlets/") > 1
    assert is_kept(Client(), "/api/v1/outlets/")
    make_outlet("Harbour Herald")
    assert "Harbour Herald" in client.get("/api/v1/outlets/").text


def test_row_of_the_api_is_kept_too(client: Client):
    address = f"/api/v1/outlets/{make_outlet('Harbour Herald').pk}/"
    assert queries(client, address) > 1
    assert is_kept(Client(), address)


def test_program_and_stranger_are_told_apart_what_caches_may_do():
    user = make_user("program", "reviewers")
    _, secret = issue_token(user=user, name="tests", scopes=[])
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    stranger = Client()
    for _ in range(2):
        assert "no-store" in program.get("/api/v1/outlets/")["Cache-Control"]
        assert "public" in stranger.get("/api/v1/outlets/")["Cache-Control"]


def test_own_keys_are_kept_for_nobody():
    keys = {}
    for name in ("one", "two"):
        _, secret = issue_token(user=make_user(name), name=f"of {name}", scopes=[])
        program = Client(headers={"Authorization": f"Bearer {secret}"})
        keys[name] = [program.get("/api/v1/tokens/").json()["results"][0]["name"] for _ in range(2)]
    assert keys == {"one": ["of one", "of one"], "two": ["of two", "of two"]}


def test_kept_answer_of_the_api_tells_what_is_left(client: Client, settings: LazySettings):
    forget_grants()
    settings.API_RATES = {"read": 100, "write": 0}
    told = [client.get("/api/v1/outlets/") for _ in range(6)]
    assert [int(answer["RateLimit-Remaining"]) for answer in told] == list(range(99, 93, -1))
    assert len({answer.content for answer in told}) == 1


def test_client_that_has_a_list_gets_304_of_the_kept_one(client: Client):
    client.get("/api/v1/outlets/")
    tag = client.get("/api/v1/outlets/")["ETag"]
    assert client.get("/api/v1/outlets/", headers={"if-none-match": tag}).status_code == 304
