"""Duties of a visit, and what the rules measure by: published figures and the calendar."""

from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from zhifa.calendar import uncertain_ahead
from zhifa.clock import SHANGHAI, Clock
from zhifa.compliance import figures
from zhifa.compliance.schemas import CalendarState, DutyDraft, ThresholdDraft, ThresholdRow
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.inspections.policy import InspectionNotFound
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

#: 90 days to decide a case (行政处罚法 art. 60), and the days of rest that may follow.
LONGEST_TERM_DAYS = 100


@post(
    "/api/inspections/{inspection_id:uuid}/duties",
    opt={"permission": Permission.INSPECTION_REVIEW},
    sync_to_thread=True,
    status_code=204,
    tags=["review"],
    responses=refusals(InspectionNotFound, figures.DoneInFuture),
)
def register_duty(
    inspection_id: FromPath[UUID],
    data: JSONBody[DutyDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> None:
    """Registers that what a term asks for was done; the visit is checked again."""
    with db.write() as session:
        figures.register_duty(session, actor, inspection_id, data, at=clock(), request_id=request_id_of(request.scope))


@get("/api/calendar", opt={"permission": Permission.ALERT_READ}, sync_to_thread=False, tags=["review"])
def read_calendar(clock: NamedDependency[Clock]) -> CalendarState:
    """Whether working days are known as far as the longest term begun today reaches."""
    today = clock().astimezone(SHANGHAI).date()
    return CalendarState(today, uncertain_ahead(today, LONGEST_TERM_DAYS))


@get(
    "/api/thresholds",
    opt={"permission": Permission.ALERT_READ},
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(),
)
def list_thresholds(db: NamedDependency[Database], actor: NamedDependency[Actor]) -> list[ThresholdRow]:
    """Every figure by which the rules measure: defaults and what was published, with source and dates."""
    with db.read() as session:
        return figures.in_force(session, actor)


@post(
    "/api/thresholds",
    opt={"permission": Permission.THRESHOLD_PUBLISH},
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(figures.ThresholdUnknown, figures.ThresholdOutOfScope),
)
def publish_threshold(
    data: JSONBody[ThresholdDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> list[ThresholdRow]:
    """Publishes a figure; visits from its first day on are checked again."""
    with db.write() as session:
        return figures.publish(session, actor, data, at=clock(), request_id=request_id_of(request.scope))
