"""GET /api/inspections, its counts, one inspection, and its entries."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, QueryParameter

from zhifa.clock import SHANGHAI
from zhifa.db import Database
from zhifa.errors import BadRequest
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.inspections import entry_reading, reading, record_reading
from zhifa.inspections.listing import Filters
from zhifa.inspections.policy import InspectionNotFound
from zhifa.inspections.schemas import EntryRow, InspectionCounts, InspectionDetail, InspectionRow, StateName
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.settings import Settings

OPT = {"permission": Permission.INSPECTION_READ}
DAY = "A calendar day of Asia/Shanghai, included; or an RFC 3339 moment"


class DayInvalid(BadRequest):
    code = "day_invalid"
    detail = "日期写法不正确,请按“2026-11-23”的样子填写后重试。"


class StateNeeded(BadRequest):
    code = "state_needed"
    detail = "按风险排序须先选定一种状态(如待审),请选定后重试。"


def filters_of_query(
    in_state: Annotated[StateName | None, QueryParameter(name="state")] = None,
    agency: FromQuery[UUID | None] = None,
    officer: FromQuery[UUID | None] = None,
    q: Annotated[str | None, QueryParameter(max_length=100, description="In the name, or a USCC's beginning")] = None,
    since: Annotated[str | None, QueryParameter(name="from", description=DAY)] = None,
    until: Annotated[str | None, QueryParameter(name="to", description=f"{DAY} (excluded)")] = None,
    mine: FromQuery[bool] = False,
    given: Annotated[bool, QueryParameter(description="Given to the asker to review")] = False,
    risk: Annotated[int, QueryParameter(ge=0, le=1_000_000, description="At least this weight of findings")] = 0,
    sort: Annotated[Literal["newest", "risk"], QueryParameter(description="`risk` needs a `state`")] = "newest",
) -> Filters:
    if sort == "risk" and in_state is None:
        raise StateNeeded
    return Filters(
        state=in_state,
        agency=agency,
        officer=officer,
        words=(q or "").strip() or None,
        since=_moment(since, days_later=0),
        until=_moment(until, days_later=1),
        mine=mine,
        given=given,
        risk=risk,
        by_risk=sort == "risk",
    )


def _moment(text: str | None, *, days_later: int) -> datetime | None:
    """The start of a day (or of the day after it) in Shanghai; a moment is taken as it is.

    Raises:
        DayInvalid
    """
    if not text:
        return None
    try:
        if len(text) > len("2026-11-23"):
            return _aware(datetime.fromisoformat(text))
        return datetime.combine(date.fromisoformat(text), time(), SHANGHAI) + timedelta(days=days_later)
    except (ValueError, OverflowError) as error:
        raise DayInvalid from error


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment has a zone")
    return moment


FILTERS = {"filters": Provide(filters_of_query, sync_to_thread=False)}


@get(
    "/api/inspections",
    opt=OPT,
    sync_to_thread=True,
    tags=["inspections"],
    dependencies=FILTERS,
    responses=refusals(CursorInvalid, DayInvalid, StateNeeded),
)
def list_inspections(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    settings: NamedDependency[Settings],
    filters: NamedDependency[Filters],
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[InspectionRow]:
    """Inspections that the asker may see, newest closed first (open ones by their opening), or the gravest first."""
    with db.read() as session:
        return reading.page(session, actor, filters, cursor=cursor, limit=limit, settings=settings)


@get(
    "/api/inspections/counts",
    opt=OPT,
    sync_to_thread=True,
    tags=["inspections"],
    dependencies=FILTERS,
    responses=refusals(DayInvalid, StateNeeded),
)
def count_inspections(
    db: NamedDependency[Database], actor: NamedDependency[Actor], filters: NamedDependency[Filters]
) -> InspectionCounts:
    """How many stand in each state under the same filters; ``state`` itself is left out of account."""
    with db.read() as session:
        return reading.counts(session, actor, filters)


@get(
    "/api/inspections/{inspection_id:uuid}",
    opt=OPT,
    sync_to_thread=True,
    tags=["inspections"],
    responses=refusals(InspectionNotFound),
)
def get_inspection(
    inspection_id: FromPath[UUID],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    settings: NamedDependency[Settings],
) -> InspectionDetail:
    """One inspection: the record folded from its entries, its chains, files, reviews, and what blocks a decision."""
    with db.read() as session:
        return record_reading.detail(session, actor, inspection_id, settings=settings)


@get(
    "/api/inspections/{inspection_id:uuid}/entries",
    opt=OPT,
    sync_to_thread=True,
    tags=["inspections"],
    responses=refusals(InspectionNotFound, CursorInvalid),
)
def list_entries(
    inspection_id: FromPath[UUID],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    settings: NamedDependency[Settings],
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[EntryRow]:
    """The signed entries in canonical order, with both clocks."""
    with db.read() as session:
        return entry_reading.page(session, actor, inspection_id, cursor=cursor, limit=limit, settings=settings)
