"""SQL of what asks for a look among the verifications of the last days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.credentials.models import Certificate, Officer
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.verification.models import Verification

#: Rows that are read at most; which of them are too many for their agency is told from these.
AT_MOST = 2000


def many_places(session: Session, actor: Actor, since: date, *, kind: str, from_: int) -> Sequence[Any]:
    """Codes of a kind that were seen from so many places or more in a day."""
    places = sa.func.count(sa.distinct(col(Verification.origin)))
    return _found(session, actor, since, places, from_, [col(Verification.kind) == kind], by_code=True)


def many_stale(session: Session, actor: Actor, since: date, *, from_: int) -> Sequence[Any]:
    """Certificates for which so many stale or reused codes were shown in a day."""
    old = col(Verification.reason).in_(["stale", "reused"])
    return _found(session, actor, since, sa.func.count(), from_, [old], by_code=False)


def _found(
    session: Session,
    actor: Actor,
    since: date,
    count: sa.ColumnElement[int],
    from_: int,
    conditions: list[sa.ColumnElement[bool]],
    *,
    by_code: bool,
) -> Sequence[Any]:
    group: list[Any] = [col(Verification.day), col(Verification.certificate_number), col(Verification.agency_id)]
    last = sa.func.max(col(Verification.at)).label("last_at")
    counted = (
        sa.select(*group, count.label("count"), sa.func.min(col(Verification.at)).label("first_at"), last)
        .where(
            col(Verification.day) >= since,
            col(Verification.agency_id).in_(agencies_in_scope(actor)),
            *conditions,
        )
        .group_by(*group, *([col(Verification.code_sha256)] if by_code else []))
        .having(count >= from_)
        .order_by(last.desc())
        .limit(AT_MOST)
        .subquery()
    )
    return session.execute(
        sa.select(counted, col(Officer.name).label("officer_name"), col(Agency.name).label("agency_name"))
        .add_columns(col(Agency.division_code))
        .join(Certificate, col(Certificate.number) == counted.c.certificate_number)
        .join(Officer, col(Officer.id) == col(Certificate.officer_id))
        .join(Agency, col(Agency.id) == counted.c.agency_id)
        .order_by(counted.c.last_at.desc())
    ).all()
