"""移送: GET and POST of referrals, their answers, and the agencies that a record may be referred to."""

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
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest
from zhifa.review import referral_reading as reading
from zhifa.review import referral_service as service
from zhifa.review.blockers import REFUSALS
from zhifa.review.referral_queries import ReferralFilters
from zhifa.review.referral_schemas import (
    Direction,
    ReferralAgency,
    ReferralAnswer,
    ReferralDraft,
    ReferralRow,
    ReferralState,
)
from zhifa.review.service import ConflictOfInterest, EntriesUnknown, ReviewConflict

REVIEW = {"permission": Permission.INSPECTION_REVIEW}


@get("/api/referrals", opt=REVIEW, sync_to_thread=True, tags=["review"], responses=refusals(CursorInvalid))
def list_referrals(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    direction: FromQuery[Direction] = "in",
    in_state: Annotated[ReferralState | None, QueryParameter(name="state")] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[ReferralRow]:
    """Records referred to agencies of the asker's scope, or from them, the latest first."""
    filters = ReferralFilters(direction=direction, state=in_state)
    with db.read() as session:
        return reading.page(session, actor, filters, cursor=cursor, limit=limit)


@get(
    "/api/inspections/{inspection_id:uuid}/referral-agencies",
    opt=REVIEW,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(InspectionNotFound),
)
def list_referral_agencies(
    inspection_id: FromPath[UUID],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    q: Annotated[str, QueryParameter(max_length=100, description="In the name")] = "",
) -> list[ReferralAgency]:
    """Where the record may be referred to, those of its own county first; words narrow them."""
    with db.read() as session:
        return reading.addressable(session, actor, inspection_id, q)


@post(
    "/api/inspections/{inspection_id:uuid}/referrals",
    opt=REVIEW,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(
        InspectionNotFound,
        ConflictOfInterest,
        EntriesUnknown,
        ReviewConflict,
        service.ReferralWordsRequired,
        service.AgencyNotAddressable,
        service.FindingsUnknown,
        service.ReferralMoved,
        *REFUSALS.values(),
    ),
)
def refer_inspection(
    inspection_id: FromPath[UUID],
    data: JSONBody[ReferralDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> ReferralRow:
    """Refers the version of the record that the reviewer saw to another agency."""
    with db.write() as session:
        return service.refer(session, actor, inspection_id, data, at=clock(), request_id=request_id_of(request.scope))


@post(
    "/api/referrals/{referral_id:uuid}/answers",
    opt=REVIEW,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(
        service.ReferralNotFound, ConflictOfInterest, service.ReferralWordsRequired, service.ReferralMoved
    ),
)
def answer_referral(
    referral_id: FromPath[UUID],
    data: JSONBody[ReferralAnswer],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> ReferralRow:
    """The addressed agency accepts or gives back; the sending side recalls what has no answer."""
    with db.write() as session:
        return service.answer(session, actor, referral_id, data, at=clock(), request_id=request_id_of(request.scope))
