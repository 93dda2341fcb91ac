"""SQL of verifications. What every question asks is prepared: to build it anew would cost more than to run it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.credentials.models import CardCode, Certificate, CertificateInterval, Officer
from zhifa.db import insert_once, table_of
from zhifa.identity.models import Account, Device
from zhifa.inspections.models import Inspection, Participation
from zhifa.prepared import Lookup, Prepared
from zhifa.verification.models import DaySalt, PresentedCode, Verification

_DEVICES = Lookup(
    sa.select(
        col(Device.short_id),
        col(Device.public_jwk),
        col(Device.revoked_at),
        col(Account.officer_id),
        col(Account.active).label("account_active"),
    ).join(Account, col(Account.id) == col(Device.account_id)),
    col(Device.short_id),
    come_again=True,
)

#: A certificate with its intervals: a row for each of them, one where there is none.
_CERTIFICATE: sa.Select[*tuple[Any, ...]] = (
    sa.select(
        col(Certificate.number),
        col(Certificate.officer_id),
        col(Officer.name).label("officer_name"),
        col(Officer.agency_id),
        col(Agency.name).label("agency_name"),
        col(Certificate.kind),
        col(Certificate.category),
        col(Certificate.area),
        col(Certificate.valid_from),
        col(Certificate.valid_to),
        col(Certificate.portrait),
        col(CertificateInterval.status),
        col(CertificateInterval.starts_at),
        col(CertificateInterval.ends_at),
        col(CertificateInterval.recorded_at),
    )
    .select_from(Certificate)
    .join(Officer, col(Officer.id) == col(Certificate.officer_id))
    .join(Agency, col(Agency.id) == col(Officer.agency_id))
    .outerjoin(CertificateInterval, col(CertificateInterval.certificate_number) == col(Certificate.number))
)
_BY_NUMBER = Lookup(_CERTIFICATE, col(Certificate.number), come_again=True)
_BY_CARD = Lookup(
    _CERTIFICATE.add_columns(col(CardCode.code), col(CardCode.ended_at).label("card_ended_at")).join(
        CardCode, col(CardCode.certificate_number) == col(Certificate.number)
    ),
    col(CardCode.code),
    come_again=True,
)
_VISITS = Lookup(
    sa.select(
        col(Inspection.id),
        col(Agency.name).label("agency_name"),
        col(Inspection.opened_at),
        col(Inspection.closed_at),
    ).join(Agency, col(Agency.id) == col(Inspection.agency_id)),
    col(Inspection.id),
)
_PARTICIPANTS = Lookup(
    sa.select(col(Participation.inspection_id), col(Participation.officer_id)), col(Participation.inspection_id)
)
_VIEWERS = Lookup(sa.select(col(PresentedCode.code_sha256), col(PresentedCode.viewer)), col(PresentedCode.code_sha256))


@lru_cache(maxsize=8)
def _log(dialect: sa.Dialect) -> Prepared:
    return Prepared(sa.insert(table_of(Verification)), dialect)


@lru_cache(maxsize=8)
def _presented(dialect: sa.Dialect) -> Prepared:
    """Adds who sees a code, or leaves whoever saw it before; it waits for another who is about to."""
    insert = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    return Prepared(insert(table_of(PresentedCode)).on_conflict_do_nothing(), dialect)


def devices(session: Session, short_ids: Collection[str]) -> dict[str, Any]:
    return {row.short_id: row for row in _DEVICES.rows(session, short_ids)}


def certificates(session: Session, numbers: Collection[str]) -> dict[str, list[Any]]:
    """By number, a row for each interval."""
    return _grouped((row.number, row) for row in _BY_NUMBER.rows(session, numbers))


def certificates_of_cards(session: Session, codes: Collection[str]) -> dict[str, list[Any]]:
    """By card code, a row for each interval."""
    return _grouped((row.code, row) for row in _BY_CARD.rows(session, codes))


def visits(session: Session, ids: Collection[UUID]) -> dict[UUID, Any]:
    return {row.id: row for row in _VISITS.rows(session, ids)}


def participants(session: Session, visits: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """(visit, officer) of those who take part in these visits."""
    return frozenset((row.inspection_id, row.officer_id) for row in _PARTICIPANTS.rows(session, visits))


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return groups


def first_viewers(session: Session, seen: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Writes down who sees these codes unless somebody did before; who saw each first. ``seen``: each code once, in
    order, so that two processes never wait crosswise."""
    if _presented(session.get_bind().dialect).for_each(session, seen) == len(seen):
        return {line["code_sha256"]: line["viewer"] for line in seen}
    return {row.code_sha256: row.viewer for row in _VIEWERS.rows(session, [line["code_sha256"] for line in seen])}


def log(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    _log(session.get_bind().dialect).for_each(session, rows)


def forget_log(session: Session, presented_before: datetime, logged_before: date) -> None:
    session.execute(sa.delete(PresentedCode).where(col(PresentedCode.first_at) < presented_before))
    session.execute(sa.delete(Verification).where(col(Verification.day) < logged_before))


def salt_of(session: Session, day: date, fresh: bytes) -> bytes:
    """The day's salt; ``fresh`` if it has none yet."""
    insert_once(session, DaySalt, day=day, salt=fresh)
    return session.scalars(sa.select(col(DaySalt.salt)).where(col(DaySalt.day) == day)).one()


def forget_salts(session: Session, before: date) -> None:
    session.execute(sa.delete(DaySalt).where(col(DaySalt.day) < before))
