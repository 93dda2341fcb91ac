"""GET /api/benchmarks and /api/benchmarks/{id}, POST /api/benchmarks/{id}/assessments."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from zhifa.benchmarks import queries, service
from zhifa.benchmarks.answer import Assessment
from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.grams import grams
from zhifa.benchmarks.schemas import AssessmentAsked, BenchmarkRow, BenchmarkWire
from zhifa.clock import SHANGHAI, Clock
from zhifa.db import Database
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals

READ = {"permission": Permission.REFERENCE_READ}


@get("/api/benchmarks", opt=READ, sync_to_thread=True, tags=["benchmarks"], responses=refusals(CursorInvalid))
def list_benchmarks(
    db: NamedDependency[Database],
    clock: NamedDependency[Clock],
    q: FromQuery[str | None] = None,
    field: FromQuery[str | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[BenchmarkRow]:
    """裁量基准 in force today. ``q``: two characters or more of violation, code, law, article or authority."""
    with db.read() as session:
        rows = queries.listed(
            session,
            on=clock().astimezone(SHANGHAI).date(),
            field=field,
            grams=grams((q or "")[:60]),
            cursor=cursor,
            limit=limit,
        )
    return page_of(rows, limit, lambda row: (int(row.rank), row.code), service.row_of)


@get(
    "/api/benchmarks/{benchmark_id:uuid}",
    opt=READ,
    sync_to_thread=True,
    tags=["benchmarks"],
    responses=refusals(service.BenchmarkNotFound),
)
def get_benchmark(
    db: NamedDependency[Database], clock: NamedDependency[Clock], benchmark_id: FromPath[UUID]
) -> BenchmarkWire:
    """The version in force, whole: what the calculator on the phone needs."""
    with db.read() as session:
        return service.detail(session, benchmark_id, clock().astimezone(SHANGHAI).date())


@post(
    "/api/benchmarks/{benchmark_id:uuid}/assessments",
    opt=READ,
    status_code=200,
    sync_to_thread=True,
    tags=["benchmarks"],
    responses=refusals(service.BenchmarkNotFound),
)
def assess_benchmark(
    db: NamedDependency[Database],
    clock: NamedDependency[Clock],
    benchmark_id: FromPath[UUID],
    data: JSONBody[AssessmentAsked],
) -> Assessment:
    """The lawful range for these facts, with the reasons. Nothing is stored."""
    with db.read() as session:
        found = service.detail(session, benchmark_id, clock().astimezone(SHANGHAI).date())
    return assess(found.benchmark, data.facts)
