"""GET /benchmarks, /benchmarks/{id} and the same as JSON: the library in force, for everybody."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.params import FromPath, FromQuery, QueryParameter
from sqlmodel import Session

from zhifa.benchmarks import disclosure, queries, service
from zhifa.benchmarks.queries import Filters
from zhifa.benchmarks.schemas import BenchmarkRow, BenchmarkWire
from zhifa.benchmarks.versions import today_of
from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals

PUBLIC = {"permission": Permission.PUBLIC}
PAGE_ROWS = 20
Sought = Annotated[str | None, QueryParameter(max_length=60)]


def _html(content: str, status: int = 200) -> Response[str]:
    return Response(content, status_code=status, media_type=MediaType.HTML, headers=disclosure.HEADERS)


@get("/benchmarks", opt=PUBLIC, sync_to_thread=True, include_in_schema=False)
def list_page(
    db: NamedDependency[Database],
    clock: NamedDependency[Clock],
    q: Sought = None,
    field: Sought = None,
    cursor: FromQuery[str | None] = None,
) -> Response[str]:
    """裁量基准公示 as a page that needs no script."""
    filters = Filters(on=today_of(clock()), q=q or "", field=field or None)
    with db.read() as session:
        page = _page(session, filters, cursor, PAGE_ROWS)
        fields = queries.fields(session)
    return _html(disclosure.list_page(page, filters, fields, first=cursor is None))


@get(
    "/benchmarks.json",
    opt=PUBLIC,
    sync_to_thread=True,
    tags=["benchmarks"],
    responses=refusals(CursorInvalid, public=True),
)
def listed(
    db: NamedDependency[Database],
    clock: NamedDependency[Clock],
    q: Sought = None,
    field: Sought = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[BenchmarkRow]:
    """裁量基准公示 for programs: what is in force today."""
    filters = Filters(on=today_of(clock()), q=q or "", field=field or None)
    with db.read() as session:
        return _page(session, filters, cursor, limit)


@get("/benchmarks/{name:str}", opt=PUBLIC, sync_to_thread=True, include_in_schema=False)
def one(
    db: NamedDependency[Database], clock: NamedDependency[Clock], name: FromPath[str]
) -> Response[str] | Response[BenchmarkWire]:
    """One benchmark with its tiers, sources and how sure they are; with ``.json`` behind its id, for programs."""
    try:
        with db.read() as session:
            found = service.detail(session, _id_of(name), today_of(clock()))
    except service.BenchmarkNotFound as missing:
        if name.endswith(".json"):
            raise
        return _html(disclosure.missing_page(missing.detail), missing.status)
    return Response(found) if name.endswith(".json") else _html(disclosure.one_page(found))


def _id_of(name: str) -> UUID:
    try:
        return UUID(name.removesuffix(".json"))
    except ValueError:
        raise service.BenchmarkNotFound from None


def _page(session: Session, filters: Filters, cursor: str | None, limit: int) -> Page[BenchmarkRow]:
    rows = queries.listed(session, filters, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (int(row.rank), row.code), service.row_of)
