"""SQL of results as the agency sees them, and of what it answers. Callers ask first who may see the record."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency, Division
from zhifa.appraisal.models import Draw, DrawMember, Rubric, Statement
from zhifa.identity.models import Account
from zhifa.inspections.models import Inspection, Participation

Row = sa.Row[Any]


def statements(session: Session, *, draw: UUID | None = None, inspection: UUID | None = None) -> Sequence[Row]:
    """What was answered in a draw, or about a record, oldest first."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Statement.draw_id),
            col(Statement.inspection_id),
            col(Statement.words),
            col(Statement.at),
            col(Account.display_name).label("by"),
            sa.func.coalesce(col(Agency.name), col(Division.name), "").label("agency_name"),
        )
        .join(Account, col(Account.id) == col(Statement.account_id))
        .outerjoin(Agency, col(Agency.id) == col(Account.agency_id))
        .outerjoin(Division, col(Division.code) == col(Account.division_code))
        .order_by(col(Statement.at), col(Statement.id))
    )
    if draw is not None:
        query = query.where(col(Statement.draw_id) == draw)
    if inspection is not None:
        query = query.where(col(Statement.inspection_id) == inspection)
    return session.execute(query).all()


def draws_of(session: Session, inspection: UUID) -> Sequence[Row]:
    """The draws in which a record was drawn, newest first."""
    return session.execute(
        sa.select(col(Draw.id), col(Draw.title), col(Draw.rubric_id), col(Rubric.name).label("rubric_name"))
        .join(DrawMember, col(DrawMember.draw_id) == col(Draw.id))
        .join(Rubric, col(Rubric.id) == col(Draw.rubric_id))
        .where(col(DrawMember.inspection_id) == inspection, col(DrawMember.place).is_not(None))
        .order_by(col(Draw.id).desc())
    ).all()


def whose(session: Session, inspection: UUID) -> tuple[UUID, str, set[UUID]]:
    """The agency of a record, the name of the visited, and the officers who were there."""
    row = session.execute(
        sa.select(col(Inspection.agency_id), col(Inspection.subject_name)).where(col(Inspection.id) == inspection)
    ).one()
    officers = sa.select(col(Participation.officer_id)).where(col(Participation.inspection_id) == inspection)
    return row.agency_id, row.subject_name, set(session.scalars(officers))
