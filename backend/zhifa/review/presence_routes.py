"""PUT and DELETE /api/inspections/{id}/presence: who else has this record open."""

from datetime import timedelta
from uuid import UUID

from litestar import delete, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.inspections.policy import InspectionNotFound, require_reviewable
from zhifa.refusals import refusals
from zhifa.review import presence_queries as queries
from zhifa.review.schemas import Onlooker

#: The desk says every 15 seconds that it has the record open; after three of those unheard it has not.
GONE_AFTER = timedelta(seconds=45)
COMMENT = {"permission": Permission.INSPECTION_COMMENT}


@put(
    "/api/inspections/{inspection_id:uuid}/presence",
    opt=COMMENT,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(InspectionNotFound),
)
def be_present(
    inspection_id: FromPath[UUID],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> list[Onlooker]:
    """Says that the asker has the record open, and tells who else has."""
    at = clock()
    with db.read() as session:
        require_reviewable(session, actor, inspection_id)
    with db.write() as session:
        queries.note(session, inspection_id, actor.account_id, at=at, gone_before=at - GONE_AFTER)
        rows = queries.others(session, inspection_id, actor.account_id)
    return [Onlooker(**row._mapping) for row in rows]


@delete(
    "/api/inspections/{inspection_id:uuid}/presence",
    opt=COMMENT,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(),
)
def leave_record(inspection_id: FromPath[UUID], db: NamedDependency[Database], actor: NamedDependency[Actor]) -> None:
    """The asker has closed the record."""
    with db.write() as session:
        queries.leave(session, inspection_id, actor.account_id)
