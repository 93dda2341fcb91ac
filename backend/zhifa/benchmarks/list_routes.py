"""The four lists 四张清单 behind their doors: read, proposed, decided."""

from typing import Annotated

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from zhifa.benchmarks import list_queries, list_versions
from zhifa.benchmarks.list_schemas import ListRowWire, ListVersionRow, ListVersionWire
from zhifa.benchmarks.list_versions import ListRowFaulty, ListRowNotFound
from zhifa.benchmarks.lists import ListKind, ListRow
from zhifa.benchmarks.models import Status
from zhifa.benchmarks.version_queries import EnteredAtOnce
from zhifa.benchmarks.version_routes import EDIT, READ, TAGS
from zhifa.benchmarks.version_schemas import VersionDecision
from zhifa.benchmarks.versions import EnteredByYou, NotNow, WithdrawalWordsRequired, today_of
from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest


@get("/api/benchmark-lists", opt={"permission": Permission.REFERENCE_READ}, sync_to_thread=True, tags=TAGS)
def list_lists(
    db: NamedDependency[Database],
    clock: NamedDependency[Clock],
    kind: Annotated[ListKind | None, QueryParameter()] = None,
) -> list[ListRowWire]:
    """The four lists 四张清单 in force today: no penalty, lighter, mitigated, no coercion."""
    with db.read() as session:
        return list_versions.in_force(session, today_of(clock()), kind and kind.value)


@get("/api/benchmark-list-versions", opt=READ, sync_to_thread=True, tags=TAGS, responses=refusals(CursorInvalid))
def list_list_versions(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    status: Annotated[Status, QueryParameter()] = Status.PUBLISHED,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[ListVersionRow]:
    """Versions of one status by code: what is published, what waits for approval, what for publication."""
    with db.read() as session:
        rows = list_queries.listed(session, actor, status=status.value, cursor=cursor, limit=limit)
    return page_of(
        rows, limit, lambda row: (row.BenchmarkListVersion.code, row.BenchmarkListVersion.version),
        list_versions.row_of,
    )  # fmt: skip


@post(
    "/api/benchmark-list-versions",
    opt=EDIT,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(ListRowFaulty, EnteredAtOnce),
)
def enter_list_version(
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    data: JSONBody[ListRow],
) -> ListVersionWire:
    """A draft: a new row, a change of one, or its end (a version with a last day). Nothing published changes."""
    with db.write() as session:
        request_id = request_id_of(request.scope)
        version = list_versions.enter(session, actor, data, at=clock(), request_id=request_id)
        return list_versions.whole(session, actor, data.ground.id, version)


@get(
    "/api/benchmark-list-versions/{code:str}/{version:int}",
    opt=READ,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(ListRowNotFound),
)
def get_list_version(
    db: NamedDependency[Database], actor: NamedDependency[Actor], code: FromPath[str], version: FromPath[int]
) -> ListVersionWire:
    """The version whole, with what it changes and every other one."""
    with db.read() as session:
        return list_versions.whole(session, actor, code, version)


@post(
    "/api/benchmark-list-versions/{code:str}/{version:int}/decision",
    opt=EDIT,
    status_code=200,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(ListRowNotFound, NotNow, EnteredByYou, WithdrawalWordsRequired),
)
def decide_list_version(
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    code: FromPath[str],
    version: FromPath[int],
    data: JSONBody[VersionDecision],
) -> ListVersionWire:
    """Approves a draft, publishes what is approved (an overseer's right), or withdraws either with a reason."""
    with db.write() as session:
        request_id = request_id_of(request.scope)
        list_versions.decide(session, actor, code, version, data, at=clock(), request_id=request_id)
        return list_versions.whole(session, actor, code, version)
