"""Changes of the catalogue as they are read."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.identity.actor import Actor
from zhifa.matters import change_queries as queries
from zhifa.matters import changes
from zhifa.matters.change_problems import ChangeNotFound
from zhifa.matters.change_schemas import ChangeRow, ChangeWire, LineChange

_FIELDS = ChangeRow.__struct_fields__


def row_of(row: Any) -> ChangeRow:
    return msgspec.convert({name: row._mapping[name] for name in _FIELDS}, ChangeRow, strict=False)


def whole(session: Session, actor: Actor, change_id: UUID, at: datetime) -> ChangeWire:
    """One change with what it would change now, or did.

    Raises:
        ChangeNotFound
    """
    row = queries.one(session, actor, change_id)
    if row is None:
        raise ChangeNotFound
    what = changes.what_of(row)
    if row.status == "proposed":
        lines = changes.would_change(session, actor, what, at.astimezone(SHANGHAI).date())
    else:
        lines = msgspec.convert(row.differences, list[LineChange])
    return ChangeWire(row_of(row), what, lines, changes.may(session, actor, row))
