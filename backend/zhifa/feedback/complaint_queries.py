"""SQL of complaints."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.divisions import within
from zhifa.agencies.models import Agency, Division
from zhifa.feedback.models import Complaint, ComplaintPhoto, ComplaintStep
from zhifa.identity.actor import Actor
from zhifa.identity.models import Account
from zhifa.pages import after, decode_cursor

BUREAUS = "司法行政"
COUNTY_DIGITS = 6

ROW: tuple[Any, ...] = (
    col(Complaint.id),
    col(Complaint.tracking),
    col(Complaint.at),
    col(Complaint.agency_id),
    col(Agency.name).label("agency_name"),
    col(Complaint.division_code),
    col(Division.name).label("division_name"),
    col(Complaint.about),
    col(Complaint.words),
    col(Complaint.state),
    col(Complaint.accept_by),
    col(Complaint.answer_by),
    col(Complaint.uncertain_year),
    col(Complaint.version),
)
MORE: tuple[Any, ...] = (
    col(Complaint.place),
    col(Complaint.contact),
    col(Complaint.answer),
    col(Complaint.certificate_number),
    col(Complaint.inspection_id),
)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Those that bureaus of the actor's division handle; none without a division."""
    return within(col(Complaint.division_code), actor.division_code) if actor.division_code else sa.false()


def overdue(today: date) -> sa.ColumnElement[bool]:
    state = col(Complaint.state)
    return sa.or_(
        sa.and_(state == "received", col(Complaint.accept_by) < today),
        sa.and_(state.in_(["received", "accepted"]), col(Complaint.answer_by) < today),
    )


def page(
    session: Session,
    actor: Actor,
    *,
    today: date,
    state: str | None,
    late: bool,
    q: str | None,
    cursor: str | None,
    limit: int,
) -> Sequence[Any]:
    """``limit + 1`` complaints, the latest first. ``q``: part of what was written, or of the number."""
    query = _rows(*ROW).where(visible_to(actor)).order_by(col(Complaint.id).desc()).limit(limit + 1)
    if state:
        query = query.where(col(Complaint.state) == state)
    if late:
        query = query.where(overdue(today))
    if q and q.strip():
        part = q.strip()
        columns = (col(Complaint.tracking), col(Complaint.words), col(Complaint.about), col(Agency.name))
        query = query.where(sa.or_(*[column.contains(part, autoescape=True) for column in columns]))
    if cursor is not None:
        query = query.where(after([col(Complaint.id)], decode_cursor(cursor, (UUID,)), descending=True))
    return session.execute(query).all()


def one(session: Session, actor: Actor, complaint: UUID) -> Any | None:
    return session.execute(_rows(*ROW, *MORE).where(visible_to(actor), col(Complaint.id) == complaint)).one_or_none()


def hold(session: Session, actor: Actor, complaint: UUID) -> Complaint | None:
    """The complaint for change, until the transaction ends."""
    query = sa.select(Complaint).where(col(Complaint.id) == complaint, visible_to(actor))
    return session.scalar(query.with_for_update())


def by_tracking(session: Session, tracking: str) -> Any | None:
    """With ``secret_mark``: it is for the caller to compare."""
    query = _rows(*ROW, *MORE).add_columns(col(Complaint.secret_mark)).where(col(Complaint.tracking) == tracking)
    return session.execute(query).one_or_none()


def steps_of(session: Session, complaint: UUID) -> Sequence[Any]:
    return session.execute(
        sa.select(
            col(ComplaintStep.at),
            col(Account.display_name).label("account_name"),
            col(ComplaintStep.step),
            col(ComplaintStep.words),
            col(Division.name).label("division_name"),
        )
        .join(Account, col(Account.id) == col(ComplaintStep.account_id))
        .outerjoin(Division, col(Division.code) == col(ComplaintStep.division_code))
        .where(col(ComplaintStep.complaint_id) == complaint)
        .order_by(col(ComplaintStep.id))
    ).all()


def pictures_of(session: Session, complaint: UUID) -> Sequence[Any]:
    return session.execute(
        sa.select(
            col(ComplaintPhoto.id), col(ComplaintPhoto.shown), col(ComplaintPhoto.media_type), col(ComplaintPhoto.size)
        )
        .where(col(ComplaintPhoto.complaint_id) == complaint)
        .order_by(col(ComplaintPhoto.id))
    ).all()


def picture(session: Session, actor: Actor, complaint: UUID, photo: UUID) -> str | None:
    """Whether the photograph is shown; None where there is none that the actor may see."""
    return session.scalar(
        sa.select(col(ComplaintPhoto.shown))
        .join(Complaint, col(Complaint.id) == col(ComplaintPhoto.complaint_id))
        .where(col(Complaint.id) == complaint, col(ComplaintPhoto.id) == photo, visible_to(actor))
    )


def agency(session: Session, agency_id: UUID) -> Any | None:
    return session.execute(
        sa.select(
            col(Agency.id),
            col(Agency.name),
            col(Agency.field),
            col(Agency.division_code),
            col(Agency.supervision_phone),
        ).where(col(Agency.id) == agency_id)
    ).one_or_none()


def city(session: Session) -> str | None:
    """The city's division, to whose bureau goes what names no agency that we know."""
    return session.scalar(
        sa.select(col(Division.code)).where(col(Division.level) == "city").order_by(col(Division.code)).limit(1)
    )


def due_by(session: Session, day: date) -> Sequence[Any]:
    """Those whose next deadline is that day or earlier, and which wait for what it is the deadline of."""
    waits = col(Complaint.state) == "received"
    due = sa.case((waits, col(Complaint.accept_by)), else_=col(Complaint.answer_by)).label("due")
    return session.execute(
        sa.select(col(Complaint.id), col(Complaint.division_code), due)
        .where(col(Complaint.state).in_(["received", "accepted"]), due <= day)
        .order_by(col(Complaint.id))
    ).all()


def bureaus(session: Session, *, but: str) -> Sequence[Any]:
    """The justice bureaus, by division, other than that of one division."""
    return session.execute(
        sa.select(col(Agency.division_code), col(Agency.name))
        .where(
            col(Agency.field) == BUREAUS,
            sa.func.length(col(Agency.division_code)) == COUNTY_DIGITS,
            col(Agency.division_code) != but,
        )
        .order_by(col(Agency.division_code))
    ).all()


def bureau_name(session: Session, division: str) -> str | None:
    return session.scalar(
        sa.select(col(Agency.name))
        .where(col(Agency.field) == BUREAUS, col(Agency.division_code) == division)
        .order_by(col(Agency.code))
        .limit(1)
    )


def _rows(*columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(Complaint)
        .outerjoin(Agency, col(Agency.id) == col(Complaint.agency_id))
        .join(Division, col(Division.code) == col(Complaint.division_code))
    )
