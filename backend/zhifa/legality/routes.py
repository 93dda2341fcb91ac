"""/api/legal-reviews and what a record says of them: 法制审核."""

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
from zhifa.inspections.policy import InspectionNotFound
from zhifa.legality import reading, service
from zhifa.legality.reading import ReviewNotFound
from zhifa.legality.schemas import (
    LegalCandidate,
    LegalEnding,
    Legality,
    LegalOpinion,
    LegalReviewRequest,
    LegalReviewRow,
    LegalReviewWire,
    StateName,
)
from zhifa.legality.service import (
    DecisionChanged,
    NotYours,
    OpinionIncomplete,
    RecordNotClosed,
    ReviewerUnfit,
    ReviewOver,
    ReviewWaiting,
)
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

REVIEW = {"permission": Permission.LEGAL_REVIEW}
TAGS = ["legality"]


@get(
    "/api/inspections/{inspection_id:uuid}/legality",
    opt={"permission": Permission.INSPECTION_READ},
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(InspectionNotFound),
)
def get_legality(
    inspection_id: FromPath[UUID], db: NamedDependency[Database], actor: NamedDependency[Actor]
) -> Legality:
    """Whether the record needs a legal review and where it stands, with every review of it."""
    with db.read() as session:
        return reading.legality(session, actor, inspection_id)


@get(
    "/api/inspections/{inspection_id:uuid}/legal-reviewers",
    opt=REVIEW,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(InspectionNotFound),
)
def list_legal_reviewers(
    inspection_id: FromPath[UUID],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> list[LegalCandidate]:
    """Who may review this record today: qualified, in scope or shared, and with no hand in it."""
    with db.read() as session:
        return reading.candidates(session, actor, inspection_id, at=clock())


@post(
    "/api/inspections/{inspection_id:uuid}/legal-reviews",
    opt=REVIEW,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(InspectionNotFound, RecordNotClosed, ReviewWaiting, ReviewerUnfit),
)
def ask_legal_review(
    inspection_id: FromPath[UUID],
    data: JSONBody[LegalReviewRequest],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Legality:
    """Sends the record to a reviewer."""
    with db.write() as session:
        return service.request(session, actor, inspection_id, data, at=clock(), request_id=request_id_of(request.scope))


@get("/api/legal-reviews", opt=REVIEW, sync_to_thread=True, tags=TAGS, responses=refusals(CursorInvalid))
def list_legal_reviews(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    in_state: Annotated[StateName | None, QueryParameter(name="state")] = None,
    mine: FromQuery[bool] = False,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[LegalReviewRow]:
    """Reviews in the asker's scope and those given to them, newest first; ``mine``: only the latter."""
    with db.read() as session:
        return reading.listed(session, actor, state=in_state, mine=mine, cursor=cursor, limit=limit)


@get(
    "/api/legal-reviews/{review_id:uuid}",
    opt=REVIEW,
    sync_to_thread=True,
    tags=TAGS,
    responses=refusals(ReviewNotFound),
)
def get_legal_review(
    review_id: FromPath[UUID], db: NamedDependency[Database], actor: NamedDependency[Actor]
) -> LegalReviewWire:
    """One review, with the hash of what is decided as of now."""
    with db.read() as session:
        return reading.review(session, actor, review_id)


@post(
    "/api/legal-reviews/{review_id:uuid}/opinion",
    opt=REVIEW,
    sync_to_thread=True,
    tags=TAGS,
    status_code=200,
    responses=refusals(ReviewNotFound, NotYours, ReviewOver, OpinionIncomplete, DecisionChanged),
)
def give_legal_opinion(
    review_id: FromPath[UUID],
    data: JSONBody[LegalOpinion],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> LegalReviewWire:
    """The opinion, point by point, once and for good."""
    with db.write() as session:
        return service.give(session, actor, review_id, data, at=clock(), request_id=request_id_of(request.scope))


@post(
    "/api/legal-reviews/{review_id:uuid}/recusal",
    opt=REVIEW,
    sync_to_thread=True,
    tags=TAGS,
    status_code=204,
    responses=refusals(ReviewNotFound, NotYours, ReviewOver),
)
def recuse_from_legal_review(
    review_id: FromPath[UUID],
    data: JSONBody[LegalEnding],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> None:
    """回避 with the reason; whoever asked chooses somebody else."""
    with db.write() as session:
        service.recuse(session, actor, review_id, data.words, at=clock(), request_id=request_id_of(request.scope))


@post(
    "/api/legal-reviews/{review_id:uuid}/recall",
    opt=REVIEW,
    sync_to_thread=True,
    tags=TAGS,
    status_code=200,
    responses=refusals(ReviewNotFound, InspectionNotFound, ReviewOver),
)
def recall_legal_review(
    review_id: FromPath[UUID],
    data: JSONBody[LegalEnding],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> LegalReviewWire:
    """撤回 by the side that asked, with the reason."""
    with db.write() as session:
        return service.recall(
            session, actor, review_id, data.words, at=clock(), request_id=request_id_of(request.scope)
        )
