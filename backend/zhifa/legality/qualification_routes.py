"""/api/legal-qualifications: who may give legal opinions, from when to when."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.legality import qualifications
from zhifa.legality.qualifications import DatesWrong, OwnQualification, QualificationNotFound
from zhifa.legality.schemas import LegalHolder, QualificationDraft, QualificationEnd, QualificationRow
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

QUALIFY = {"permission": Permission.LEGAL_QUALIFY}
TAGS = ["legality"]


@get("/api/legal-qualifications", opt=QUALIFY, sync_to_thread=True, tags=TAGS, responses=refusals(CursorInvalid))
def list_legal_qualifications(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[QualificationRow]:
    """Qualifications in the asker's division, those that ended too, newest first."""
    with db.read() as session:
        return qualifications.listed(session, actor, cursor=cursor, limit=limit, at=clock())


@get("/api/legal-qualifications/holders", opt=QUALIFY, sync_to_thread=True, tags=TAGS, responses=refusals())
def list_legal_holders(
    db: NamedDependency[Database], actor: NamedDependency[Actor], q: FromQuery[str] = ""
) -> list[LegalHolder]:
    """Reviewers of the asker's division whose name holds ``q``; thirty at most."""
    with db.read() as session:
        return qualifications.holders(session, actor, q)


@post(
    "/api/legal-qualifications",
    opt=QUALIFY,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(OwnQualification, QualificationNotFound, DatesWrong),
)
def record_legal_qualification(
    data: JSONBody[QualificationDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> QualificationRow:
    """Registers a qualification; never one's own."""
    with db.write() as session:
        return qualifications.record(session, actor, data, at=clock(), request_id=request_id_of(request.scope))


@post(
    "/api/legal-qualifications/{qualification_id:uuid}/end",
    opt=QUALIFY,
    sync_to_thread=True,
    tags=TAGS,
    status_code=200,
    responses=refusals(OwnQualification, QualificationNotFound, DatesWrong),
)
def end_legal_qualification(
    qualification_id: FromPath[UUID],
    data: JSONBody[QualificationEnd],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> QualificationRow:
    """Ends a qualification with a day; what was said until then stands."""
    with db.write() as session:
        return qualifications.end(
            session, actor, qualification_id, data, at=clock(), request_id=request_id_of(request.scope)
        )
