"""SQL of who has a record open. Who may ask is whoever may see the record; callers ask that first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency, Division
from zhifa.db import insert_once
from zhifa.identity.models import Account
from zhifa.review.models import Presence


def note(session: Session, inspection: UUID, account: UUID, *, at: datetime, gone_before: datetime) -> None:
    """The account looks now; whoever was not heard of since ``gone_before`` has left."""
    mine = (col(Presence.inspection_id) == inspection, col(Presence.account_id) == account)
    session.execute(
        sa.delete(Presence).where(col(Presence.inspection_id) == inspection, col(Presence.seen_at) < gone_before)
    )
    values = {"inspection_id": inspection, "account_id": account, "since": at, "seen_at": at}
    if not insert_once(session, Presence, **values):
        session.execute(sa.update(Presence).where(*mine).values(seen_at=at))


def leave(session: Session, inspection: UUID, account: UUID) -> None:
    session.execute(
        sa.delete(Presence).where(col(Presence.inspection_id) == inspection, col(Presence.account_id) == account)
    )


def others(session: Session, inspection: UUID, account: UUID) -> Sequence[Any]:
    """Everybody else who looks, the first to come first."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Account.display_name).label("name"),
            col(Account.role).label("role"),
            sa.func.coalesce(col(Agency.name), col(Division.name), "").label("unit"),
            col(Presence.since),
        )
        .join(Account, col(Account.id) == col(Presence.account_id))
        .outerjoin(Agency, col(Agency.id) == col(Account.agency_id))
        .outerjoin(Division, col(Division.code) == col(Account.division_code))
        .where(col(Presence.inspection_id) == inspection, col(Presence.account_id) != account)
        .order_by(col(Presence.since), col(Presence.account_id))
    )
    return session.execute(query).all()
