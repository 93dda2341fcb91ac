"""SQL of verifications. The statements of a question are built once, since to build them costs more than to run them,
and run on the connection itself, since what they return is rows and no objects."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
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
from zhifa.verification.models import DaySalt, PresentedCode, Verification


def _several(name: str) -> Any:
    """As many values as a turn asks for; the statement is compiled once whatever their number."""
    return sa.bindparam(name, expanding=True)


_DEVICES = (
    sa.select(
        col(Device.short_id),
        col(Device.public_jwk),
        col(Device.revoked_at),
        col(Account.officer_id),
        col(Account.active).label("account_active"),
    )
    .join(Account, col(Account.id) == col(Device.account_id))
    .where(col(Device.short_id).in_(_several("short_ids")))
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
_BY_NUMBER = _CERTIFICATE.where(col(Certificate.number).in_(_several("numbers")))
_BY_CARD = (
    _CERTIFICATE.add_columns(col(CardCode.code), col(CardCode.ended_at).label("card_ended_at"))
    .join(CardCode, col(CardCode.certificate_number) == col(Certificate.number))
    .where(col(CardCode.code).in_(_several("codes")))
)
_VISITS: sa.Select[*tuple[Any, ...]] = (
    sa.select(
        col(Inspection.id),
        col(Agency.name).label("agency_name"),
        col(Inspection.opened_at),
        col(Inspection.closed_at),
    )
    .join(Agency, col(Agency.id) == col(Inspection.agency_id))
    .where(col(Inspection.id).in_(_several("visits")))
)
_PARTICIPANTS = sa.select(col(Participation.inspection_id), col(Participation.officer_id)).where(
    col(Participation.inspection_id).in_(_several("visits"))
)
_LOG = sa.insert(table_of(Verification))
_SEEN = table_of(PresentedCode)


def _presented(insert: Any) -> Any:
    """Adds who sees a code, or leaves whoever saw it before; either way, says who was first. To set what is set
    already makes the row that is there be returned, and held until the transaction ends."""
    return insert.on_conflict_do_update(
        index_elements=[_SEEN.c.code_sha256], set_={"viewer": _SEEN.c.viewer}
    ).returning(_SEEN.c.code_sha256, _SEEN.c.viewer)


_PRESENTED = {
    "sqlite": _presented(sqlite.insert(_SEEN)),
    "postgresql": _presented(postgresql.insert(_SEEN)),
}


def devices(session: Session, short_ids: Collection[str]) -> dict[str, Any]:
    rows = session.connection().execute(_DEVICES, {"short_ids": list(short_ids)})
    return {row.short_id: row for row in rows}


def certificates(session: Session, numbers: Collection[str]) -> dict[str, list[Any]]:
    """By number, a row for each interval."""
    rows = session.connection().execute(_BY_NUMBER, {"numbers": list(numbers)})
    return _grouped((row.number, row) for row in rows)


def certificates_of_cards(session: Session, codes: Collection[str]) -> dict[str, list[Any]]:
    """By card code, a row for each interval."""
    rows = session.connection().execute(_BY_CARD, {"codes": list(codes)})
    return _grouped((row.code, row) for row in rows)


def visits(session: Session, ids: Collection[UUID]) -> dict[UUID, Any]:
    return {row.id: row for row in session.connection().execute(_VISITS, {"visits": list(ids)})}


def participants(session: Session, visits: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """(visit, officer) of those who take part in these visits."""
    rows = session.connection().execute(_PARTICIPANTS, {"visits": list(visits)})
    return frozenset((row.inspection_id, row.officer_id) for row in rows)


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return groups


def first_viewers(session: Session, seen: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Writes down who sees these codes unless somebody did before; who saw each first. ``seen``: each code once, in
    order, so that two processes never wait crosswise."""
    rows = session.connection().execute(_PRESENTED[session.get_bind().dialect.name], seen)
    return {row.code_sha256: row.viewer for row in rows}


def log(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    session.connection().execute(_LOG, rows)


def forget_log(session: Session, presented_before: datetime, logged_before: date) -> None:
    session.execute(sa.delete(PresentedCode).where(col(PresentedCode.first_at) < presented_before))
    session.execute(sa.delete(Verification).where(col(Verification.day) < logged_before))


def salt_of(session: Session, day: date, fresh: bytes) -> bytes:
    """The day's salt; ``fresh`` if it has none yet."""
    insert_once(session, DaySalt, day=day, salt=fresh)
    return session.scalars(sa.select(col(DaySalt.salt)).where(col(DaySalt.day) == day)).one()


def forget_salts(session: Session, before: date) -> None:
    session.execute(sa.delete(DaySalt).where(col(DaySalt.day) < before))
