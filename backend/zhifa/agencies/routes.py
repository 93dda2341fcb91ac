"""GET /api/agencies."""

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from zhifa.agencies import queries
from zhifa.agencies.schemas import AgencyRow
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
