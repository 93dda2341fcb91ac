"""/api/credential-changes: proposals, and the second person's decision on them."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from zhifa.clock import Clock
from zhifa.credentials import changes_reading, decisions, importing, portraits
from zhifa.credentials.changes_reading import ChangeNotFound
from zhifa.credentials.file_routes import jpeg
from zhifa.credentials.import_schemas import ImportReport
from zhifa.credentials.importing import ImportOutdated
from zhifa.credentials.lifecycle import StepNotAllowed
from zhifa.credentials.portraits import PortraitMissing
from zhifa.credentials.proposals import NumberTaken
from zhifa.credentials.registry_schemas import Change, ChangeKind, ChangeState, Decision
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.ports import ObjectStore
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

READ = {"permission": Permission.CREDENTIAL_READ}
APPROVE = {"permission": Permission.CREDENTIAL_APPROVE}
TAGS = ["credentials"]


@get("/api/credential-changes", opt=READ, sync_to_thread=True, tags=TAGS, responses=refusals(CursorInvalid))
def list_changes(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    in_state: Annotated[ChangeState | None, QueryParameter(name="state")] = None,
    kind: FromQuery[ChangeKind | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[Change]:
    """Proposals in the asker's scope, newest first."""
    with db.read() as session:
        return changes_reading.page(session, actor, state=in_state, kind=kind, cursor=cursor, limit=limit)


@post(
    "/api/credential-changes/{change_id:uuid}/decision",
    opt=APPROVE,
    sync_to_thread=True,
    tags=TAGS,
    status_code=200,
    responses=refusals(
        ChangeNotFound,
        decisions.SamePerson,
        decisions.ChangeDecided,
        decisions.RejectionWordsRequired,
        StepNotAllowed,
        NumberTaken,
        ImportOutdated,
    ),
)
def decide_change(
    change_id: FromPath[UUID],
    data: JSONBody[Decision],
    request: AnyRequest,
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Change:
    """Approves and carries out, or rejects. Whoever entered it may only take it back by rejecting it."""
    request_id = request_id_of(request.scope)
    with db.write() as session:
        return decisions.decide(session, actor, objects, change_id, data, at=clock(), request_id=request_id)


@get(
    "/api/credential-changes/{change_id:uuid}/portrait",
    opt=READ,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(ChangeNotFound, PortraitMissing),
)
def get_proposed_portrait(
    change_id: FromPath[UUID],
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
) -> Response[bytes]:
    """The picture that is proposed, as it would be shown."""
    with db.read() as session:
        change = changes_reading.shown(session, actor, change_id)
    if change.portrait is None:
        raise PortraitMissing
    return jpeg(portraits.read(objects, change.portrait.sha256))


@get(
    "/api/credential-changes/{change_id:uuid}/report",
    opt=READ,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(ChangeNotFound),
)
def get_import_report(
    change_id: FromPath[UUID],
    db: NamedDependency[Database],
    objects: NamedDependency[ObjectStore],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> ImportReport:
    """What a proposed import would do now, row by row, for whoever is to approve it."""
    with db.read() as session:
        return importing.report_again(session, actor, objects, change_id, clock())
