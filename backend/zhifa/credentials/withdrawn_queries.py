"""SQL of the public list of certificates that give no power any more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.credentials.models import PUBLISHED, Certificate, CertificateInterval, Officer
from zhifa.pages import after, decode_cursor

KEY = (col(CertificateInterval.starts_at), col(CertificateInterval.certificate_number))
POSITION = (datetime, str)
#: Written into the statement, so that it is seen to be what the index holds.
_PUBLISHED: sa.BindParameter[Any] = sa.bindparam(
    "published", [status.value for status in PUBLISHED], expanding=True, literal_execute=True
)


def page(session: Session, at: datetime, *, number: str | None, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` certificates withdrawn, lost, cancelled or voided as of ``at``, the latest first."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(CertificateInterval.certificate_number).label("number"),
            col(Officer.name).label("officer_name"),
            col(Agency.name).label("agency_name"),
            col(CertificateInterval.status),
            col(CertificateInterval.starts_at),
        )
        .join(Certificate, col(Certificate.number) == col(CertificateInterval.certificate_number))
        .join(Officer, col(Officer.id) == col(Certificate.officer_id))
        .join(Agency, col(Agency.id) == col(Officer.agency_id))
        .where(
            col(CertificateInterval.status).in_(_PUBLISHED),
            _covers(CertificateInterval, at),
            sa.not_(_outranked(at)),
        )
        .order_by(*[column.desc() for column in KEY])
        .limit(limit + 1)
    )
    if number is not None:
        query = query.where(col(CertificateInterval.certificate_number) == number)
    if cursor is not None:
        query = query.where(after(KEY, decode_cursor(cursor, POSITION), descending=True))
    return session.execute(query).all()


def _covers(interval: Any, at: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(col(interval.starts_at) <= at, sa.or_(col(interval.ends_at).is_(None), col(interval.ends_at) > at))


def _outranked(at: datetime) -> sa.ColumnElement[bool]:
    """Something recorded later covers the moment too: ``validity.status_at`` goes by that."""
    other = aliased(CertificateInterval)
    rank = sa.tuple_(col(other.recorded_at), col(other.starts_at))
    own = sa.tuple_(col(CertificateInterval.recorded_at), col(CertificateInterval.starts_at))
    return sa.exists().where(
        col(other.certificate_number) == col(CertificateInterval.certificate_number), _covers(other, at), rank > own
    )
