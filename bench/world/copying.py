"""Writing many rows by COPY, as fast as a test world needs and as a service never does."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any, Final

import numpy
from django.apps import apps
from django.db import connection, models
from numpy.typing import NDArray

CHUNK: Final = 20_000
NULL: Final = r"\N"
_TEXTS: Final = (models.CharField, models.TextField)


def copy(
    table: str,
    columns: Iterable[str],
    lines: Iterable[str],
    constants: Mapping[str, Any] | None = None,
) -> None:
    """Copy tab-separated lines into a table.

    Args:
        columns: Those that the lines hold. Every other one that may not be null takes
            its constant, else the default that its model would give it.
        lines: Without the line's end; ``\\N`` is null.
    """
    wanted = list(columns)
    others = _defaults(table, wanted) | dict(constants or {})
    with connection.cursor() as cursor:
        for column, value in others.items():
            cursor.execute(
                f'alter table {table} alter column "{column}" set default '
                + _literal(value)
            )
        names = ", ".join(f'"{column}"' for column in wanted)
        rows = iter(lines)
        with cursor.copy(f"copy {table} ({names}) from stdin") as into:
            while chunk := list(islice(rows, CHUNK)):
                into.write("\n".join(chunk) + "\n")
        for column in others:
            cursor.execute(f'alter table {table} alter column "{column}" drop default')


@contextmanager
def loading(*prefixes: str) -> Iterator[None]:
    """Load tables whose names begin so without second wall and without indexes.

    The owner is let past the wall, since COPY refuses to write through it; what a
    constraint needs stays. Both stand again at the end.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relforcerowsecurity"
            " and relname like any(%s)",
            [[f"{prefix}%" for prefix in prefixes]],
        )
        walled = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            "select indexrelid::regclass::text, pg_get_indexdef(indexrelid)"
            " from pg_index join pg_class on pg_class.oid = indrelid"
            " where relkind = 'r' and relname like any(%s) and not exists"
            " (select from pg_constraint where conindid = indexrelid)",
            [[f"{prefix}%" for prefix in prefixes]],
        )
        indexes = cursor.fetchall()
        for table in walled:
            cursor.execute(f"alter table {table} no force row level security")
        for name, _made in indexes:
            cursor.execute(f"drop index {name}")
        yield
        for _name, made in indexes:
            cursor.execute(made)
        for table in walled:
            cursor.execute(f"alter table {table} force row level security")


def ids(moments_ms: NDArray[Any], chance: numpy.random.Generator) -> list[str]:
    """UUIDv7 of these moments, in hexadecimal."""
    count = len(moments_ms)
    raw = chance.integers(0, 256, (count, 16), dtype=numpy.uint8)
    for byte in range(6):
        raw[:, byte] = (moments_ms >> (8 * (5 - byte))) & 255
    raw[:, 6] = (raw[:, 6] & 0x0F) | 0x70
    raw[:, 8] = (raw[:, 8] & 0x3F) | 0x80
    text = raw.tobytes().hex()
    return [text[start : start + 32] for start in range(0, 32 * count, 32)]


def moments(at: datetime, days_ago: NDArray[Any]) -> NDArray[Any]:
    """Milliseconds since 1970 of so many days before a moment."""
    return (at.timestamp() * 1000 - days_ago * 86_400_000).astype(numpy.int64)


def written(moments_ms: NDArray[Any]) -> list[str]:
    """Moments as PostgreSQL reads them."""
    stamps = moments_ms.astype("datetime64[ms]")
    return [f"{stamp}Z" for stamp in numpy.datetime_as_string(stamps, unit="s")]


def _defaults(table: str, given: list[str]) -> dict[str, Any]:
    model = next(m for m in apps.get_models() if m._meta.db_table == table)
    return {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in given
        and not field.null
        and not field.generated
        and (field.has_default() or isinstance(field, _TEXTS))
    }


def _literal(value: Any) -> str:
    with connection.cursor() as cursor:
        told: str = cursor.mogrify("%s", [value])
        return told
