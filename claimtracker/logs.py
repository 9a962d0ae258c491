"""Log lines: one JSON object each for machines, one plain line each for people."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

PLAIN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "server_time"}


_about: ContextVar[dict[str, object]] = ContextVar("about")


@contextmanager
def working_on(**fields: object) -> Iterator[None]:
    """Every line that is logged inside the block, by whatever library, says so: ``working_on(article=7)``."""
    token = _about.set({**_about.get({}), **fields})
    try:
        yield
    finally:
        _about.reset(token)


class JsonFormatter(logging.Formatter):
    """What was passed as `extra=` becomes a field: `logger.info("stored", extra={"article": 7})` has `"article": 7`.

    JSON escapes line ends and control characters, so a text from outside cannot forge a second line.
    """

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields |= _about.get({})
        fields |= {name: value for name, value in vars(record).items() if name not in PLAIN}
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, default=str)


class PlainFormatter(logging.Formatter):
    """`2026-01-31 10:00:00 INFO articles.tasks: stored`; control characters of the message are shown escaped."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:
        about = "".join(f"[{name} {value}] " for name, value in _about.get({}).items())
        record.message = about + "".join(
            mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in record.message
        )
        return super().formatMessage(record)


def log_settings(level: str, form: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, ``form`` is "json" or "plain"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "claimtracker.logs.JsonFormatter"},
            "plain": {"()": "claimtracker.logs.PlainFormatter"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "axes": {"level": "WARNING"},
            # one line for every message of the timetable
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
        },
    }
