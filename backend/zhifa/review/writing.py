"""How a review is written, whatever it says: the row, the read model made anew, those who derive from it told."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.identity.actor import Actor
from zhifa.identity.audit import record as audit
from zhifa.ids import new_id
from zhifa.inspections.changes import announce
from zhifa.inspections.models import Inspection
from zhifa.inspections.readmodel import refresh
from zhifa.review import models, queries
from zhifa.review.schemas import Review, Said


def put(
    session: Session,
    actor: Actor,
    inspection: Inspection,
    decision: Said,
    *,
    at: datetime,
    words: str = "",
    entries: Collection[UUID] = (),
    undoes: UUID | None = None,
) -> models.Review:
    """With the inspection locked."""
    review = models.Review(
        id=new_id(),
        inspection_id=inspection.id,
        account_id=actor.account_id,
        decision=decision,
        words=words,
        entries=[str(jti) for jti in entries],
        version=inspection.version,
        at=at,
        undoes=undoes,
    )
    session.add(review)
    session.flush()
    refresh(session, [inspection.id])
    announce(session, [inspection.id], at=at)
    return review


def note_in_audit(
    session: Session, actor: Actor, inspection: UUID, detail: dict[str, Any], *, at: datetime, request_id: str | None
) -> None:
    audit(
        session,
        at=at,
        account_id=actor.account_id,
        action="inspection_review",
        target_type="inspection",
        target_id=inspection,
        request_id=request_id,
        detail=detail,
    )


def told(session: Session, review: models.Review) -> Review:
    """As it goes over the wire."""
    return next(each for each in queries.reviews_of(session, review.inspection_id) if each.id == review.id)
