"""GET /api/agencies, GET /api/divisions."""

from typing import Annotated

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from zhifa.agencies import queries
from zhifa.agencies.schemas import AgencyRow, DivisionRow
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals


@get(
    "/api/agencies",
    opt={"permission": Permission.REFERENCE_READ},
    sync_to_thread=True,
    tags=["reference"],
    responses=refusals(CursorInvalid),
)
def list_agencies(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[AgencyRow]:
    """执法机关: those in the asker's scope, by division and code."""
    with db.read() as session:
        rows = queries.listed(session, actor, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.division_code, row.code), lambda row: AgencyRow(**row._mapping))


@get(
    "/api/divisions",
    opt={"permission": Permission.REFERENCE_READ},
    sync_to_thread=True,
    tags=["reference"],
    responses=refusals(),
)
def list_divisions(
    db: NamedDependency[Database], within: FromQuery[Annotated[str, msgspec.Meta(min_length=6, max_length=9)]]
) -> list[DivisionRow]:
    """行政区划: the one with the code ``within``, and all beneath it."""
    with db.read() as session:
        return [DivisionRow(row.code, row.name, row.level) for row in queries.divisions(session, within)]
