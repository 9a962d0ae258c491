"""Writes: by scope, with the reviewers' verbs, and refusals that say what to do."""

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.http import HttpResponse
from django.test import Client
from rest_framework.test import APIClient

from articles.actions.access import issue_token, revoke_token
from articles.models import Annotation, Article, Claim, Dispute, Figure, Token, Verdict
from tests.ingestion.stories import FLOOD, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return Claim.objects.filter(article=read(FLOOD, outlet="Herald"), surface="4,000").get()


def figure_of(claim: Claim) -> Figure:
    return Figure.objects.get(claims=claim)


WRITES = [
    "articles/",
    "annotations/",
    "disputes/",
    "articles/batch/",
    "claims/{claim}/corrections/",
    "disputes/{dispute}/verdicts/",
    "disputes/{dispute}/close/",
]


@pytest.fixture(params=WRITES)
def address(request: pytest.FixtureRequest, claim: Claim, reviewer: User) -> str:
    dispute = Dispute.objects.create(claim=claim, kind="scope", reason="whose?", opened_by=reviewer)
    return "/api/v1/" + str(request.param).format(claim=claim.pk, dispute=dispute.pk)


def test_writes_need_a_key(anyone: APIClient, address: str):
    answer = anyone.post(address, {})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_writes_need_the_scope(limited: APIClient, address: str):
    answer = limited.post(address, {})
    assert answer.status_code == 403
    assert "scope" in answer.json()["detail"]


def test_writes_name_what_is_missing(program: APIClient, address: str):
    answer = program.post(address, {})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_unknown_members_are_refused_inside_a_batch_too(program: APIClient):
    answer = program.post("/api/v1/articles/batch/", {"articles": [{"text": FLOOD}, {"text": FLOOD, "colour": 1}]})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"where": "articles.1.colour", "what": "there is no such member here"}]
    assert not Article.objects.exists()


def test_session_write_without_csrf_token_is_refused(reviewer: User, address: str):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reviewer)
    assert browser.post(address, {}, content_type="application/json").status_code == 403


def test_reviewing_needs_a_reviewer(claim: Claim):
    reader = User.objects.create_user("reader")
    _, secret = issue_token(user=reader, name="x", scopes=Token.Scope.values)
    answer = APIClient(headers={"Authorization": f"Bearer {secret}"}).post(
        "/api/v1/annotations/", {"claim": claim.pk, "body": "?"}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("end", ["revoked", "expired", "inactive", "wrong"])
def test_dead_keys_are_401(reviewer: User, end: str):
    token, secret = issue_token(user=reviewer, name="x", scopes=[Token.Scope.SUBMIT])
    if end == "revoked":
        revoke_token(token=token)
    elif end == "expired":
        Token.objects.update(expires_at=Now())
    elif end == "inactive":
        User.objects.update(is_active=False)
    else:
        secret += "x"
    answer = APIClient(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/claims/")
    assert answer.status_code == 401


def test_only_the_hash_of_a_key_is_kept(reviewer: User):
    token, secret = issue_token(user=reviewer, name="x", scopes=[])
    assert secret not in str(Token.objects.filter(pk=token.pk).values().get())


def test_submitted_text_is_accepted_then_known(program: APIClient, django_capture_on_commit_callbacks):
    body = {"text": FLOOD, "outlet": "Herald", "url": "https://herald.example/flood", "published": "2026-03-02"}
    with django_capture_on_commit_callbacks(execute=True):
        first = program.post("/api/v1/articles/", body)
    again = program.post("/api/v1/articles/", body)
    row = program.get(first["Location"]).json()
    assert (first.status_code, again.status_code) == (202, 200)
    assert (row["state"], row["outlet"]["name"], len(row["revisions"])) == ("done", "Herald", 1)


def test_empty_members_are_as_not_given(program: APIClient):
    answer = program.post(
        "/api/v1/articles/", {"text": FLOOD, "outlet": "", "title": " ", "byline": "", "language": ""}
    )
    assert (answer.status_code, Article.objects.get().outlet) == (202, None)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"text": "a", "html": "b"}, "not both"),
        ({"outlet": "Herald"}, "text, html or url"),
        ({"text": "a", "published": "soon"}, "published"),
        ({"text": "a", "url": "ftp://herald.example"}, "http"),
    ],
)
def test_bad_submission_says_what_is_wrong(program: APIClient, body: dict[str, str], word: str):
    answer = program.post("/api/v1/articles/", body)
    assert answer.status_code == 400
    assert word in answer.json()["detail"]
    assert not Article.objects.exists()


