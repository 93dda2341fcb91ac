"""/api/matter-changes: proposals to change the catalogue, and the second person's decision; who holds a matter."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.matters import change_problems as problems
from zhifa.matters import change_queries as queries
from zhifa.matters import change_reading, changes
from zhifa.matters.change_schemas import ChangeDecision, ChangeRow, ChangeWire, Holder, NewChange, Status
from zhifa.matters.service import MatterNotFound
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

PROPOSE = {"permission": Permission.MATTER_PROPOSE}
TAGS = ["matters"]


@get("/api/matter-changes", opt=PROPOSE, sync_to_thread=True, tags=TAGS, responses=refusals(CursorInvalid))
def list_matter_changes(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    status: Annotated[Status, QueryParameter()] = "proposed",
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[ChangeRow]:
    """Changes in the asker's scope, newest first: what waits, or what became of others."""
    with db.read() as session:
        rows = queries.listed(session, actor, status=status, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.id,), change_reading.row_of)


@post(
    "/api/matter-changes",
    opt=PROPOSE,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(*problems.IN_THE_WAY, MatterNotFound),
)
def propose_matter_change(
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    data: JSONBody[NewChange],
) -> ChangeWire:
    """公布、变更、取消、赋权、收回. Nothing is different before another person has approved it."""
    at = clock()
    with db.write() as session:
        change_id = changes.propose(session, actor, data, at=at, request_id=request_id_of(request.scope))
    with db.read() as session:
        return change_reading.whole(session, actor, change_id, at)


@get(
    "/api/matter-changes/{change_id:uuid}",
    opt=PROPOSE,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(problems.ChangeNotFound),
)
def get_matter_change(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    change_id: FromPath[UUID],
) -> ChangeWire:
    """One change, what it changes line by line, and what the asker may decide."""
    with db.read() as session:
        return change_reading.whole(session, actor, change_id, clock())


@post(
    "/api/matter-changes/{change_id:uuid}/decision",
    opt=PROPOSE,
    status_code=200,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(
        *problems.IN_THE_WAY,
        MatterNotFound,
        problems.ChangeNotFound,
        problems.ChangeDecided,
        problems.SamePerson,
        problems.NotYours,
        problems.BeyondScope,
        problems.RejectionWordsRequired,
    ),
)
def decide_matter_change(
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    change_id: FromPath[UUID],
    data: JSONBody[ChangeDecision],
) -> ChangeWire:
    """Approves and carries out, rejects with words (an overseer's right), or revokes one's own."""
    at = clock()
    with db.write() as session:
        changes.decide(session, actor, change_id, data, at=at, request_id=request_id_of(request.scope))
    with db.read() as session:
        return change_reading.whole(session, actor, change_id, at)


@get(
    "/api/matters/{matter_id:uuid}/changes",
    opt=PROPOSE,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(CursorInvalid),
)
def list_changes_of_matter(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    matter_id: FromPath[UUID],
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[ChangeRow]:
    """How a matter came to say what it says, newest first."""
    with db.read() as session:
        rows = queries.of_matter(session, actor, matter_id, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.id,), change_reading.row_of)


@get(
    "/api/matters/{matter_id:uuid}/holders",
    opt={"permission": Permission.REFERENCE_READ},
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(),
)
def list_holders(db: NamedDependency[Database], matter_id: FromPath[UUID]) -> list[Holder]:
    """Which agencies may act on a matter, as their own or by delegation, and when they might; published catalogue."""
    with db.read() as session:
        return [Holder(**row._mapping) for row in queries.holders(session, matter_id)]
