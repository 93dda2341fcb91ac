"""SQL of the ledger."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.custody.models import Checkpoint, LedgerPlace
from zhifa.db import table_of
from zhifa.inspections.models import Entry
from zhifa.pages import after, decode_cursor
from zhifa.prepared import Insert

#: Before every visit there is.
NONE = UUID(int=0)
_PLACE, _CHECKPOINT = Insert(table_of(LedgerPlace)), Insert(table_of(Checkpoint))


def without_place(session: Session, inspections: Collection[UUID]) -> Sequence[Any]:
    """Entries of these visits that are not in the ledger, in the order in which they came."""
    return session.execute(
        _without_place()
        .where(col(Entry.inspection_id).in_(inspections))
        .order_by(col(Entry.received_at), col(Entry.jti))
    ).all()


def visits_without_place(session: Session, last: UUID, at_most: int) -> Sequence[UUID]:
    """Some visits, in order, of which the ledger misses an entry."""
    missing = _without_place().subquery()
    return session.scalars(
        sa.select(missing.c.inspection_id)
        .where(missing.c.inspection_id > last)
        .group_by(missing.c.inspection_id)
        .order_by(missing.c.inspection_id)
        .limit(at_most)
    ).all()


def _without_place() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(col(Entry.jti), col(Entry.sha256), col(Entry.inspection_id))
        .outerjoin(LedgerPlace, col(LedgerPlace.jti) == col(Entry.jti))
        .where(col(LedgerPlace.jti).is_(None))
    )


def last_place(session: Session) -> Any | None:
    return session.execute(
        sa.select(col(LedgerPlace.position), col(LedgerPlace.head)).order_by(col(LedgerPlace.position).desc()).limit(1)
    ).first()


def add_places(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    _PLACE.add(session, rows)


def places(session: Session, last: int, at_most: int) -> Sequence[Any]:
    """Those after the last one that was seen, in order, each with the entry's bytes; None where the entry is gone."""
    return session.execute(
        sa.select(col(LedgerPlace.position), col(LedgerPlace.sha256), col(LedgerPlace.head), col(Entry.jws))
        .outerjoin(Entry, col(Entry.jti) == col(LedgerPlace.jti))
        .where(col(LedgerPlace.position) > last)
        .order_by(col(LedgerPlace.position))
        .limit(at_most)
    ).all()


def add_checkpoint(session: Session, **values: Any) -> None:
    _CHECKPOINT.add(session, [values])


def checkpoint_page(session: Session, *, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` checkpoints, the latest first."""
    query = (
        sa.select(col(Checkpoint.position), col(Checkpoint.at), col(LedgerPlace.head), col(Checkpoint.jws))
        .join(LedgerPlace, col(LedgerPlace.position) == col(Checkpoint.position))
        .order_by(col(Checkpoint.position).desc())
        .limit(limit + 1)
    )
    if cursor is not None:
        query = query.where(after([col(Checkpoint.position)], decode_cursor(cursor, (int,)), descending=True))
    return session.execute(query).all()


def last_checkpoint(session: Session) -> str | None:
    return session.scalar(sa.select(col(Checkpoint.jws)).order_by(col(Checkpoint.position).desc()).limit(1))


def last_checkpointed(session: Session) -> int:
    return session.scalar(sa.select(sa.func.max(col(Checkpoint.position)))) or 0


def checkpoints(session: Session) -> Sequence[str]:
    """All of them, the oldest first: one an hour at most."""
    return session.scalars(sa.select(col(Checkpoint.jws)).order_by(col(Checkpoint.position))).all()
