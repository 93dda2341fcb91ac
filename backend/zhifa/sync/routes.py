"""POST /api/sync/entries, /api/quarantine and /schema/entries.json."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.errors import TooLarge
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.inspections.bodies import schema_bytes
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.settings import Settings
from zhifa.sync import quarantine
from zhifa.sync.schemas import Batch, QuarantineRow, ResolutionDraft, SyncAnswer
from zhifa.sync.service import BatchTooLarge, Reception


@post(
    "/api/sync/entries",
    opt={"permission": Permission.ENTRY_SEND},
    status_code=200,
    sync_to_thread=True,
    tags=["sync"],
    responses=refusals(BatchTooLarge, TooLarge),
)
def send_entries(
    data: JSONBody[Batch], request: Request[Actor, Any, Any], reception: NamedDependency[Reception]
) -> SyncAnswer:
    """Takes signed entries in, in any order and any number of times, and tells the fate of each."""
    return reception.take_in(request.user, data)


@get("/schema/entries.json", opt={"permission": Permission.PUBLIC}, sync_to_thread=False, tags=["sync"])
def entries_schema() -> Response[bytes]:
    """JSON Schema 2020-12 of an entry's claims and of every kind's body."""
    return Response(schema_bytes(), media_type="application/schema+json")


@get(
    "/api/quarantine",
    opt={"permission": Permission.QUARANTINE_READ},
    sync_to_thread=True,
    tags=["quarantine"],
    responses=refusals(CursorInvalid),
)
def list_quarantine(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    inspection: FromQuery[UUID | None] = None,
    open_only: Annotated[bool, QueryParameter(name="open", description="Only what nobody has decided about")] = False,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[QuarantineRow]:
    """What was refused in the asker's scope, newest first."""
    with db.read() as session:
        return quarantine.page(session, actor, inspection=inspection, open_only=open_only, cursor=cursor, limit=limit)


@post(
    "/api/quarantine/{quarantine_id:uuid}/resolution",
    opt={"permission": Permission.QUARANTINE_RESOLVE},
    status_code=200,
    sync_to_thread=True,
    tags=["quarantine"],
    responses=refusals(
        quarantine.QuarantineNotFound,
        quarantine.AlreadyResolved,
        quarantine.NotAdmissible,
        quarantine.ResolutionWordsRequired,
    ),
)
def resolve_quarantine(
    quarantine_id: FromPath[UUID],
    data: JSONBody[ResolutionDraft],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
) -> QuarantineRow:
    """Admits what a device signed before it was revoked, or decides that it stays where it is."""
    with db.write() as session:
        return quarantine.resolve(session, actor, quarantine_id, data, at=clock(), max_bytes=settings.entry_max_bytes)
