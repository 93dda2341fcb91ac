"""SQL of verifications. What every question asks is prepared: to build it anew would cost more than to run it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.credentials.models import CardCode, Certificate, CertificateInterval, Officer
from zhifa.db import insert_once, table_of
from zhifa.identity.models import Account, Device
from zhifa.inspections.models import Inspection, Participation
from zhifa.prepared import Lookup, On, Prepared, connection_of, given
from zhifa.verification.models import DaySalt, Verification, VerificationTurn

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
_TURN = table_of(VerificationTurn)
#: PostgreSQL: turns of several processes are written one after another, each knowing those before. Any number will do
#: that nobody else takes.
_TURNS_LOCK = 0x7A68_6966_6101


@lru_cache(maxsize=8)
def _add_turn(dialect: sa.Dialect) -> Prepared:
    adding = sa.insert(_TURN).values(given(_TURN, ("at", "lines")))
    return Prepared(adding.returning(_TURN.c.seq), dialect)


@lru_cache(maxsize=8)
def _turns_after(dialect: sa.Dialect) -> Prepared:
    """The condition on ``at`` spares whoever has just begun what nobody needs any more."""
    asked = sa.select(_TURN.c.seq, _TURN.c.lines).where(
        _TURN.c.seq > sa.bindparam("after", type_=_TURN.c.seq.type),
        _TURN.c.at >= sa.bindparam("since", type_=_TURN.c.at.type),
    )
    return Prepared(asked.order_by(_TURN.c.seq), dialect)


def devices(on: On, short_ids: Collection[str]) -> dict[str, Any]:
    return {row.short_id: row for row in _DEVICES.rows(on, short_ids)}


def certificates(on: On, numbers: Collection[str]) -> dict[str, list[Any]]:
    """By number, a row for each interval."""
    return _grouped((row.number, row) for row in _BY_NUMBER.rows(on, numbers))


def certificates_of_cards(on: On, codes: Collection[str]) -> dict[str, list[Any]]:
    """By card code, a row for each interval."""
    return _grouped((row.code, row) for row in _BY_CARD.rows(on, codes))


def visits(on: On, ids: Collection[UUID]) -> dict[UUID, Any]:
    return {row.id: row for row in _VISITS.rows(on, ids)}


def participants(on: On, visits: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """(visit, officer) of those who take part in these visits."""
    return frozenset((row.inspection_id, row.officer_id) for row in _PARTICIPANTS.rows(on, visits))


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return groups


def turns_after(on: On, seq: int, *, since: datetime) -> list[Any]:
    """What was written down after this turn, the first one first. Nobody writes another before the transaction ends."""
    connection = connection_of(on)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURNS_LOCK})", ()).fetchall()
    return _turns_after(connection.dialect).rows(connection, {"after": seq, "since": since})


def add_turn(on: On, at: datetime, lines: str) -> int:
    """Its number, larger than all before."""
    connection = connection_of(on)
    ((seq,),) = _add_turn(connection.dialect).raw(connection, {"at": at, "lines": lines})
    return int(seq)


def take_turns(session: Session, *, before: datetime, at_most: int) -> list[Any]:
    """The oldest turns of before a moment, in order, which are gone with that: nobody else is given them."""
    oldest = sa.select(_TURN.c.seq).where(_TURN.c.at < before).order_by(_TURN.c.seq).limit(at_most)
    taken = sa.delete(_TURN).where(_TURN.c.seq.in_(oldest)).returning(_TURN.c.seq, _TURN.c.lines)
    return sorted(session.execute(taken).all())


def log(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.execute(sa.insert(table_of(Verification)), rows)


def forget_log(session: Session, *, before: date) -> None:
    session.execute(sa.delete(Verification).where(col(Verification.day) < before))


def salt_of(session: Session, day: date, fresh: bytes) -> bytes:
    """The day's salt; ``fresh`` if it has none yet."""
    insert_once(session, DaySalt, day=day, salt=fresh)
    return session.scalars(sa.select(col(DaySalt.salt)).where(col(DaySalt.day) == day)).one()


def forget_salts(session: Session, before: date) -> None:
    session.execute(sa.delete(DaySalt).where(col(DaySalt.day) < before))
