"""SQL of printed records."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.inspections.models import Entry
from zhifa.matters.models import Checklist


def entries(session: Session, inspection: UUID) -> Sequence[Any]:
    """The bytes of every entry that is in place, each chain in order."""
    return session.execute(
        sa.select(col(Entry.device_id), col(Entry.seq), col(Entry.jws))
        .where(col(Entry.inspection_id) == inspection)
        .order_by(col(Entry.device_id), col(Entry.seq))
    ).all()


def checklists(session: Session, ids: Collection[UUID]) -> Sequence[Any]:
    return session.execute(sa.select(col(Checklist.id), col(Checklist.version)).where(col(Checklist.id).in_(ids))).all()
