"""The published library: by field, and by pairs of characters."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.benchmarks.models import BenchmarkGram, BenchmarkRecord, BenchmarkVersion, Status
from zhifa.pages import decode_cursor


def listed(
    session: Session, *, on: date, field: str | None, grams: Collection[str], cursor: str | None, limit: int
) -> Sequence[Any]:
    """``limit + 1`` rows, those first whose violation itself has the words; each row must have every pair."""
    found = _ranks(grams)
    query = (
        _published(on)
        .add_columns(found.c.rank)
        .join(found, found.c.id == col(BenchmarkRecord.id))
        .order_by(found.c.rank.desc(), col(BenchmarkRecord.code))
        .limit(limit + 1)
    )
    if field:
        query = query.where(col(BenchmarkRecord.field) == field)
    if cursor is not None:
        rank, code = decode_cursor(cursor, (int, str))
        later = sa.and_(found.c.rank == rank, col(BenchmarkRecord.code) > code)
        query = query.where(sa.or_(found.c.rank < rank, later))
    return session.execute(query).all()


def one(session: Session, benchmark_id: UUID, on: date) -> Any | None:
    """The version published on that day."""
    return session.execute(_published(on).where(col(BenchmarkRecord.id) == benchmark_id)).one_or_none()


def _published(on: date) -> sa.Select[Any]:
    version = BenchmarkVersion
    return (
        sa.select(
            col(BenchmarkRecord.id),
            col(BenchmarkRecord.code),
            col(version.version),
            col(version.sha256),
            col(version.content),
        )
        .join(version, col(version.benchmark_id) == col(BenchmarkRecord.id))
        .where(
            col(version.status) == Status.PUBLISHED.value,
            col(version.valid_from) <= on,
            sa.or_(col(version.valid_to).is_(None), col(version.valid_to) >= on),
        )
    )


def _ranks(grams: Collection[str]) -> sa.Subquery:
    if not grams:
        return sa.select(col(BenchmarkRecord.id).label("id"), sa.literal(0).label("rank")).subquery()
    return (
        sa.select(col(BenchmarkGram.benchmark_id).label("id"), sa.func.sum(col(BenchmarkGram.weight)).label("rank"))
        .where(col(BenchmarkGram.gram).in_(sorted(grams)))
        .group_by(col(BenchmarkGram.benchmark_id))
        .having(sa.func.count() == len(grams))
        .subquery()
    )
