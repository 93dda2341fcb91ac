"""Whether an actor may see one inspection."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.errors import NotFound
from zhifa.identity.actor import Actor
from zhifa.inspections.models import Inspection
from zhifa.inspections.queries import admitted, referred_to, visible_to


class InspectionNotFound(NotFound):
    code = "inspection_not_found"
    detail = "没有找到这次检查,或它不在您的管辖范围内。"


def require_readable(session: Session, actor: Actor, inspection: UUID) -> None:
    """Lets pass whoever may read the inspection: it is in their scope, or it was handed to them.

    Raises:
        InspectionNotFound
    """
    if not _among(session, inspection, admitted(actor)):
        require_visible(session, actor, inspection)


def require_reviewable(session: Session, actor: Actor, inspection: UUID) -> None:
    """Lets pass whoever may comment on it and, as far as their role and its state allow, decide: it is in their
    scope, or was referred to an agency that is.

    Raises:
        InspectionNotFound
    """
    if not is_referred(session, actor, inspection):
        require_visible(session, actor, inspection)


def require_visible(session: Session, actor: Actor, inspection: UUID) -> None:
    """Lets pass whoever may see the inspection, and do with it what their role may; to others it does not exist.

    Raises:
        InspectionNotFound
    """
    if not is_visible(session, actor, inspection):
        raise InspectionNotFound


def is_visible(session: Session, actor: Actor, inspection: UUID) -> bool:
    return _among(session, inspection, visible_to(actor))


def is_referred(session: Session, actor: Actor, inspection: UUID) -> bool:
    return _among(session, inspection, referred_to(actor))


def _among(session: Session, inspection: UUID, ids: sa.Select[UUID]) -> bool:
    conditions: list[Any] = [col(Inspection.id) == inspection, col(Inspection.id).in_(ids)]
    return session.scalar(sa.select(col(Inspection.id)).where(*conditions)) is not None
