"""What a new account refers to."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Division
from zhifa.credentials.models import Officer
from zhifa.identity.models import Account


def active_officer(session: Session, officer_id: UUID) -> Officer | None:
    return session.scalar(sa.select(Officer).where(col(Officer.id) == officer_id, col(Officer.active)))


def account_of_officer(session: Session, officer_id: UUID) -> str | None:
    """The name of the account that the person has."""
    return session.scalar(sa.select(col(Account.username)).where(col(Account.officer_id) == officer_id))


def division_exists(session: Session, code: str) -> bool:
    return session.scalar(sa.select(col(Division.code)).where(col(Division.code) == code)) is not None
