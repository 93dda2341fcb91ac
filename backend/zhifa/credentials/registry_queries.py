"""SQL of the registry: who may see which certificates, and what a list of them says."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.agencies.queries import visible_to
from zhifa.clock import SHANGHAI
from zhifa.credentials.models import (
    CardCode,
    Certificate,
    CertificateChange,
    CertificateInterval,
    CertificateMatter,
    CertificateStatus,
    Issuer,
    Officer,
)
from zhifa.db import table_of
from zhifa.identity.actor import Actor
from zhifa.identity.models import Account, Role
from zhifa.matters.models import Matter
from zhifa.pages import after, decode_cursor

COLUMNS: tuple[Any, ...] = (
    col(Certificate.number),
    col(Certificate.officer_id),
    col(Officer.name).label("officer_name"),
    col(Officer.agency_id),
    col(Agency.name).label("agency_name"),
    col(Agency.code).label("agency_code"),
    col(Agency.division_code),
    col(Certificate.kind),
    col(Certificate.category),
    col(Certificate.area),
    col(Certificate.issuer),
    col(Certificate.valid_from),
    col(Certificate.valid_to),
    col(Certificate.portrait),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """``words``: a number's beginning or part of a name. ``as_of``: the moment at which ``status`` is judged."""

    as_of: datetime
    words: str | None = None
    status: str | None = None
    agency: UUID | None = None
    kind: str | None = None
    expiring_before: date | None = None


def status_in_force(at: datetime) -> sa.ColumnElement[str]:
    """``validity.status_at`` in SQL, of the row of Certificate that the query is about."""
    day = at.astimezone(SHANGHAI).date()
    recorded = (
        sa.select(col(CertificateInterval.status))
        .where(
            col(CertificateInterval.certificate_number) == col(Certificate.number),
            col(CertificateInterval.starts_at) <= at,
            sa.or_(col(CertificateInterval.ends_at).is_(None), col(CertificateInterval.ends_at) > at),
        )
        .order_by(col(CertificateInterval.recorded_at).desc(), col(CertificateInterval.starts_at).desc())
        .limit(1)
        .correlate(Certificate)
        .scalar_subquery()
    )
    S = CertificateStatus
    in_term = sa.case(
        (col(Certificate.valid_from) > day, S.PENDING.value),
        (col(Certificate.valid_to) < day, S.EXPIRED.value),
        else_=S.VALID.value,
    )
    return sa.case((recorded == S.VALID.value, in_term), else_=sa.func.coalesce(recorded, S.PENDING.value))


