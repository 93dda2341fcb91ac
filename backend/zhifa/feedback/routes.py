"""/api/complaints and /api/ratings: the desk of the justice bureau's overseers."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from zhifa.clock import SHANGHAI, Clock
from zhifa.db import Database
from zhifa.evidence.problems import DerivativePending
from zhifa.feedback import complaint_queries, complaint_steps, complaints, photos, ratings
from zhifa.feedback.complaint_steps import BureauUnknown, ComplaintChanged, StepNotOpen, WordsMissing
from zhifa.feedback.complaints import ComplaintNotFound
from zhifa.feedback.photos import PhotoNotFound
from zhifa.feedback.schemas import ComplaintDetail, ComplaintRow, ComplaintState, NewStep, RatingRow
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.keyring import KeyRing
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.ports import ObjectStore
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

HANDLE = {"permission": Permission.COMPLAINT_HANDLE}


@get("/api/complaints", opt=HANDLE, sync_to_thread=True, tags=["feedback"], responses=refusals(CursorInvalid))
def list_complaints(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    in_state: Annotated[ComplaintState | None, QueryParameter(name="state")] = None,
    overdue: FromQuery[bool] = False,
    q: FromQuery[str | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[ComplaintRow]:
    """投诉 that bureaus of the asker's division handle, the latest first."""
    today = clock().astimezone(SHANGHAI).date()
    with db.read() as session:
        return complaints.page(
            session, actor, today=today, limit=limit, state=in_state, late=overdue, q=q, cursor=cursor
        )


@get(
    "/api/complaints/{complaint_id:uuid}",
    opt=HANDLE,
    sync_to_thread=True,
    tags=["feedback"],
    responses=refusals(ComplaintNotFound),
)
def get_complaint(
    complaint_id: FromPath[UUID],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> ComplaintDetail:
    """One complaint with its history and what may be done with it."""
    with db.read() as session:
        return complaints.detail(session, actor, complaint_id, today=clock().astimezone(SHANGHAI).date())


@post(
    "/api/complaints/{complaint_id:uuid}/steps",
    opt=HANDLE,
    sync_to_thread=True,
    tags=["feedback"],
    responses=refusals(ComplaintNotFound, ComplaintChanged, StepNotOpen, WordsMissing, BureauUnknown),
)
def take_complaint_step(
    complaint_id: FromPath[UUID],
    data: JSONBody[NewStep],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> ComplaintRow:
    """受理、不予受理、转办、答复、办结. Answers with the complaint as it then is, also where it went elsewhere."""
    at = clock()
    with db.write() as session:
        held = complaint_queries.hold(session, actor, complaint_id)
        if held is None:
            raise ComplaintNotFound
        complaint_steps.take_step(session, actor, held, data, at=at, request_id=request_id_of(request.scope))
        session.flush()
        return complaints.row_of(session, held.tracking, at.astimezone(SHANGHAI).date())


@get(
    "/api/complaints/{complaint_id:uuid}/pictures/{photo_id:uuid}",
    opt=HANDLE,
    sync_to_thread=True,
    tags=["feedback"],
    responses=refusals(PhotoNotFound, DerivativePending),
)
def get_complaint_picture(
    complaint_id: FromPath[UUID],
    photo_id: FromPath[UUID],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    objects: NamedDependency[ObjectStore],
) -> Response[bytes]:
    """The picture made from a photograph, without its metadata."""
    with db.read() as session:
        shown = complaint_queries.picture(session, actor, complaint_id, photo_id)
    if shown == "pending":
        raise DerivativePending
    if shown != "ready":
        raise PhotoNotFound
    headers = {"Cache-Control": "private, max-age=3600"}
    return Response(photos.read(objects, photo_id), media_type="image/jpeg", headers=headers)


@get("/api/ratings", opt=HANDLE, sync_to_thread=True, tags=["feedback"], responses=refusals())
def list_ratings(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    key_ring: NamedDependency[KeyRing],
    clock: NamedDependency[Clock],
) -> list[RatingRow]:
    """评价 of the last whole quarter, of agencies with five or more."""
    with db.read() as session:
        return ratings.with_words(session, key_ring, actor, clock())