def test_annotation_and_its_answer(program: APIClient, claim: Claim):
    first = program.post("/api/v1/annotations/", {"claim": claim.pk, "body": "since when?", "kind": "question"}).json()
    answer = program.post("/api/v1/annotations/", {"parent": first["id"], "body": "since noon"}).json()
    assert (answer["parent"], answer["claim"], answer["created_by"]) == (first["id"], claim.pk, "reviewer")


def test_annotation_names_exactly_one_thing(program: APIClient, claim: Claim):
    body = {"claim": claim.pk, "figure": figure_of(claim).pk, "body": "x"}
    assert program.post("/api/v1/annotations/", body).status_code == 400


def test_dispute_is_opened_ruled_on_and_closed(program: APIClient, claim: Claim):
    made = program.post(
        "/api/v1/disputes/", {"figure": figure_of(claim).pk, "kind": "scope", "reason": "which shelters?"}
    ).json()
    ruled = program.post(
        f"/api/v1/disputes/{made['id']}/verdicts/",
        {"rule": "prioritise", "text": "she counts", "preferred_claim": claim.pk},
    )
    closed = program.post(
        f"/api/v1/disputes/{made['id']}/close/",
        {"state": "resolved", "reason": "ruled"},
        headers={"If-Match": f'"{made["version"]}"'},
    )
    assert (ruled.status_code, closed.json()["state"]) == (201, "resolved")
    assert Verdict.objects.get().preferred_claim == claim


def test_verdict_without_what_its_rule_needs_is_422(program: APIClient, claim: Claim, reviewer: User):
    dispute = Dispute.objects.create(claim=claim, kind="scope", reason="whose?", opened_by=reviewer)
    answer = program.post(f"/api/v1/disputes/{dispute.pk}/verdicts/", {"rule": "range", "text": "between"})
    assert answer.status_code == 422
    assert "range" in answer.json()["detail"]


@pytest.mark.parametrize(("match", "status"), [("", 201), ("READ", 201), ("*", 201), ('"9"', 412), ("nonsense", 412)])
def test_ruling_checks_the_etag_that_is_sent(program: APIClient, claim: Claim, reviewer: User, match: str, status: int):
    dispute = Dispute.objects.create(claim=claim, kind="scope", reason="whose?", opened_by=reviewer)
    etag = program.get(f"/api/v1/disputes/{dispute.pk}/")["ETag"]
    headers = {"If-Match": match.replace("READ", etag)} if match else {}
    answer = program.post(
        f"/api/v1/disputes/{dispute.pk}/verdicts/", {"rule": "pending", "text": "not yet"}, headers=headers
    )
    assert (answer.status_code, Verdict.objects.count()) == (status, int(status == 201))


def test_ruling_on_a_dispute_that_moved_says_which_version_stands(program: APIClient, claim: Claim, reviewer: User):
    dispute = Dispute.objects.create(claim=claim, kind="scope", reason="whose?", opened_by=reviewer)
    etag = program.get(f"/api/v1/disputes/{dispute.pk}/")["ETag"]
    address = f"/api/v1/disputes/{dispute.pk}"
    program.post(f"{address}/close/", {"state": "dismissed", "reason": "known"}, headers={"If-Match": etag})
    late = program.post(f"{address}/verdicts/", {"rule": "pending", "text": "not yet"}, headers={"If-Match": etag})
    assert (late.status_code, late.json()["read"], late.json()["now"]) == (412, 1, 2)


def correct(program: APIClient, claim: Claim, **headers: str) -> HttpResponse:
    body = {"field": "value", "value": "4,100", "reason": "misprint"}
    return program.post(f"/api/v1/claims/{claim.pk}/corrections/", body, headers=headers)


def test_correction_names_the_row_as_it_was_read(program: APIClient, claim: Claim):
    etag = program.get(f"/api/v1/claims/{claim.pk}/")["ETag"]
    first, second = (correct(program, claim, **{"If-Match": etag}) for _ in range(2))
    claim.refresh_from_db()
    assert (first.status_code, second.status_code) == (201, 412)
    assert claim.value == 4100
    assert Annotation.objects.get().machine_value == "4000"


@pytest.mark.parametrize(
    ("match", "status"), [(None, 428), ('"1"', 201), ('"9"', 412), ("*", 201), ('"abc"', 412), ("nonsense", 412)]
)
def test_writes_of_a_row_need_its_etag(program: APIClient, claim: Claim, match: str | None, status: int):
    answer = correct(program, claim, **({"If-Match": match} if match else {}))
    assert answer.status_code == status


@pytest.mark.parametrize("noun", ["claims", "figures", "speakers", "outlets", "sources", "revisions", "verdicts"])
@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
def test_rows_cannot_be_written_directly(program: APIClient, claim: Claim, noun: str, method: str):
    address = f"/api/v1/{noun}/" if method == "post" else f"/api/v1/{noun}/1/"
    assert getattr(program, method)(address, {}).status_code in {403, 405}
