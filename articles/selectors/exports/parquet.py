"""Parquet with typed columns, one row group after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from articles.selectors.exports.columns import Column, Kind
from articles.selectors.exports.reading import Job

# the database holds 28 digits before the point and 10 behind it
DIGITS, PLACES = 38, 10
_SMALLEST, _MOST = Decimal(1).scaleb(-PLACES), Decimal(10) ** (DIGITS - PLACES)
_WIDE = Context(prec=60)
_TYPES = {
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.decimal128(DIGITS, PLACES),
    Kind.FLAG: pa.bool_(),
    Kind.TIME: pa.timestamp("us", tz="UTC"),
    Kind.DATE: pa.date32(),
    Kind.WORDS: pa.list_(pa.string()),
    Kind.IDS: pa.list_(pa.int64()),
}


def parquet_file(job: Job) -> Iterator[bytes]:
    """A Parquet file: decimals and times typed, meanings with the columns; ``rows`` and ``cut`` stand in its footer."""
    sink = _Sink()
    with parquet.ParquetWriter(sink, schema_of(job.table.columns), compression="zstd") as writer:
        for batch in job.batches():
            writer.write_batch(_batch(job.table.columns, batch))
            yield sink.taken()
        writer.add_key_value_metadata({"rows": str(job.count), "cut": job.cut})
    yield sink.taken()


def schema_of(columns: Sequence[Column]) -> pa.Schema:
    """The columns' types, each with its meaning."""
    return pa.schema(
        pa.field(column.name, _TYPES.get(column.kind, pa.string()), metadata={"meaning": column.meaning})
        for column in columns
    )


def _batch(columns: Sequence[Column], rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    schema = schema_of(columns)
    cells = zip(*rows, strict=True)
    arrays = [
        pa.array([_exact(cell) for cell in each] if column.kind is Kind.NUMBER else list(each), type=column_type)
        for column, column_type, each in zip(columns, schema.types, cells, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _exact(cell: Decimal | None) -> Decimal | None:
    """The number in the file's type; null where even 28 digits before the point do not hold it."""
    if cell is None or abs(cell) >= _MOST:
        return None
    return cell.quantize(_SMALLEST, context=_WIDE)


class _Sink(io.RawIOBase):
    """A file that gives back what was written since it was last asked."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        kept = bytes(data)
        self._kept.append(kept)
        self._at += len(kept)
        return len(kept)

    def tell(self) -> int:
        return self._at

    def taken(self) -> bytes:
        kept = b"".join(self._kept)
        self._kept.clear()
        return kept
