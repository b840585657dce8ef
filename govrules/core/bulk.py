"""Many new rows at once, for the sweep: by COPY on PostgreSQL, which takes a third of the time of an INSERT."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import NoneType
from typing import Any

from django.db import connection, models

Values = Mapping[str, Any]  # column -> value, every column but the key


def insert(model: type[models.Model], rows: Sequence[Values]) -> None:
    """Insert rows of one model, all or none; their keys are not read back. All rows have the same columns."""
    if not rows:
        return
    if connection.vendor == "postgresql":
        _copy(model, rows)
    else:
        model._base_manager.bulk_create(model(**row) for row in rows)


def _copy(model: type[models.Model], rows: Sequence[Values]) -> None:
    columns = ", ".join(connection.ops.quote_name(name) for name in rows[0])
    lines = ["\t".join([CELLS.get(type(value), _other)(value) for value in row.values()]) for row in rows]
    with connection.cursor() as cursor, connection.wrap_database_errors:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO("\n".join(lines)))


# --- Values in COPY's text format -----------------------------------------------------------------

ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
to_escape = re.compile(r"[\\\t\n\r]")


def _text(value: str) -> str:
    return to_escape.sub(lambda found: ESCAPES[found[0]], value) if to_escape.search(value) else value


def _null(_: None) -> str:
    return "\\N"


def _json(value: dict[str, Any]) -> str:
    return _text(json.dumps(value, ensure_ascii=False))


def _other(value: object) -> str:
    return _text(str(value))


CELLS = {str: _text, int: str, datetime: str, NoneType: _null, dict: _json}
