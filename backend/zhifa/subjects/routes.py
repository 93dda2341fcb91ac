"""GET /api/subjects and /api/subjects/{id}."""

from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.subjects import service
from zhifa.subjects.schemas import SubjectDetail, SubjectRow

READ = {"permission": Permission.SUBJECT_READ}


@get(
    "/api/subjects",
    opt=READ,
    sync_to_thread=True,
    tags=["reference"],
    responses=refusals(CursorInvalid),
)
def list_subjects(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    q: FromQuery[str | None] = None,
    division: FromQuery[str | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[SubjectRow]:
    """监管对象 in the asker's division. ``q``: part of a name or address, or the beginning of a USCC."""
    with db.read() as session:
        return service.found(session, actor, at=clock(), q=q, division=division, cursor=cursor, limit=limit)


@get(
    "/api/subjects/{subject_id:uuid}",
    opt=READ,
    sync_to_thread=True,
    tags=["reference"],
    responses=refusals(service.SubjectNotFound),
)
def get_subject(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    subject_id: FromPath[UUID],
) -> SubjectDetail:
    """One subject with those of its visits that the asker may see."""
    with db.read() as session:
        return service.detail(session, actor, subject_id, at=clock())
