"""GET /api/matters and /api/matters/{id}."""

from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter

from zhifa.clock import SHANGHAI, Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.matters import queries, service
from zhifa.matters.schemas import MatterRow, MatterWire
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals

READ = {"permission": Permission.REFERENCE_READ}


@get(
    "/api/matters",
    opt=READ,
    sync_to_thread=True,
    tags=["reference"],
    responses=refusals(CursorInvalid),
)
def list_matters(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    standing: Annotated[queries.Standing, QueryParameter()] = "in_force",
    field: FromQuery[str | None] = None,
    q: FromQuery[str | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[MatterRow]:
    """执法事项 in force today, coming or ended, by field and code. ``q``: part of a name, or a code's beginning."""
    today = clock().astimezone(SHANGHAI).date()
    with db.read() as session:
        rows = queries.listed(
            session,
            agency_id=actor.agency_id,
            on=today,
            standing=standing,
            field=field,
            q=q,
            cursor=cursor,
            limit=limit,
        )
    return page_of(rows, limit, lambda row: (row.field, row.code), service.row_of)


@get(
    "/api/matters/{matter_id:uuid}",
    opt=READ,
    sync_to_thread=True,
    tags=["reference"],
    responses=refusals(service.MatterNotFound),
)
def get_matter(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    matter_id: FromPath[UUID],
) -> MatterWire:
    """One matter with the checklist in force."""
    today = clock().astimezone(SHANGHAI).date()
    with db.read() as session:
        return service.detail(session, matter_id, agency_id=actor.agency_id, on=today)
