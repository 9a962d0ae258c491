"""Log lines say which row they are about, whoever writes them."""

import json
import logging

import pytest

from claimtracker.logs import JsonFormatter, PlainFormatter, working_on


def record(text: str) -> logging.LogRecord:
    return logging.makeLogRecord({"msg": text, "name": "a.library", "levelname": "INFO"})


def test_lines_inside_the_block_name_the_row():
    with working_on(article=7):
        inside = json.loads(JsonFormatter().format(record("parsed")))
        plain = PlainFormatter().format(record("parsed"))
    after = json.loads(JsonFormatter().format(record("parsed")))
    assert (inside["article"], "article" in after) == (7, False)
    assert plain.endswith("[article 7] parsed")


def test_blocks_nest():
    with working_on(feed=3), working_on(article=7):
        line = json.loads(JsonFormatter().format(record("x")))
    assert (line["feed"], line["article"]) == (3, 7)


@pytest.mark.parametrize("text", ["a\nb", "a\r\nINFO forged", "a\x1b[31m"])
def test_no_text_from_outside_forges_a_line(text: str):
    assert "\n" not in PlainFormatter().format(record(text))
    assert "\n" not in JsonFormatter().format(record(text))
