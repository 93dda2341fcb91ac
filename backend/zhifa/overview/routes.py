"""GET /api/overview, and the same as a file."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter

from zhifa.clock import Clock
from zhifa.credentials.file_routes import CONFINED
from zhifa.db import Database
from zhifa.errors import BadRequest
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.overview import exporting, reading
from zhifa.overview.periods import PeriodUnreadable, month_of, parse
from zhifa.overview.queries import Filters
from zhifa.overview.schemas import Overview
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

TAGS = ["overview"]
WRITTEN = "A month `2026-11`, a quarter `2026-Q4` or a year `2026`; the current month unless said"


class PeriodInvalid(BadRequest):
    code = "period_invalid"
    detail = "统计期写法不正确,请按“2026-11”“2026-Q4”或“2026”的样子填写后重试。"


def filters_of_query(
    clock: NamedDependency[Clock],
    period: Annotated[str | None, QueryParameter(max_length=10, description=WRITTEN)] = None,
    agency: FromQuery[UUID | None] = None,
    division: Annotated[str | None, QueryParameter(pattern=r"^\d{6}(\d{3})?$", description="It and beneath")] = None,
    field: Annotated[str | None, QueryParameter(max_length=40, description="Of the agency")] = None,
) -> Filters:
    """Raises PeriodInvalid."""
    try:
        asked = parse(period or month_of(clock()))
    except PeriodUnreadable as error:
        raise PeriodInvalid from error
    return Filters(period=asked, agency=agency, division=division or None, field=(field or "").strip() or None)


FILTERS = {"filters": Provide(filters_of_query, sync_to_thread=False)}


@get(
    "/api/overview",
    opt={"permission": Permission.OVERVIEW_READ},
    sync_to_thread=True,
    tags=TAGS,
    dependencies=FILTERS,
    responses=refusals(PeriodInvalid),
)
def read_overview(
    db: NamedDependency[Database], actor: NamedDependency[Actor], filters: NamedDependency[Filters]
) -> Overview:
    """What the visits of the asker's scope amount to in a period, beside the period before it."""
    with db.read() as session:
        return reading.overview(session, actor, filters)


@get(
    "/api/overview/export",
    opt={"permission": Permission.OVERVIEW_EXPORT},
    sync_to_thread=True,
    tags=TAGS,
    dependencies=FILTERS,
    responses=refusals(PeriodInvalid),
)
def export_overview(
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
    filters: NamedDependency[Filters],
) -> Response[bytes]:
    """The same as an XLSX, with what each figure means; texts never are formulas. It is audited."""
    with db.read() as session:
        told = reading.overview(session, actor, filters)
    content = exporting.workbook(told, clock())
    with db.write() as session:
        exporting.tell(session, actor, filters, at=clock(), request_id=request_id_of(request.scope))
    name = f'attachment; filename="overview-{filters.period.code}.xlsx"'
    return Response(content, media_type=exporting.MEDIA_TYPE, headers={**CONFINED, "Content-Disposition": name})
