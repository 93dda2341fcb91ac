"""Who is told of a complaint: the overseers who handle it, when it comes and when a deadline is near."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.calendar import add_working_days
from zhifa.clock import SHANGHAI
from zhifa.feedback import complaint_queries as queries
from zhifa.notify import occasions
from zhifa.notify.recipient_queries import overseers_of

#: Working days before a deadline at which its handlers are reminded.
AHEAD = 2


def tell_received(session: Session, complaint: UUID, division: str, due: date, at: datetime) -> None:
    occasions.complaint_received(session, str(complaint), overseers_of(session, division), due, at=at)


def tell_due(session: Session, at: datetime) -> None:
    """Once a deadline, however often it is called."""
    near = add_working_days(at.astimezone(SHANGHAI).date(), AHEAD).day
    for row in queries.due_by(session, near):
        occasions.complaint_due(session, str(row.id), overseers_of(session, row.division_code), row.due, at=at)
