"""Reads typed values out of environment variables; every refusal names the variable."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
BROKER_SCHEMES = ("amqp", "amqps", "redis", "rediss")


@dataclass(frozen=True, slots=True)
class Environment:
    """A mapping of names to texts, normally `os.environ`. An empty text counts as unset, as compose files pass it."""

    values: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def needed(self, name: str, why: str) -> str:
        """The text of a variable that must be set: `needed("SECRET_KEY", "signs sessions")`."""
        if not (value := self.text(name)):
            raise ImproperlyConfigured(f"{name} is not set: it {why}. See .env.example.")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """`1 true yes on` and `0 false no off`, in any case."""
        value = self.text(name)
        if not value:
            return default
        if value.lower() not in FLAGS:
            raise ImproperlyConfigured(f"{name}={value!r} is neither of {', '.join(FLAGS)}.")
        return FLAGS[value.lower()]

    def number(self, name: str, *, default: int, least: int = 0) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or int(value) < least:
            raise ImproperlyConfigured(f"{name}={value!r} is not a whole number of at least {least}.")
        return int(value)

    def words(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """Comma-separated: `"a.org, b.org"` -> `["a.org", "b.org"]`."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()] or list(default)

    def folder(self, name: str, default: Path) -> Path:
        return Path(self.text(name) or default).expanduser().resolve()

    def broker(self, name: str) -> str:
        """An address of RabbitMQ or Redis; empty when unset. The address is not repeated: it may hold a password."""
        address = self.text(name)
        if address and urlsplit(address).scheme not in BROKER_SCHEMES:
            raise ImproperlyConfigured(f"{name} does not begin with one of {', '.join(BROKER_SCHEMES)} and '://'.")
        return address

    def database(self, name: str) -> dict[str, Any] | None:
        """`postgresql://user:secret@host:5432/name?sslmode=require`, or libpq's `key=value` form, as Django wants it.

        None when unset. Sockets may be written `postgresql:///name?host=/run/postgresql`.
        """
        if not (address := self.text(name)):
            return None
        try:
            parts = dict(conninfo_to_dict(address))
        except psycopg.ProgrammingError as error:
            raise ImproperlyConfigured(f"{name} is not a PostgreSQL address.") from error
        if not parts.get("dbname"):
            raise ImproperlyConfigured(f"{name} names no database.")
        keys = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        named = {django: str(parts.pop(libpq)) for libpq, django in keys.items() if parts.get(libpq)}
        return {"ENGINE": "django.db.backends.postgresql", **named, "OPTIONS": parts}
