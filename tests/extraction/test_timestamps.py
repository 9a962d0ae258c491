"""Dates of feeds and page heads, and of the lines beside a headline."""

from __future__ import annotations

from datetime import datetime

import pytest

from articles.extraction.datelines import find_written_date
from articles.extraction.timestamps import is_bare_day, read_timestamp


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Wed, 02 Nov 2011 17:25:27 +0000", "2011-11-02T17:25:27+00:00"),
        ("07 Nov 2015 12:00:00 EST", "2015-11-07T12:00:00-05:00"),
        ("2011-11-02T17:25:27Z", "2011-11-02T17:25:27+00:00"),
        ("2011-11-02 17:25", "2011-11-02T17:25:00+00:00"),
        ("2019-12-30T05:03-0500", "2019-12-30T05:03:00-05:00"),
        ("2023-05-15T09:00:37.123456+02", "2023-05-15T09:00:37+02:00"),
        ("20200218T101010", "2020-02-18T10:10:10+00:00"),
        ("20200816", "2020-08-16T00:00:00+00:00"),
        ("Tue Jan 28 15:28:56 CET 2020", "2020-01-28T15:28:56+01:00"),
        ("1584000000", "2020-03-12T08:00:00+00:00"),
        ("1584000000123", "2020-03-12T08:00:00+00:00"),
        ("May 15th, 2023", "2023-05-15T00:00:00+00:00"),
        ("2011-13-40T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_timestamp_is_read(text: str, at: str | None) -> None:
    read = read_timestamp(text)
    assert (read.isoformat() if read else None) == at


@pytest.mark.parametrize(("text", "is_bare"), [("2020-01-02", True), ("20200102", True), ("2020-01-02T10:00", False)])
def test_bare_days_are_told(text: str, is_bare: bool) -> None:
    assert is_bare_day(text) is is_bare


@pytest.mark.parametrize(
    ("line", "day", "surface"),
    [
        ("Ana Ruiz 12 February 2022", "2022-02-12", "12 February 2022"),
        ("Updated Feb. 12, 2022", "2022-02-12", "Feb. 12, 2022"),
        ("Kiel, 3. März 2024", "2024-03-03", "3. März 2024"),
        ("le 1er août 2023 à 10h", "2023-08-01", "1er août 2023"),
        ("5 de marzo de 2024", "2024-03-05", "5 de marzo de 2024"),
        ("5 марта 2024", "2024-03-05", "5 марта 2024"),
        ("2024年3月5日", "2024-03-05", "2024年3月5日"),
        ("2024년 3월 5일", "2024-03-05", "2024년 3월 5일"),
        ("05.03.2024", "2024-03-05", "05.03.2024"),
        ("2024/03/05", "2024-03-05", "2024/03/05"),
        ("date 2022-03-16 Over the past", "2022-03-16", "2022-03-16"),
        ("on 31 February 2024", None, ""),
        ("on 03/04/2024", None, ""),
        ("about 12 troops 2022", None, ""),
        ("in 2022", None, ""),
    ],
)
def test_written_date_is_found(line: str, day: str | None, surface: str) -> None:
    written = find_written_date(line)
    assert (written.at.date().isoformat() if written else None) == day
    assert (written.span.of(line) if written else "") == surface
    assert written is None or written.at.tzinfo is not None


def test_written_clock_is_read() -> None:
    written = find_written_date("2022-03-16 10:30 by us")
    assert written is not None
    assert written.at == datetime.fromisoformat("2022-03-16T10:30:00+00:00")
    assert not written.is_date_only
