"""GET /api/benchmarks/{id}/comparison."""

from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath

from zhifa.agencies.queries import division_of
from zhifa.benchmarks.service import BenchmarkNotFound
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.inspections import case_queries
from zhifa.inspections.comparison import Comparison, comparison
from zhifa.refusals import refusals


@get(
    "/api/benchmarks/{benchmark_id:uuid}/comparison",
    opt={"permission": Permission.INSPECTION_READ},
    sync_to_thread=True,
    tags=["benchmarks"],
    responses=refusals(BenchmarkNotFound),
)
def compare_cases(
    benchmark_id: FromPath[UUID], db: NamedDependency[Database], actor: NamedDependency[Actor]
) -> Comparison:
    """Fines proposed in accepted records of the asker's city, by tier; nothing of fewer than five cases."""
    with db.read() as session:
        if not case_queries.is_benchmark(session, benchmark_id):
            raise BenchmarkNotFound
        code = actor.division_code or (division_of(session, actor.agency_id) if actor.agency_id else None)
        found = case_queries.cases(session, benchmark_id, code[:4]) if code else []
    return comparison((row.tier, row.fen) for row in found)
