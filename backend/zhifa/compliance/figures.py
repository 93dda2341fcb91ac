"""Duties registered as done and thresholds published: what people add to what the rules go by."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.compliance import figure_queries as queries
from zhifa.compliance.models import Duty, Threshold
from zhifa.compliance.rechecking import add_range
from zhifa.compliance.schemas import DutyDraft, ThresholdDraft, ThresholdRow
from zhifa.compliance.thresholds import CAP, defaults
from zhifa.errors import BadRequest, Forbidden
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.identity.models import Role
from zhifa.ids import new_id
from zhifa.inspections.changes import announce
from zhifa.inspections.policy import require_visible


class DoneInFuture(BadRequest):
    code = "done_in_future"
    detail = "办理日期不能晚于今天,尚未登记。请核对日期。"


class ThresholdUnknown(BadRequest):
    code = "threshold_unknown"
    detail = "没有这项核查数值,或事项不适用于它,尚未公布。请从列表中选择。"


class ThresholdOutOfScope(Forbidden):
    code = "threshold_out_of_scope"
    detail = "您只能为本单位或本行政区划内的单位公布核查数值,尚未公布。"


def register_duty(
    session: Session, actor: Actor, inspection: UUID, draft: DutyDraft, *, at: datetime, request_id: str | None
) -> None:
    """Registers that something was done about a visit; its findings are made anew.

    Raises:
        InspectionNotFound, DoneInFuture
    """
    require_visible(session, actor, inspection)
    if draft.done_on > at.astimezone(SHANGHAI).date():
        raise DoneInFuture
    duty = Duty(
        id=new_id(),
        inspection_id=inspection,
        duty=draft.duty,
        done_on=draft.done_on,
        words=draft.words.strip(),
        account_id=actor.account_id,
        at=at,
    )
    session.add(duty)
    announce(session, [inspection], at=at)
    detail = {"duty": draft.duty, "done_on": draft.done_on.isoformat()}
    _audit(session, actor, "duty_register", "inspection", inspection, detail, at, request_id)


def publish(
    session: Session, actor: Actor, draft: ThresholdDraft, *, at: datetime, request_id: str | None
) -> list[ThresholdRow]:
    """Publishes a figure from its first day; every visit since then is checked again.

    Raises:
        ThresholdUnknown, ThresholdOutOfScope
    """
    if draft.code not in {*defaults(), CAP} or (draft.matter_id and draft.code != CAP):
        raise ThresholdUnknown
    agency, division = _publisher(session, actor, draft)
    row = Threshold(
        id=new_id(),
        code=draft.code,
        agency_id=agency,
        division_code=division,
        matter_id=draft.matter_id,
        value=draft.value,
        source=draft.source.strip(),
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        set_by=actor.account_id,
        set_at=at,
    )
    session.add(row)
    session.flush()
    since = datetime.combine(draft.valid_from, time(), SHANGHAI)
    add_range(session, queries.agencies_concerned(session, agency, division), since, at=at)
    told = {"code": draft.code, "value": draft.value, "agency": str(agency) if agency else None}
    _audit(session, actor, "threshold_publish", "threshold", row.id, told, at, request_id)
    return in_force(session, actor)


def in_force(session: Session, actor: Actor) -> list[ThresholdRow]:
    """The defaults, then what was published in the actor's scope, the newest first."""
    return [*_defaults(), *(_published(row) for row in queries.published(session, actor))]


def _publisher(session: Session, actor: Actor, draft: ThresholdDraft) -> tuple[UUID | None, str | None]:
    """(agency, None) or (None, division) for whom the actor may publish."""
    agency = draft.agency_id or (actor.agency_id if actor.role is Role.SUPERVISOR else None)
    if agency is None:
        return None, actor.division_code
    if not queries.in_scope(session, actor, agency):
        raise ThresholdOutOfScope
    return agency, None


def _defaults() -> list[ThresholdRow]:
    nobody: dict[str, Any] = dict.fromkeys(
        ("agency_id", "agency_name", "division_code", "matter_id", "matter_name", "set_by", "valid_to")
    )
    return [
        ThresholdRow(
            code=code,
            words=told["words"],
            unit=told["unit"],
            value=told["value"],
            source=told["source"],
            valid_from=datetime.fromisoformat(told["valid_from"]).date(),
            **nobody,
        )
        for code, told in defaults().items()
    ]


def _published(row: Any) -> ThresholdRow:
    told = defaults().get(row.code, {"words": "同一机关对同一对象的年度检查频次上限", "unit": "次"})
    return ThresholdRow(words=told["words"], unit=told["unit"], **row._mapping)


def _audit(
    session: Session,
    actor: Actor,
    action: str,
    kind: str,
    target: UUID,
    detail: dict[str, Any],
    at: datetime,
    request_id: str | None,
) -> None:
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=action,
        target_type=kind,
        target_id=target,
        request_id=request_id,
        detail=detail,
    )
