"""Versions of benchmarks behind their doors: entering, reading, deciding."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from zhifa.benchmarks import version_queries, version_reading, versions
from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.models import Status
from zhifa.benchmarks.version_queries import EnteredAtOnce
from zhifa.benchmarks.version_schemas import VersionDecision, VersionRow, VersionWire
from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

READ = {"permission": Permission.BENCHMARK_READ}
EDIT = {"permission": Permission.BENCHMARK_EDIT}
TAGS = ["benchmarks"]
REFUSED = (
    versions.VersionNotFound,
    versions.NotNow,
    versions.EnteredByYou,
    versions.StillFaulty,
    versions.WithdrawalWordsRequired,
)


@get("/api/benchmark-versions", opt=READ, sync_to_thread=True, tags=TAGS, responses=refusals(CursorInvalid))
def list_versions(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    status: Annotated[Status, QueryParameter()] = Status.DRAFT,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[VersionRow]:
    """Versions of one status in the asker's scope: what waits for approval, what waits for publication."""
    with db.read() as session:
        rows = version_queries.listed(session, actor, status=status.value, cursor=cursor, limit=limit)
    return page_of(
        rows, limit, lambda row: (row.BenchmarkVersion.benchmark_id, row.BenchmarkVersion.version),
        version_reading.row_of,
    )  # fmt: skip


@post(
    "/api/benchmark-versions",
    opt=EDIT,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(versions.CodeTaken, EnteredAtOnce),
)
def enter_version(
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    data: JSONBody[Benchmark],
) -> VersionWire:
    """A new draft: the next version of its code, or the first. Nothing that is published changes."""
    at = clock()
    with db.write() as session:
        made = versions.enter(session, actor, [data], at=at, request_id=request_id_of(request.scope))
    benchmark_id, version = made[0]
    with db.read() as session:
        return version_reading.whole(session, actor, benchmark_id, version, at)


@get(
    "/api/benchmarks/{benchmark_id:uuid}/versions",
    opt=READ,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(versions.VersionNotFound),
)
def list_versions_of_one(
    db: NamedDependency[Database], actor: NamedDependency[Actor], benchmark_id: FromPath[UUID]
) -> list[VersionRow]:
    """Every version there was or is, the latest first."""
    with db.read() as session:
        return version_reading.all_of(session, actor, benchmark_id)


@get(
    "/api/benchmarks/{benchmark_id:uuid}/versions/{version:int}",
    opt=READ,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(versions.VersionNotFound),
)
def get_version(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    benchmark_id: FromPath[UUID],
    version: FromPath[int],
    against: FromQuery[int | None] = None,
) -> VersionWire:
    """The version whole, with what it changes and what the linter finds in it today.

    ``against``: number of the version that it is compared with; the one published before it unless said.
    """
    with db.read() as session:
        return version_reading.whole(session, actor, benchmark_id, version, clock(), against)


@post(
    "/api/benchmarks/{benchmark_id:uuid}/versions/{version:int}/decision",
    opt=EDIT,
    status_code=200,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(*REFUSED),
)
def decide_version(
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    benchmark_id: FromPath[UUID],
    version: FromPath[int],
    data: JSONBody[VersionDecision],
) -> VersionWire:
    """Approves a draft, publishes what is approved (an overseer's right), or withdraws either with a reason."""
    at = clock()
    with db.write() as session:
        request_id = request_id_of(request.scope)
        versions.decide(session, actor, benchmark_id, version, data, at=at, request_id=request_id)
    with db.read() as session:
        return version_reading.whole(session, actor, benchmark_id, version, at)