def page(session: Session, actor: Actor, filters: Filters, *, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` certificates by number."""
    query = statement(actor, filters).limit(limit + 1)
    if cursor is not None:
        query = query.where(after([col(Certificate.number)], decode_cursor(cursor, (str,)), descending=False))
    return session.execute(query).all()


def everything(session: Session, actor: Actor, filters: Filters) -> Sequence[Any]:
    return session.execute(statement(actor, filters)).all()


def statement(actor: Actor, filters: Filters) -> sa.Select[*tuple[Any, ...]]:
    return _rows(actor).where(*_conditions(filters)).order_by(col(Certificate.number))


def one(session: Session, actor: Actor, number: str) -> Any | None:
    return session.execute(_rows(actor).where(col(Certificate.number) == number)).one_or_none()


def own_portrait(session: Session, actor: Actor, number: str) -> str | None:
    """The SHA-256 of the portrait, if there is one and the actor may see it: an officer only their own."""
    whose = col(Officer.id) == actor.officer_id if actor.role is Role.OFFICER else visible_to(actor)
    query = sa.select(col(Certificate.portrait)).where(col(Certificate.number) == number, whose)
    sha256: str | None = session.scalar(_joined(query))
    return sha256


def held(session: Session, number: str) -> Certificate:
    """The certificate, which exists, held until the transaction ends: changes to it take turns."""
    return session.scalars(sa.select(Certificate).where(col(Certificate.number) == number).with_for_update()).one()


def exists(session: Session, number: str) -> bool:
    return session.scalar(sa.select(col(Certificate.number)).where(col(Certificate.number) == number)) is not None


def intervals(session: Session, numbers: Collection[str]) -> Sequence[Any]:
    """Recorded intervals with the names of those who entered and approved, in the order of recording."""
    entered, approved = aliased(Account), aliased(Account)
    return session.execute(
        sa.select(
            *table_of(CertificateInterval).c,
            col(entered.display_name).label("entered_name"),
            col(approved.display_name).label("approved_name"),
        )
        .outerjoin(entered, col(entered.id) == col(CertificateInterval.entered_by))
        .outerjoin(approved, col(approved.id) == col(CertificateInterval.approved_by))
        .where(col(CertificateInterval.certificate_number).in_(numbers))
        .order_by(col(CertificateInterval.recorded_at), col(CertificateInterval.starts_at))
    ).all()


def open_changes(session: Session, numbers: Collection[str]) -> dict[str, int]:
    """How many undecided proposals each certificate has."""
    number = col(CertificateChange.certificate_number)
    counted = session.execute(
        sa.select(number, sa.func.count())
        .where(number.in_(numbers), col(CertificateChange.state) == "proposed")
        .group_by(number)
    )
    return {str(key): count for key, count in counted}


def matters(session: Session, numbers: Collection[str]) -> Sequence[Any]:
    return session.execute(
        sa.select(col(CertificateMatter.certificate_number), col(Matter.id), col(Matter.code), col(Matter.name))
        .join(Matter, col(Matter.id) == col(CertificateMatter.matter_id))
        .where(col(CertificateMatter.certificate_number).in_(numbers))
        .order_by(col(Matter.code))
    ).all()


def issuers(session: Session) -> Sequence[Issuer]:
    return session.scalars(sa.select(Issuer).order_by(col(Issuer.name))).all()


def issuer(session: Session, name: str) -> Issuer | None:
    return session.get(Issuer, name)


def issuer_held(session: Session, name: str) -> Issuer | None:
    """The issuer, held until the transaction ends: changes to it, and imports that go by it, take turns."""
    return session.scalar(sa.select(Issuer).where(col(Issuer.name) == name).with_for_update())


def certificates_by_issuer(session: Session) -> dict[str, int]:
    counted = session.execute(sa.select(col(Certificate.issuer), sa.func.count()).group_by(col(Certificate.issuer)))
    return {str(name): count for name, count in counted}


def numbers_of_issuer(session: Session, name: str) -> Sequence[str]:
    numbers = sa.select(col(Certificate.number)).where(col(Certificate.issuer) == name)
    return session.scalars(numbers.order_by(col(Certificate.number))).all()


def card_code(session: Session, number: str) -> str | None:
    """The code in force."""
    return session.scalar(
        sa.select(col(CardCode.code)).where(
            col(CardCode.certificate_number) == number, col(CardCode.ended_at).is_(None)
        )
    )


def end_card_codes(session: Session, number: str, at: datetime) -> None:
    in_force = (col(CardCode.certificate_number) == number, col(CardCode.ended_at).is_(None))
    session.execute(sa.update(CardCode).where(*in_force).values(ended_at=at))


def agency_in_scope(session: Session, actor: Actor, agency_id: UUID) -> str | None:
    """The division of an agency that the actor may see; None if it is not theirs."""
    return session.scalar(sa.select(col(Agency.division_code)).where(col(Agency.id) == agency_id, visible_to(actor)))


def officer_in_scope(session: Session, actor: Actor, officer_id: UUID) -> Officer | None:
    return session.scalar(
        sa.select(Officer)
        .join(Agency, col(Agency.id) == col(Officer.agency_id))
        .where(col(Officer.id) == officer_id, visible_to(actor))
    )


def known_matters(session: Session, ids: Collection[UUID]) -> set[UUID]:
    return set(session.scalars(sa.select(col(Matter.id)).where(col(Matter.id).in_(ids))))


def _rows(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    return _joined(sa.select(*COLUMNS)).where(visible_to(actor))


def _joined(query: sa.Select[Any]) -> sa.Select[Any]:
    return query.join(Officer, col(Officer.id) == col(Certificate.officer_id)).join(
        Agency, col(Agency.id) == col(Officer.agency_id)
    )


def _conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    made: list[sa.ColumnElement[bool]] = []
    if filters.words:
        number = col(Certificate.number).startswith(filters.words, autoescape=True)
        made.append(sa.or_(number, col(Officer.name).contains(filters.words, autoescape=True)))
    if filters.agency is not None:
        made.append(col(Officer.agency_id) == filters.agency)
    if filters.kind is not None:
        made.append(col(Certificate.kind) == filters.kind)
    if filters.expiring_before is not None:
        day = filters.as_of.astimezone(SHANGHAI).date()
        made += [col(Certificate.valid_to) < filters.expiring_before, col(Certificate.valid_to) >= day]
    if filters.status is not None:
        made.append(status_in_force(filters.as_of) == filters.status)
    return made
