"""POST /api/inspections/{id}/reviews, and the same on many records; decisions taken back."""

from datetime import timedelta
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.inspections.policy import InspectionNotFound
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest
from zhifa.review.batch import undo_batch, write_batch
from zhifa.review.blockers import REFUSALS
from zhifa.review.reasons import return_reasons
from zhifa.review.schemas import BatchDraft, ReturnReason, Review, ReviewDraft, ReviewOutcome, UndoDraft
from zhifa.review.service import (
    ConflictOfInterest,
    EntriesUnknown,
    FineUnlawful,
    LegalReviewMissing,
    ReviewConflict,
    WordsRequired,
    write_review,
)
from zhifa.settings import Settings


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
        FineUnlawful,
        LegalReviewMissing,
        *REFUSALS.values(),
    ),
)
def review_inspection(
    inspection_id: FromPath[UUID],
    data: JSONBody[ReviewDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    settings: NamedDependency[Settings],
) -> Review:
    """Accepts, returns or comments on the version of the record that the reviewer saw."""
    with db.write() as session:
        return write_review(
            session,
            actor,
            inspection_id,
            data,
            at=clock(),
            request_id=request_id_of(request.scope),
            window=_window(settings),
        )


@post(
    "/api/reviews",
    opt={"permission": Permission.INSPECTION_REVIEW},
    status_code=200,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(),
)
def review_many(
    data: JSONBody[BatchDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    settings: NamedDependency[Settings],
) -> list[ReviewOutcome]:
    """Accepts clean records, or comments on records, one by one; says of each what became of it."""
    request_id = request_id_of(request.scope)
    return write_batch(db, actor, data, clock=clock, window=_window(settings), request_id=request_id)


@post(
    "/api/reviews/undo",
    opt={"permission": Permission.INSPECTION_REVIEW},
    status_code=200,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(),
)
def undo_reviews(
    data: JSONBody[UndoDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    settings: NamedDependency[Settings],
) -> list[ReviewOutcome]:
    """Takes the asker's own decisions back, each within its window and while nothing has followed from it."""
    request_id = request_id_of(request.scope)
    return undo_batch(db, actor, data, clock=clock, window=_window(settings), request_id=request_id)


@get(
    "/api/reviews/reasons",
    opt={"permission": Permission.INSPECTION_COMMENT},
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(),
)
def list_return_reasons(settings: NamedDependency[Settings]) -> list[ReturnReason]:
    """Reasons for returning a record, to pick from."""
    return return_reasons(settings.return_reasons)


def _window(settings: Settings) -> timedelta:
    return timedelta(minutes=settings.undo_minutes)
