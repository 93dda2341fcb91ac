"""Tells whoever derives something from visits that some have changed, in the transaction that changes them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.jobs import enqueue

CHANGED = "inspections.changed"


def announce(session: Session, inspections: Collection[UUID], *, at: datetime) -> None:
    """One job, however many visits the transaction changes."""
    if inspections:
        enqueue(session, CHANGED, {"inspections": sorted(str(inspection) for inspection in inspections)}, at=at)
