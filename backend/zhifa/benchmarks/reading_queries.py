"""SQL of tables that are being read."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.benchmarks.models import BenchmarkReading
from zhifa.benchmarks.version_queries import insert

Row = dict[str, Any]


def of_account(session: Session, account_id: UUID, *, hold: bool = False) -> BenchmarkReading | None:
    """The file that somebody sent last; held until the transaction ends, if asked."""
    query = sa.select(BenchmarkReading).where(col(BenchmarkReading.account_id) == account_id)
    return session.scalar(query.with_for_update() if hold else query)


def of_id(session: Session, reading_id: UUID) -> BenchmarkReading | None:
    return session.scalar(sa.select(BenchmarkReading).where(col(BenchmarkReading.id) == reading_id))


def replace(session: Session, row: Row) -> UUID | None:
    """In the place of that account's earlier one, whose id it answers. Raises EnteredAtOnce."""
    before = of_account(session, row["account_id"], hold=True)
    if before is not None:
        session.delete(before)
        session.flush()
    insert(session, BenchmarkReading, [row])
    return before.id if before else None


def note(session: Session, reading_id: UUID, **values: Any) -> bool:
    """Whether it is still there."""
    noting = sa.update(BenchmarkReading).where(col(BenchmarkReading.id) == reading_id).values(**values)
    return bool(session.connection().execute(noting).rowcount)
