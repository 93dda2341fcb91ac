"""GET /api/benchmarks and /api/benchmarks/{id}, POST /api/benchmarks/{id}/assessments."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from zhifa.benchmarks import queries, service
from zhifa.benchmarks.answer import Assessment
from zhifa.benchmarks.model import Level
from zhifa.benchmarks.queries import Filters
from zhifa.benchmarks.remembering import History
from zhifa.benchmarks.schemas import AssessmentAsked, BenchmarkRow, BenchmarkWire
from zhifa.clock import SHANGHAI, Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor, require
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals

READ = {"permission": Permission.REFERENCE_READ}


Word = Annotated[str | None, QueryParameter(max_length=60)]


def filters_asked(
    clock: NamedDependency[Clock],
    q: Annotated[
        str | None, QueryParameter(max_length=60, description="Words of violation, code, law, article …")
    ] = None,
    field: Word = None,
    agency: FromQuery[UUID | None] = None,
    level: Annotated[Level | None, QueryParameter()] = None,
    on: Annotated[date | None, QueryParameter(description="In force on this day; today unless said")] = None,
    law: Word = None,
    article: Annotated[str | None, QueryParameter(max_length=60, description="Begins so; needs law")] = None,
    matter: Word = None,
) -> Filters:
    return Filters(
        on=on or clock().astimezone(SHANGHAI).date(), q=q or "", field=field, agency=agency,
        level=level and level.value, law=law, article=article, matter=matter,
    )  # fmt: skip


@get(
    "/api/benchmarks",
    opt=READ,
    sync_to_thread=True,
    tags=["benchmarks"],
    dependencies={"filters": Provide(filters_asked, sync_to_thread=False)},
    responses=refusals(CursorInvalid),
)
def list_benchmarks(
    db: NamedDependency[Database],
    filters: NamedDependency[Filters],
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[BenchmarkRow]:
    """裁量基准 in force on a day, the best match first."""
    with db.read() as session:
        rows = queries.listed(session, filters, cursor=cursor, limit=limit)
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
    actor: NamedDependency[Actor],
    history: NamedDependency[History],
) -> Assessment:
    """The lawful range for these facts, with the reasons. Nothing is stored."""
    today = clock().astimezone(SHANGHAI).date()
    if data.subject_id is not None:
        require(actor, Permission.SUBJECT_READ)
    with db.read() as session:
        return service.assessed(session, history, benchmark_id, data, today)
