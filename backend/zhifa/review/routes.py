"""POST /api/inspections/{id}/reviews."""

from typing import Any
from uuid import UUID

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.inspections.policy import InspectionNotFound
from zhifa.refusals import refusals
from zhifa.review.blockers import REFUSALS
from zhifa.review.schemas import Review, ReviewDraft
from zhifa.review.service import (
    ConflictOfInterest,
    EntriesUnknown,
    LegalReviewMissing,
    ReviewConflict,
    WordsRequired,
    write_review,
)


@post(
    "/api/inspections/{inspection_id:uuid}/reviews",
    opt={"permission": Permission.INSPECTION_COMMENT},
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(
        InspectionNotFound,
        WordsRequired,
        EntriesUnknown,
        ConflictOfInterest,
        ReviewConflict,
        LegalReviewMissing,
        *REFUSALS.values(),
    ),
)
def review_inspection(
    inspection_id: FromPath[UUID],
    data: JSONBody[ReviewDraft],
    request: Request[Any, Any, Any],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Review:
    """Accepts, returns or comments on the version of the record that the reviewer saw."""
    request_id = request.scope.get("state", {}).get("request_id")
    with db.write() as session:
        return write_review(session, actor, inspection_id, data, at=clock(), request_id=request_id)
