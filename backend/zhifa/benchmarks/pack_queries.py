"""SQL of the phone's pack: every version in force, in the order of codes, without holding them all."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.benchmarks.models import BenchmarkRecord, BenchmarkVersion, Status

PAGE = 1000


def in_force_mark(session: Session, on: date) -> str:
    """Cheap to ask, and different whenever ``in_force`` would be: a version never changes and never comes back."""
    version = BenchmarkVersion
    said = session.execute(
        sa.select(
            sa.func.count(),
            sa.func.sum(col(version.version)),
            sa.func.sum(sa.func.length(col(BenchmarkRecord.code))),
            sa.func.min(col(BenchmarkRecord.code)),
            sa.func.max(col(BenchmarkRecord.code)),
            sa.func.max(col(version.valid_from)),
            sa.func.max(col(version.sha256)),
            sa.func.min(col(version.sha256)),
        )
        .select_from(BenchmarkRecord)
        .join(version, col(version.benchmark_id) == col(BenchmarkRecord.id))
        .where(*_published(on))
    ).one()
    return "|".join(str(each) for each in said)


def in_force(session: Session, on: date) -> Iterator[Any]:
    """By code, in the order of its bytes on every database: a page of keys at a time."""
    codes = sorted(
        session.scalars(
            sa.select(col(BenchmarkRecord.code))
            .join(BenchmarkVersion, col(BenchmarkVersion.benchmark_id) == col(BenchmarkRecord.id))
            .where(*_published(on))
        )
    )
    for start in range(0, len(codes), PAGE):
        yield from sorted(_rows(session, on, codes[start : start + PAGE]), key=lambda row: str(row.code))


def _rows(session: Session, on: date, codes: list[str]) -> list[Any]:
    version = BenchmarkVersion
    columns = (
        col(BenchmarkRecord.id),
        col(BenchmarkRecord.code),
        col(version.version),
        col(version.sha256),
        col(version.content),
    )
    query = sa.select(*columns).join(version, col(version.benchmark_id) == col(BenchmarkRecord.id))
    return list(session.execute(query.where(col(BenchmarkRecord.code).in_(codes), *_published(on))))


def _published(on: date) -> list[Any]:
    version = BenchmarkVersion
    return [
        col(version.status) == Status.PUBLISHED.value,
        col(version.valid_from) <= on,
        sa.or_(col(version.valid_to).is_(None), col(version.valid_to) >= on),
    ]
