"""SQL of the phone's pack: every version in force, in the order of codes, without holding them all."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.benchmarks import queries
from zhifa.benchmarks.models import BenchmarkRecord, BenchmarkVersion

PAGE = 1000


def in_force_mark(session: Session, on: date) -> str:
    """Cheap to ask, and different whenever ``in_force`` would be: a version never changes once it is published."""
    version, record = BenchmarkVersion, BenchmarkRecord
    said = (
        sa.func.count(),
        sa.func.sum(col(version.version)),
        sa.func.max(col(version.published_at)),
        sa.func.max(col(version.valid_from)),
        *(f(column) for f in (sa.func.min, sa.func.max) for column in (col(record.code), col(version.sha256))),
    )
    return "|".join(str(each) for each in session.execute(queries.in_force(on).with_only_columns(*said)).one())


def in_force(session: Session, on: date) -> Iterator[Any]:
    """By code, in the order of its characters on every database: a page of keys at a time."""
    query, code = queries.in_force(on), col(BenchmarkRecord.code)
    codes = sorted(session.scalars(query.with_only_columns(code)))
    for start in range(0, len(codes), PAGE):
        page = session.execute(query.where(code.in_(codes[start : start + PAGE])))
        yield from sorted(page, key=lambda row: str(row.code))
