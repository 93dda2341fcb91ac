"""SQL of printed records."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.identity.models import Account, Device
from zhifa.inspections.models import Entry
from zhifa.matters.models import Checklist


def entries(session: Session, inspection: UUID) -> Sequence[Any]:
    """The bytes of every entry that is in place, each chain in order."""
    return session.execute(
        sa.select(col(Entry.device_id), col(Entry.seq), col(Entry.jws), col(Entry.received_at))
        .where(col(Entry.inspection_id) == inspection)
        .order_by(col(Entry.device_id), col(Entry.seq))
    ).all()


def devices(session: Session, ids: Collection[UUID]) -> Sequence[Any]:
    """With whose account each is registered."""
    return session.execute(
        sa.select(
            col(Device.id),
            col(Device.public_jwk).label("key"),
            col(Account.display_name).label("holder"),
            col(Device.registered_at),
            col(Device.revoked_at),
        )
        .join(Account, col(Account.id) == col(Device.account_id))
        .where(col(Device.id).in_(ids))
        .order_by(col(Device.id))
    ).all()


def checklists(session: Session, ids: Collection[UUID]) -> Sequence[Any]:
    return session.execute(sa.select(col(Checklist.id), col(Checklist.version)).where(col(Checklist.id).in_(ids))).all()
