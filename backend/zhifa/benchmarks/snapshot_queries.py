"""Versions by number, in force or not: what a finding named is kept for good."""

from collections.abc import Collection, Mapping
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.models import BenchmarkVersion


def snapshots(session: Session, named: Collection[tuple[UUID, int]]) -> Mapping[tuple[UUID, int], Benchmark]:
    """The versions that are kept here, of those named."""
    if not named:
        return {}
    version = BenchmarkVersion
    key = sa.tuple_(col(version.benchmark_id), col(version.version))
    rows = session.execute(
        sa.select(col(version.benchmark_id), col(version.version), col(version.content)).where(key.in_(list(named)))
    )
    return {(row.benchmark_id, row.version): msgspec.convert(row.content, Benchmark) for row in rows}
