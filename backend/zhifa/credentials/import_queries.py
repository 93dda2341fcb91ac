"""What an import looks up, and how it writes: all of it in few statements, in the caller's transaction."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from zhifa.agencies.models import Agency
from zhifa.agencies.queries import visible_to
from zhifa.credentials.models import Certificate, CertificateMatter, Issuer, Officer
from zhifa.credentials.registry_queries import COLUMNS
from zhifa.db import table_of
from zhifa.identity.actor import Actor
from zhifa.matters.models import Matter

T = TypeVar("T")

#: Parameters in one statement; PostgreSQL takes 65,535, SQLite 32,766.
CHUNK = 1000


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def issuers(session: Session, *, hold: bool) -> dict[str, Issuer]:
    """Issuers by name; held until the transaction ends, so that whatever makes new numbers takes turns."""
    query = sa.select(Issuer).order_by(col(Issuer.name))
    return {issuer.name: issuer for issuer in session.scalars(query.with_for_update() if hold else query)}


def agencies(session: Session, actor: Actor) -> Sequence[Any]:
    return session.execute(sa.select(col(Agency.id), col(Agency.code), col(Agency.name)).where(visible_to(actor))).all()


def matter_ids(session: Session) -> dict[str, UUID]:
    return {code: matter for code, matter in session.execute(sa.select(col(Matter.code), col(Matter.id)))}


def certificates(session: Session, numbers: Sequence[str]) -> dict[str, Any]:
    """Those that exist, whosever they are, by number."""
    found: dict[str, Any] = {}
    for some in chunks(numbers):
        rows = session.execute(
            sa.select(*COLUMNS)
            .join(Officer, col(Officer.id) == col(Certificate.officer_id))
            .join(Agency, col(Agency.id) == col(Officer.agency_id))
            .where(col(Certificate.number).in_(some))
        )
        found.update({row.number: row for row in rows})
    return found


def officers(session: Session, ids: Sequence[UUID]) -> dict[UUID, Any]:
    found: dict[UUID, Any] = {}
    for some in chunks(ids):
        rows = session.execute(
            sa.select(col(Officer.id), col(Officer.name), col(Officer.agency_id), col(Agency.code).label("agency_code"))
            .join(Agency, col(Agency.id) == col(Officer.agency_id))
            .where(col(Officer.id).in_(some))
        )
        found.update({row.id: row for row in rows})
    return found


def insert(session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """One statement a chunk, by the driver's own way for many rows."""
    into = table_of(table)
    for some in chunks(rows):
        session.connection().execute(sa.insert(into), list(some))


def update_certificates(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """By ``number``, each row with the same keys."""
    _update(session, Certificate, "number", rows)


def update_officers(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    _update(session, Officer, "id", rows)


def replace_matters(session: Session, numbers: Sequence[str], pairs: Sequence[dict[str, Any]]) -> None:
    for some in chunks(numbers):
        session.execute(sa.delete(CertificateMatter).where(col(CertificateMatter.certificate_number).in_(some)))
    insert(session, CertificateMatter, pairs)


def _update(session: Session, table: type[SQLModel], key: str, rows: Sequence[dict[str, Any]]) -> None:
    """In the order of the key, so that two imports wait for each other instead of both giving up."""
    if not rows:
        return
    into = table_of(table)
    ordered = sorted(rows, key=lambda row: str(row[key]))
    values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in rows[0] if name != key}
    statement = sa.update(into).where(into.c[key] == sa.bindparam("this")).values(values)
    bound = [{"this": row[key], **{f"new_{name}": row[name] for name in values}} for row in ordered]
    session.connection().execute(statement, bound)
