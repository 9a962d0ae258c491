"""What the environment may say, and how what it may not say is refused."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from claimtracker.environment import Environment


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        pytest.param("1", True, id="one"),
        pytest.param("Yes", True, id="word in capitals"),
        pytest.param("off", False, id="off"),
        pytest.param("", True, id="empty is unset"),
    ],
)
def test_flag_reads_words(text, flag):
    assert Environment({"X": text}).flag("X", default=True) is flag


def test_words_are_separated_by_commas():
    environment = Environment({"X": " a.org, b.org,"})
    assert environment.words("X") == ["a.org", "b.org"]
    assert environment.words("Y", ("c.org",)) == ["c.org"]


def test_folder_is_absolute():
    assert Environment({"X": "somewhere"}).folder("X", Path("/var")).is_absolute()
    assert Environment({}).folder("X", Path("/var")) == Path("/var")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param(
            "postgresql://me:a%2Fb@db.example:5433/claims?sslmode=require",
            {
                "NAME": "claims",
                "USER": "me",
                "PASSWORD": "a/b",
                "HOST": "db.example",
                "PORT": "5433",
                "OPTIONS": {"sslmode": "require"},
            },
            id="address with escaped password and option",
        ),
        pytest.param(
            "postgresql:///claims?host=%2Frun%2Fpostgresql",
            {"NAME": "claims", "HOST": "/run/postgresql", "OPTIONS": {}},
            id="socket",
        ),
        pytest.param("dbname=claims user=me", {"NAME": "claims", "USER": "me", "OPTIONS": {}}, id="keys and values"),
    ],
)
def test_database_address_becomes_settings(address, expected):
    read = Environment({"X": address}).database("X")
    assert read == {"ENGINE": "django.db.backends.postgresql", **expected}


def test_unset_addresses_are_empty():
    assert Environment({"X": " "}).database("X") is None
    assert Environment({}).broker("X") == ""


@pytest.mark.parametrize(
    ("read", "text"),
    [
        pytest.param(lambda e: e.flag("X", default=False), "maybe", id="flag"),
        pytest.param(lambda e: e.number("X", default=1), "many", id="number"),
        pytest.param(lambda e: e.number("X", default=1, least=1), "0", id="number too small"),
        pytest.param(lambda e: e.database("X"), "mysql://localhost/claims", id="other database"),
        pytest.param(lambda e: e.database("X"), "postgresql://localhost", id="no name of a database"),
        pytest.param(lambda e: e.broker("X"), "sqs://", id="other broker"),
        pytest.param(lambda e: e.needed("X", "is needed"), "", id="missing"),
    ],
)
def test_refusal_names_the_variable(read, text):
    with pytest.raises(ImproperlyConfigured, match=r"\bX\b"):
        read(Environment({"X": text}))


def test_refusal_keeps_secrets():
    with pytest.raises(ImproperlyConfigured) as refusal:
        Environment({"X": "http://user:hunter2@broker"}).broker("X")
    assert "hunter2" not in str(refusal.value)
