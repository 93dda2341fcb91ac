"""GET /api/alerts, one alert, and the steps taken about it."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from zhifa.clock import Clock
from zhifa.compliance import alert_batch
from zhifa.compliance import alert_service as service
from zhifa.compliance.alert_queries import AlertFilters
from zhifa.compliance.alert_queries import counts as counts_of
from zhifa.compliance.alert_schemas import (
    AlertAssignmentDraft,
    AlertAssignmentOutcome,
    AlertCounts,
    AlertDetail,
    AlertRow,
    AlertState,
    AlertStepDraft,
)
from zhifa.compliance.schemas import SeverityName
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

READ = {"permission": Permission.ALERT_READ}
STATE = "One state; those not closed unless said"


@get("/api/alerts", opt=READ, sync_to_thread=True, tags=["review"], responses=refusals(CursorInvalid))
def list_alerts(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    in_state: Annotated[AlertState | None, QueryParameter(name="state", description=STATE)] = None,
    rule: Annotated[str | None, QueryParameter(max_length=20)] = None,
    severity: FromQuery[SeverityName | None] = None,
    agency: FromQuery[UUID | None] = None,
    mine: FromQuery[bool] = False,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[AlertRow]:
    """预警 in the asker's scope, those that last changed first."""
    filters = AlertFilters(state=in_state, rule=rule, severity=severity, agency=agency, mine=mine)
    with db.read() as session:
        return service.page(session, actor, filters, cursor=cursor, limit=limit)


@get("/api/alerts/counts", opt=READ, sync_to_thread=True, tags=["review"], responses=refusals())
def count_alerts(db: NamedDependency[Database], actor: NamedDependency[Actor]) -> AlertCounts:
    """How many alerts of the asker's scope stand in each state."""
    with db.read() as session:
        return AlertCounts(**counts_of(session, actor))


@get(
    "/api/alerts/{alert_id:uuid}",
    opt=READ,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(service.AlertNotFound),
)
def get_alert(alert_id: FromPath[UUID], db: NamedDependency[Database], actor: NamedDependency[Actor]) -> AlertDetail:
    """One alert with its findings and its history."""
    with db.read() as session:
        return service.detail(session, actor, alert_id)


@post(
    "/api/alerts/{alert_id:uuid}/steps",
    opt={"permission": Permission.ALERT_STEP},
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(
        service.AlertNotFound,
        service.AlertWordsRequired,
        service.ConclusionRequired,
        service.SnoozeInvalid,
        service.OwnerInvalid,
        service.StepInvalid,
    ),
)
def step_alert(
    alert_id: FromPath[UUID],
    data: JSONBody[AlertStepDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> AlertDetail:
    """Acknowledges, snoozes with a reason, closes with a finding of fact, reopens, hands on, or comments."""
    with db.write() as session:
        return service.step(session, actor, alert_id, data, at=clock(), request_id=request_id_of(request.scope))


@post(
    "/api/alerts/assignments",
    opt={"permission": Permission.ALERT_STEP},
    status_code=200,
    sync_to_thread=True,
    tags=["review"],
    responses=refusals(),
)
def assign_alerts(
    data: JSONBody[AlertAssignmentDraft],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> list[AlertAssignmentOutcome]:
    """Hands alerts to one person, one by one; says of each what became of it."""
    return alert_batch.assign(db, actor, data, clock=clock, request_id=request_id_of(request.scope))
