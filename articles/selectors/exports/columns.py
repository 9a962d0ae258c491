"""What a column of an export is, and how each format writes it: the one definition that rows and codebook share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model
from django.db.models.expressions import Combinable

# what spreadsheets take for the start of a formula, full-width forms and leading blanks included; apostrophes before
# it belong to it, so that taking one away always gives back what was there
FORMULA = r"^'*[\s\u00a0\u3000\ufeff\u200b]*[-=+@\t\r\n＝＋－＠]"


class Kind(StrEnum):
    """The type of a column's cells."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    INTEGER = "integer"
    FLAG = "true or false"
    TIME = "time"
    DATE = "date"
    WORDS = "list of words"
    IDS = "list of ids"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, means and holds, and the field or expression it is read from."""

    name: str
    kind: Kind
    meaning: str
    source: str | Combinable
    unit: str = ""
    values: tuple[str, ...] = ()

    def as_typed(self) -> str:
        """The SQL of its cell with the database's type; absent text is null."""
        cell = f't."{self.name}"'
        return f"nullif({cell}, '')" if self.kind in (Kind.TEXT, Kind.CHOICE) else cell

    def as_json(self) -> str:
        """The SQL of its cell for JSON: a decimal is a string without trailing zeros."""
        return f'trim_scale(t."{self.name}")::text' if self.kind is Kind.NUMBER else self.as_typed()

    def as_csv(self) -> str:
        """The SQL of its cell for CSV: a string, empty where there is nothing, that no spreadsheet takes for a formula."""
        cell = f't."{self.name}"'
        written = {
            Kind.TEXT: f"regexp_replace({cell}, '{FORMULA.replace(chr(39), chr(39) * 2)}', '''\\&')",
            Kind.NUMBER: f"trim_scale({cell})::text",
            Kind.TIME: f"to_json({cell}) #>> '{{}}'",
            Kind.WORDS: f"array_to_string({cell}, ' ')",
            Kind.IDS: f"array_to_string({cell}, ' ')",
        }.get(self.kind, f"{cell}::text")
        return f"coalesce({written}, '')"


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of row: what one row is, and its columns in order."""

    name: str
    row: str
    model: type[Model]
    columns: Sequence[Column]

    @property
    def names(self) -> list[str]:
        """The columns' names in order."""
        return [column.name for column in self.columns]


def number(value: Any) -> str | None:
    """A decimal without trailing zeros or an exponent: ``"35"`` for Decimal("35.0000000000")."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
