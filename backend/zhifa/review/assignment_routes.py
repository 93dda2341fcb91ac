"""POST /api/inspections/assignments: records given to a reviewer; GET /api/reviewers: to whom."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest
from zhifa.review import assignment_service as service
from zhifa.review.assignment_schemas import AssignmentDraft, AssignmentOutcome, Reviewer

REVIEW = {"permission": Permission.INSPECTION_REVIEW}


@get(
    "/api/reviewers",
    opt=REVIEW,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(service.AgencyOutOfScope),
)
def list_reviewers(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    agency: Annotated[list[UUID], QueryParameter(min_items=1, max_items=100, description="All of these")],
) -> list[Reviewer]:
    """Who may review the records of these agencies and handle their alerts, the nearest first."""
    with db.read() as session:
        return service.reviewers(session, actor, set(agency))


@post(
    "/api/inspections/assignments",
    opt=REVIEW,
    status_code=200,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(),
)
def assign_inspections(
    data: JSONBody[AssignmentDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> list[AssignmentOutcome]:
    """Gives records to a reviewer, or takes them from one; says of each what became of it."""
    return service.assign(db, actor, data, clock=clock, request_id=request_id_of(request.scope))
