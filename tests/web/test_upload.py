"""Handing in articles on the page."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Article
from tests.documents import make_pdf, make_zip
from tests.ingestion.stories import FLOOD, STRIKE

pytestmark = pytest.mark.django_db


def hand_in(client: Client, *files: tuple[str, bytes], **given: Any) -> Any:
    documents = [SimpleUploadedFile(name, raw) for name, raw in files]
    return client.post("/upload/", {**given, **({"documents": documents} if documents else {})})


def test_one_pdf_leads_to_its_article(plain_client: Client):
    response = hand_in(plain_client, ("odd name", make_pdf(FLOOD.split("\n"))), outlet="Herald")
    article = Article.objects.get()
    assert response["Location"] == f"/articles/{article.pk}/"
    assert article.captures.get().media_type == "application/pdf"


def test_zip_and_text_are_listed_one_by_one(plain_client: Client):
    archive = make_zip({"a.txt": FLOOD, "b.md": STRIKE, "c.png": b"\x89PNG\r\n"})
    response = hand_in(plain_client, ("all.zip", archive), text="About 900 people came.")
    assert response.status_code == 200
    assert Article.objects.count() == 3
    assert "all.zip: c.png" in response.content.decode()


def test_addresses_are_taken_one_a_line(plain_client: Client):
    hand_in(plain_client, addresses="https://herald.example/a\nhttps://herald.example/b?utm_source=x\nnonsense\n")
    assert set(Article.objects.values_list("url", flat=True)) == {
        "https://herald.example/a",
        "https://herald.example/b",
    }


@pytest.mark.parametrize(
    ("name", "raw", "status", "words"),
    [
        ("a.png", b"\x89PNG\r\n", 422, "this is a picture"),
        ("a.zip", make_zip({f"{n}": "x" for n in range(1_001)}), 413, "at most 1,000"),
        ("a.zip", b"PK\x03\x04rubbish", 422, "not readable as a zip"),
        ("a.csv", b"colour\nred\n", 422, "is not known"),
        ("a.jsonl", b"\n\n", 422, "holds nothing"),
    ],
)
def test_what_cannot_be_read_says_so(plain_client: Client, name: str, raw: bytes, status: int, words: str):
    response = hand_in(plain_client, (name, raw))
    assert response.status_code == status
    assert words in response.content.decode()
    assert not Article.objects.exists()


def test_file_over_five_megabytes_is_stopped_while_it_comes_in(plain_client: Client):
    response = hand_in(plain_client, ("small.txt", FLOOD.encode()), ("big.txt", b"0" * 5_100_000))
    assert response.status_code == 413
    assert "at most 5 MB" in response.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("extra", "status", "words"),
    [
        ({"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}, 411, "Content-Length"),
        ({"CONTENT_LENGTH": "30000001"}, 413, "at most 30,000,000 bytes"),
    ],
)
def test_body_is_refused_by_what_it_says_of_itself(
    plain_client: Client, extra: dict[str, str], status: int, words: str
):
    response = plain_client.post("/upload/", {"text": "x"}, **extra)  # type: ignore[arg-type]
    assert response.status_code == status
    assert words in response.content.decode()


def test_nearly_full_disk_refuses_writes_and_goes_on_reading(plain_client: Client, settings: Any):
    settings.DISK_FLOOR_MB = 10**9
    response = hand_in(plain_client, text=FLOOD)
    assert (response.status_code, response["Retry-After"]) == (503, "300")
    assert plain_client.get("/articles/").status_code == 200
    assert not Article.objects.exists()


def test_pasted_text_over_a_megabyte_says_so(plain_client: Client):
    response = hand_in(plain_client, text="x" * 1_100_000)
    assert response.status_code == 413
    assert "at most 1 MB of typed text" in response.content.decode()


@pytest.mark.parametrize("name", ["../../etc/passwd", "a.html\0.txt", "x" * 400, "<script>.txt"])
def test_names_are_never_paths(plain_client: Client, name: str):
    hand_in(plain_client, (name, FLOOD.encode()))
    assert "/" not in Article.objects.get().file_name


def test_nothing_chosen_is_400(plain_client: Client):
    response = hand_in(plain_client, text=" ")
    assert response.status_code == 400
    assert "Choose a file" in response.content.decode()


def test_too_many_addresses_are_refused(plain_client: Client):
    response = hand_in(plain_client, addresses="\n".join(f"https://herald.example/{n}" for n in range(201)))
    assert response.status_code == 400
    assert not Article.objects.exists()
