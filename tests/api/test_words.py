"""What members that hold words take, as the schema says: found by requests made up from it."""

from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.test import APIClient

from articles.api.bodies import FilesBody
from articles.api.words import some_words
from articles.models import Article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("member", ["outlet", "title", "text", "published"])
def test_number_is_not_taken_for_words(program: APIClient, member: str):
    body = {"text": "About 1,200 soldiers left.", **{member: 0}}
    answer = program.post("/api/v1/articles/", body, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["where"] == member
    assert not Article.objects.exists()


def test_nul_is_refused_and_named(program: APIClient):
    answer = program.post("/api/v1/articles/", {"text": "35 people", "title": "a\0b"}, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"where": "title", "what": "Null characters are not allowed."}]


def test_empty_fields_of_a_form_say_nothing():
    body = FilesBody(data={"url": "", "published": "", "file": []})
    assert not body.is_valid()
    assert set(body.errors) == {"file"}


@pytest.mark.parametrize("text", ["x" * 2_000_000 + "\0", " " * 2_000_000 + "\0", " " * 2_000_000])
def test_long_text_without_words_is_refused(text: str):
    class Body(serializers.Serializer[Any]):
        words = some_words(3_000_000, trim_whitespace=False)

    body = Body(data={"words": text})
    assert not body.is_valid()
    assert set(body.errors) == {"words"}
