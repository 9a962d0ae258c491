"""Clients of the API: nobody, a key with every scope, a key with none."""

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from articles.actions.access import issue_token
from articles.models import Token


@pytest.fixture
def anyone() -> APIClient:
    return APIClient()


@pytest.fixture
def program(reviewer: User) -> APIClient:
    _, secret = issue_token(user=reviewer, name="tests", scopes=Token.Scope.values)
    return APIClient(headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def limited(reviewer: User) -> APIClient:
    _, secret = issue_token(user=reviewer, name="tests", scopes=[])
    return APIClient(headers={"Authorization": f"Bearer {secret}"})
