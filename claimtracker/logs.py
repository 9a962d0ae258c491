"""Log lines: one JSON object each for machines, one plain line each for people."""

import json
import logging
from datetime import UTC, datetime

PLAIN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "server_time"}


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
        fields |= {name: value for name, value in vars(record).items() if name not in PLAIN}
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, default=str)


class PlainFormatter(logging.Formatter):
    """`2026-01-31 10:00:00 INFO articles.tasks: stored`; control characters of the message are shown escaped."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = "".join(
            mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in record.message
        )
        return super().formatMessage(record)
