"""SQL of published figures: for whom they hold."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.divisions import within
from zhifa.agencies.models import Agency
from zhifa.compliance.models import Threshold
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Account
from zhifa.matters.models import Matter


def in_scope(session: Session, actor: Actor, agency: UUID) -> bool:
    scope = agencies_in_scope(actor)
    return session.scalar(scope.where(scope.selected_columns[0] == agency)) is not None


def agencies_concerned(session: Session, agency: UUID | None, division: str | None) -> Sequence[UUID]:
    if agency is not None:
        return [agency]
    if division is None:
        return []
    return session.scalars(sa.select(col(Agency.id)).where(within(col(Agency.division_code), division))).all()


def published(session: Session, actor: Actor) -> Sequence[Any]:
    """What holds for agencies in the actor's scope, or for the divisions they lie in."""
    own = sa.select(col(Agency.division_code)).where(col(Agency.id).in_(agencies_in_scope(actor))).subquery("own")
    above = sa.exists().where(own.c[0].startswith(sa.func.rtrim(col(Threshold.division_code), "0")))
    return session.execute(
        sa.select(
            col(Threshold.code),
            col(Threshold.value),
            col(Threshold.source),
            col(Threshold.valid_from),
            col(Threshold.valid_to),
            col(Threshold.agency_id),
            col(Agency.name).label("agency_name"),
            col(Threshold.division_code),
            col(Threshold.matter_id),
            col(Matter.name).label("matter_name"),
            col(Account.display_name).label("set_by"),
        )
        .outerjoin(Agency, col(Agency.id) == col(Threshold.agency_id))
        .outerjoin(Matter, col(Matter.id) == col(Threshold.matter_id))
        .join(Account, col(Account.id) == col(Threshold.set_by))
        .where(sa.or_(col(Threshold.agency_id).in_(agencies_in_scope(actor)), above))
        .order_by(col(Threshold.set_at).desc(), col(Threshold.id))
    ).all()
