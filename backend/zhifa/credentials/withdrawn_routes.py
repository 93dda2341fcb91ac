"""GET /withdrawn and /withdrawn.json: certificates that give no power any more, for everybody."""

from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.params import FromQuery, QueryParameter

from zhifa.clock import Clock
from zhifa.credentials import numbers, withdrawn, withdrawn_queries
from zhifa.credentials.withdrawn_schemas import WithdrawnRow
from zhifa.db import Database
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals

PUBLIC = {"permission": Permission.PUBLIC}
PAGE_ROWS = 30

Sought = Annotated[str | None, QueryParameter(max_length=60, description="A whole certificate number")]


@get("/withdrawn", opt=PUBLIC, sync_to_thread=True, include_in_schema=False)
def page(
    db: NamedDependency[Database],
    clock: NamedDependency[Clock],
    number: Sought = None,
    cursor: FromQuery[str | None] = None,
) -> Response[str]:
    """证件失效公告 as a page that needs no script."""
    sought = numbers.normal(number or "") or None
    made = _page(db, clock, sought, cursor, PAGE_ROWS)
    content = withdrawn.html(made, at=clock(), number=sought, first=cursor is None)
    return Response(content, media_type=MediaType.HTML, headers=withdrawn.HEADERS)


@get(
    "/withdrawn.json",
    opt=PUBLIC,
    sync_to_thread=True,
    tags=["credentials"],
    responses=refusals(CursorInvalid, public=True),
)
def listed(
    db: NamedDependency[Database],
    clock: NamedDependency[Clock],
    number: Sought = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[WithdrawnRow]:
    """证件失效公告 for programs: certificates withdrawn, lost, cancelled or voided, the latest first."""
    return _page(db, clock, numbers.normal(number or "") or None, cursor, limit)


def _page(db: Database, clock: Clock, number: str | None, cursor: str | None, limit: int) -> Page[WithdrawnRow]:
    with db.read() as session:
        rows = withdrawn_queries.page(session, clock(), number=number, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.starts_at, row.number), withdrawn.row_of)
