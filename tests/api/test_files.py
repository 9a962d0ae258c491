"""Files handed in by programs: the page's caps, one answer a part, once for a key."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rest_framework.test import APIClient

from articles.models import Article
from tests.documents import make_pdf, make_zip
from tests.ingestion.stories import FLOOD, STRIKE

pytestmark = pytest.mark.django_db
FILES = "/api/v1/articles/files/"
BROKEN = 'multipart/form-data; boundary=""'


def hand_in(program: APIClient, *files: tuple[str, bytes], key: str = "", **given: str) -> Any:
    parts = [SimpleUploadedFile(name, raw) for name, raw in files]
    headers = {"Idempotency-Key": key} if key else {}
    return program.post(FILES, {**given, "file": parts}, format="multipart", headers=headers)


def test_pdf_is_read_and_what_is_said_stands_above_it(program: APIClient, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = hand_in(program, ("odd name", make_pdf(FLOOD.split("\n"))), outlet="Herald", published="2026-03-02")
    (told,) = answer.json()["results"]
    row = program.get(told["location"]).json()
    assert (answer.status_code, told["name"], told["status"]) == (207, "odd name", 202)
    assert (row["state"], row["outlet"]["name"], row["published_at"][:10]) == ("done", "Herald", "2026-03-02")
    assert program.get(f"/api/v1/claims/?article={told['article']}").json()["results"]
    assert Article.objects.get().via == Article.Via.API


def test_each_part_of_an_archive_has_its_answer(program: APIClient):
    archive = make_zip({"a.txt": FLOOD, "b.md": STRIKE, "c.png": b"\x89PNG\r\n"})
    results = hand_in(program, ("all.zip", archive), ("again.txt", FLOOD.encode())).json()["results"]
    assert [(each["name"], each["status"]) for each in results] == [
        ("a.txt", 202),
        ("b.md", 202),
        ("all.zip: c.png", 422),
        ("again.txt", 200),
    ]
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "raw", "status", "words"),
    [
        ("a.png", b"\x89PNG\r\n", 422, "this is a picture"),
        ("a.zip", make_zip({f"{n}": "x" for n in range(1_001)}), 413, "at most 1,000"),
        ("a.zip", b"PK\x03\x04rubbish", 422, "not readable as a zip"),
        ("a.csv", b"colour\nred\n", 422, "is not known"),
        ("a.jsonl", b"\n\n", 422, "holds nothing"),
        ("a.txt", b"", 422, "empty"),
        ("a.txt", b"0" * 5_100_000, 413, "at most 5 MB"),
    ],
)
def test_what_cannot_be_read_says_so(program: APIClient, name: str, raw: bytes, status: int, words: str):
    answer = hand_in(program, (name, raw))
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert words in answer.json()["detail"]
    assert not Article.objects.exists()


def test_too_many_files_and_no_file(program: APIClient):
    assert hand_in(program, *[(f"{n}.txt", b"x") for n in range(11)]).status_code == 413
    assert program.post(FILES, {"outlet": "Herald"}, format="multipart").status_code == 400


def test_members_are_checked_by_name(program: APIClient):
    answer = hand_in(program, ("a.txt", FLOOD.encode()), colour="red", published="soon")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"where": "colour", "what": "there is no such member here"}]
    assert "date" in hand_in(program, ("a.txt", FLOOD.encode()), published="soon").json()["detail"]


@pytest.mark.parametrize(("body", "kind", "status"), [("{}", "application/json", 415), ("rubbish", BROKEN, 400)])
def test_other_bodies_are_refused(program: APIClient, body: str, kind: str, status: int):
    assert program.post(FILES, body, content_type=kind).status_code == status


def test_same_key_takes_the_files_once(program: APIClient):
    first, again = (hand_in(program, ("a.txt", FLOOD.encode()), key="k-1") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert again["Idempotent-Replayed"] == "true"
    assert hand_in(program, ("a.txt", STRIKE.encode()), key="k-1").status_code == 422
    assert hand_in(program, ("a.txt", FLOOD.encode()), key="k-1", outlet="Herald").status_code == 422


def test_needs_a_key_with_the_scope(anyone: APIClient, limited: APIClient):
    assert hand_in(anyone, ("a.txt", FLOOD.encode())).status_code == 401
    assert hand_in(limited, ("a.txt", FLOOD.encode())).status_code == 403


@pytest.mark.parametrize(("token", "status"), [(True, 207), (False, 403)])
def test_browser_sends_its_token(reviewer: User, token: bool, status: int):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reviewer)
    browser.get("/upload/")
    headers = {"X-CSRFToken": browser.cookies["csrftoken"].value, "Idempotency-Key": "k-1"} if token else {}
    answers = [
        browser.post(FILES, {"file": SimpleUploadedFile("a.txt", FLOOD.encode())}, headers=headers) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [status, status]
    assert Article.objects.count() == int(token)
    assert browser.post(FILES, "rubbish", content_type=BROKEN, headers=headers).status_code == 400
