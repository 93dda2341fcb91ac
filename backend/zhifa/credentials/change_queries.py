"""SQL of proposals: who may see them, in which order, and holding one while it is decided."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.divisions import within
from zhifa.agencies.models import Agency
from zhifa.credentials.models import Certificate, CertificateChange, Officer
from zhifa.db import table_of
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Account, Role
from zhifa.pages import after, decode_cursor

_Enterer = aliased(Account)
_Decider = aliased(Account)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """A registrar sees the proposals of the division, imports included; the others those about their agencies."""
    if actor.role is Role.REGISTRAR and actor.division_code is not None:
        return within(col(CertificateChange.division_code), actor.division_code)
    return col(CertificateChange.agency_id).in_(agencies_in_scope(actor))


def page(
    session: Session, actor: Actor, *, state: str | None, kind: str | None, cursor: str | None, limit: int
) -> Sequence[Any]:
    """``limit + 1`` proposals, newest first."""
    query = _rows(actor).order_by(col(CertificateChange.id).desc()).limit(limit + 1)
    if state is not None:
        query = query.where(col(CertificateChange.state) == state)
    if kind is not None:
        query = query.where(col(CertificateChange.kind) == kind)
    if cursor is not None:
        query = query.where(after([col(CertificateChange.id)], decode_cursor(cursor, (UUID,)), descending=True))
    return session.execute(query).all()


def one(session: Session, actor: Actor, change_id: UUID) -> Any | None:
    return session.execute(_rows(actor).where(col(CertificateChange.id) == change_id)).one_or_none()


def of_certificate(session: Session, actor: Actor, number: str, *, limit: int) -> Sequence[Any]:
    newest = _rows(actor).where(col(CertificateChange.certificate_number) == number)
    return session.execute(newest.order_by(col(CertificateChange.id).desc()).limit(limit)).all()


def held(session: Session, actor: Actor, change_id: UUID) -> CertificateChange | None:
    """The proposal if the actor may see it, held until the transaction ends."""
    return session.scalar(
        sa.select(CertificateChange).where(col(CertificateChange.id) == change_id, visible_to(actor)).with_for_update()
    )


def number_proposed(session: Session, number: str) -> bool:
    """Whether an undecided proposal would create this number."""
    query = sa.select(col(CertificateChange.id)).where(
        col(CertificateChange.certificate_number) == number,
        col(CertificateChange.kind) == "create",
        col(CertificateChange.state) == "proposed",
    )
    return session.execute(query.limit(1)).first() is not None


def _rows(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            *table_of(CertificateChange).c,
            col(Officer.name).label("officer_name"),
            col(Agency.name).label("agency_name"),
            col(_Enterer.display_name).label("entered_name"),
            col(_Decider.display_name).label("decided_name"),
        )
        .join(_Enterer, col(_Enterer.id) == col(CertificateChange.entered_by))
        .outerjoin(_Decider, col(_Decider.id) == col(CertificateChange.decided_by))
        .outerjoin(Agency, col(Agency.id) == col(CertificateChange.agency_id))
        .outerjoin(Certificate, col(Certificate.number) == col(CertificateChange.certificate_number))
        .outerjoin(Officer, col(Officer.id) == col(Certificate.officer_id))
        .where(visible_to(actor))
    )
