"""Whether an actor may see one inspection."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.errors import NotFound
from zhifa.identity.actor import Actor
from zhifa.inspections.models import Inspection
from zhifa.inspections.queries import admitted, visible_to


class InspectionNotFound(NotFound):
    code = "inspection_not_found"
    detail = "没有找到这次检查,或它不在您的管辖范围内。"


def require_readable(session: Session, actor: Actor, inspection: UUID) -> None:
    """Lets pass whoever may read the inspection: it is in their scope, or they were asked to review it.

    Raises:
        InspectionNotFound
    """
    asked = sa.select(col(Inspection.id)).where(
        col(Inspection.id) == inspection, col(Inspection.id).in_(admitted(actor))
    )
    if session.scalar(asked) is None:
        require_visible(session, actor, inspection)


def require_visible(session: Session, actor: Actor, inspection: UUID) -> None:
    """Lets pass whoever may see the inspection, and do with it what their role may; to others it does not exist.

    Raises:
        InspectionNotFound
    """
    conditions: list[Any] = [col(Inspection.id) == inspection, col(Inspection.id).in_(visible_to(actor))]
    if session.scalar(sa.select(col(Inspection.id)).where(*conditions)) is None:
        raise InspectionNotFound
