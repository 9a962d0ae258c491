"""Clients of the API: nobody, a key with every scope, a key with none."""

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from articles.actions.access import issue_token
from articles.actions.rates import forget_grants
from articles.models import Token
from claimtracker.unchanged import forget


@pytest.fixture(autouse=True)
def _nothing_in_memory() -> None:
    """What another test's database granted or answered is of no use in this one's."""
    forget_grants()
    forget()


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
