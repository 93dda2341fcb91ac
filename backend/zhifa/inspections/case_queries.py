"""SQL of decided cases."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.benchmarks.models import BenchmarkRecord
from zhifa.inspections.case_models import DecidedCase


def replace_cases(session: Session, inspections: Collection[UUID], rows: Sequence[dict[str, Any]]) -> None:
    """Exactly these cases for these inspections; each row lacks its city and names its ``agency_id``."""
    session.execute(sa.delete(DecidedCase).where(col(DecidedCase.inspection_id).in_(list(inspections))))
    if not rows:
        return
    divisions = session.execute(
        sa.select(col(Agency.id), col(Agency.division_code)).where(
            col(Agency.id).in_({row["agency_id"] for row in rows})
        )
    )
    cities = {row.id: row.division_code[:4] for row in divisions}
    made = [{**row, "city": cities[row["agency_id"]]} for row in rows]
    for row in made:
        del row["agency_id"]
    session.execute(sa.insert(DecidedCase), made)


def cases(session: Session, benchmark: UUID, city: str) -> Sequence[Any]:
    """Tier and fine of each case of the benchmark in the city, from one index."""
    return session.execute(
        sa.select(col(DecidedCase.tier), col(DecidedCase.fen))
        .where(col(DecidedCase.benchmark_id) == benchmark, col(DecidedCase.city) == city)
        .order_by(col(DecidedCase.tier), col(DecidedCase.fen))
    ).all()


def is_benchmark(session: Session, benchmark: UUID) -> bool:
    return session.scalar(sa.select(col(BenchmarkRecord.id)).where(col(BenchmarkRecord.id) == benchmark)) is not None
