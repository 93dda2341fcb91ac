"""SQL of reports of false officers, and of where to complain."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.credentials.models import CardCode, Certificate, Officer
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.pages import after, decode_cursor
from zhifa.verification.models import FalseOfficerReport


def page(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` reports, the latest first."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(FalseOfficerReport.id),
            col(FalseOfficerReport.receipt),
            col(FalseOfficerReport.at),
            col(FalseOfficerReport.shown),
            col(FalseOfficerReport.place),
            col(FalseOfficerReport.words),
            col(FalseOfficerReport.contact),
            col(Agency.name).label("agency_name"),
        )
        .outerjoin(Agency, col(Agency.id) == col(FalseOfficerReport.agency_id))
        .where(~_of_others(actor))
        .order_by(col(FalseOfficerReport.id).desc())
        .limit(limit + 1)
    )
    if cursor is not None:
        query = query.where(after([col(FalseOfficerReport.id)], decode_cursor(cursor, (UUID,)), descending=True))
    return session.execute(query).all()


def _of_others(actor: Actor) -> sa.ColumnElement[bool]:
    """Said so, and not as what may be seen, a database walks the reports from the newest on instead of gathering all
    of the scope before it sorts them."""
    about = col(FalseOfficerReport.agency_id)
    return sa.and_(about.is_not(None), about.not_in(agencies_in_scope(actor)))


def agency_shown(session: Session, *, number: str, card: str) -> UUID | None:
    """The agency of the certificate with this number or this card code."""
    carded = sa.select(col(CardCode.certificate_number)).where(col(CardCode.code) == card)
    return session.scalar(
        sa.select(col(Officer.agency_id))
        .join(Certificate, col(Certificate.officer_id) == col(Officer.id))
        .where(sa.or_(col(Certificate.number) == number, col(Certificate.number).in_(carded)))
        .limit(1)
    )


def bureaus(session: Session, division_code: str) -> Sequence[Any]:
    """The justice bureaus 司法行政部门 of a place: its county's and its city's."""
    codes = [division_code[:6], f"{division_code[:4]}00"]
    return session.execute(
        sa.select(col(Agency.name), col(Agency.supervision_phone))
        .where(col(Agency.field) == "司法行政", col(Agency.division_code).in_(codes))
        .order_by(col(Agency.division_code).desc())
    ).all()
