"""Tables with many rows as one Parquet file, which pandas, R and other programs read; made of parts that are kept.

A part is a row group, and the file says of which: so a next run takes over the parts that are still right.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from strategy.errors import KrachtenveldError
from visualizations.writers.safe_files import MARK, is_sealed, result_at

Of = TypeVar("Of")
Sort = Literal["tekst", "teksten", "getal", "geheel", "ja of nee"]
_MARK, _PARTS, _MEANING = "krachtenveld", "delen", "betekenis"
_UNSEALED = f"{MARK} #{'0' * 16}"
"""As long as with a seal: in this form places are counted in bytes."""


@dataclass(frozen=True)
class ParquetColumn(Generic[Of]):
    """A column: what it holds, what that means, and how it is read from what a row is about; None is empty."""

    name: str
    sort: Sort
    meaning: str
    read: Callable[[Of], object]


def require_parquet() -> None:
    """Raise KrachtenveldError where Parquet cannot be written."""
    if find_spec("pyarrow") is None:
        raise KrachtenveldError(
            "voor een Parquet-bestand is het pakket pyarrow nodig, en dat staat hier niet",
            "installeer het met `pip install 'krachtenveld[parquet]'`",
        )


def parquet_part(columns: Iterable[ParquetColumn[Of]], rows: Iterable[Of]) -> bytes:
    """Some rows as a part for `parquet_bytes`: much smaller than the rows."""
    import pyarrow as pa

    schema, there = _schema(columns), list(rows)
    arrays = [
        pa.array([column.read(row) for row in there], field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return _written(schema, [pa.table(arrays, schema)])


def parquet_bytes(columns: Iterable[ParquetColumn[Any]], parts: Mapping[str, bytes]) -> bytes:
    """One file of parts by name, in this order; `parquet_parts` finds them back."""
    names = json.dumps([*parts], separators=(",", ":"))
    schema = _schema(columns).with_metadata({_MARK: _UNSEALED, _PARTS: names})
    return _written(schema, (_read(part).read() for part in parts.values()))


def parquet_parts(path: Path, columns: Iterable[ParquetColumn[Any]]) -> dict[str, bytes]:
    """The parts in a file that `parquet_bytes` made of these columns, by name.

    None in anything else: a file of other columns, one that was changed since, or one that is no longer whole.
    """
    content = result_at(path)
    if not content.startswith(b"PAR1") or not is_sealed(content):
        return {}
    file, schema = _read(content), _schema(columns)
    if not file.schema_arrow.equals(schema):
        return {}
    names = json.loads(file.schema_arrow.metadata[_PARTS.encode()])
    return {name: _written(schema, [file.read_row_group(number)]) for number, name in enumerate(names)}


def _schema(columns: Iterable[ParquetColumn[Any]]) -> Any:
    import pyarrow as pa

    types: Mapping[Sort, Any] = {
        "tekst": pa.string(), "teksten": pa.list_(pa.string()), "getal": pa.float64(), "geheel": pa.int32(),
        "ja of nee": pa.bool_(),
    }  # fmt: skip
    return pa.schema(
        [pa.field(each.name, types[each.sort], metadata={_MEANING: each.meaning}) for each in columns]
    )


def _written(schema: Any, tables: Iterable[Any]) -> bytes:
    from pyarrow.parquet import ParquetWriter

    into = BytesIO()
    with ParquetWriter(into, schema, compression="zstd") as writer:
        for table in tables:
            # A row group per table, also without rows, so that parts are found back by their number.
            writer.write_table(table.replace_schema_metadata(schema.metadata), max(1, table.num_rows))
    return into.getvalue()


def _read(content: bytes) -> Any:
    from pyarrow.parquet import ParquetFile

    return ParquetFile(BytesIO(content))
