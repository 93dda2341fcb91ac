"""What people do about alerts, each step with its words, kept for good."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.compliance import alert_queries as queries
from zhifa.compliance.alert_models import Alert
from zhifa.compliance.alert_schemas import AlertDetail, AlertFinding, AlertRow, AlertStepDraft, AlertStepRow
from zhifa.compliance.reading import title_of
from zhifa.compliance.rules import RULES
from zhifa.errors import BadRequest, Conflict, NotFound
from zhifa.identity import audit
from zhifa.identity import queries as accounts
from zhifa.identity.actor import Actor
from zhifa.notify import occasions as notify
from zhifa.notify.service import quote
from zhifa.pages import Page, decode_cursor, page_of

SHOWN = 100
LONGEST_SNOOZE = timedelta(days=90)


class AlertNotFound(NotFound):
    code = "alert_not_found"
    detail = "没有找到这条预警,或它不在您的管辖范围内。"


class AlertWordsRequired(BadRequest):
    code = "words_required"
    detail = "这一步须写明理由或查明的事实,尚未提交。请写明后再提交。"


class ConclusionRequired(BadRequest):
    code = "conclusion_required"
    detail = "关闭预警须选定查明的结论,尚未提交。"


class SnoozeInvalid(BadRequest):
    code = "snooze_invalid"
    detail = "暂缓须选定到期日,自明日起、不超过 90 天,尚未提交。"


class OwnerInvalid(BadRequest):
    code = "owner_invalid"
    detail = "所选人员不能处理该单位的预警,尚未提交。请选择有权审核该单位记录的人员。"


class StepInvalid(Conflict):
    code = "step_invalid"
    detail = "这条预警的状态已有变化,不能办理此步,未作改动。请刷新后查看。"


def page(
    session: Session, actor: Actor, filters: queries.AlertFilters, *, cursor: str | None, limit: int
) -> Page[AlertRow]:
    """Raises CursorInvalid."""
    position = decode_cursor(cursor, queries.POSITION) if cursor else None
    rows = queries.page_rows(session, actor, filters, position, limit + 1)
    return page_of(rows, limit, lambda row: (row.last_at, row.id), _row)


def detail(session: Session, actor: Actor, alert: UUID) -> AlertDetail:
    """Raises AlertNotFound."""
    row = queries.one(session, actor, alert)
    if row is None:
        raise AlertNotFound
    findings = [AlertFinding(**found._mapping) for found in queries.findings_of(session, alert, SHOWN)]
    steps = [AlertStepRow(s.at, s.step, s.words, s.by, s.detail) for s in queries.steps_of(session, alert)]
    return AlertDetail(_row(row), findings, steps)


def step(
    session: Session, actor: Actor, alert_id: UUID, draft: AlertStepDraft, *, at: datetime, request_id: str | None
) -> AlertDetail:
    """Takes one step, and tells whom an alert is handed to.

    Raises: as ``take``.
    """
    alert = take(session, actor, alert_id, draft, at=at, request_id=request_id)
    if draft.step == "assign" and alert.owner_id not in {None, actor.account_id}:
        _tell_owner(session, alert, draft.words, at)
    return detail(session, actor, alert_id)


def take(
    session: Session, actor: Actor, alert_id: UUID, draft: AlertStepDraft, *, at: datetime, request_id: str | None
) -> Alert:
    """Takes one step and writes it down.

    Raises:
        AlertNotFound, AlertWordsRequired, ConclusionRequired, SnoozeInvalid, OwnerInvalid
        StepInvalid: not from the state in which the alert is.
    """
    if queries.one(session, actor, alert_id) is None:
        raise AlertNotFound
    alert = queries.hold(session, alert_id)
    if alert is None:
        raise AlertNotFound
    if not draft.words.strip() and draft.step not in {"acknowledge", "assign"}:
        raise AlertWordsRequired
    if draft.step != "comment" and (alert.state == "closed") != (draft.step == "reopen"):
        raise StepInvalid(state=alert.state)
    told = _STEPS[draft.step](session, alert, draft, at)
    session.flush()
    queries.add_step(session, alert_id, actor.account_id, draft.step, draft.words.strip(), told, at)
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=f"alert_{draft.step}",
        target_type="alert",
        target_id=alert_id,
        request_id=request_id,
        detail={"rule": alert.rule, **told},
    )
    return alert


def _tell_owner(session: Session, alert: Alert, words: str, at: datetime) -> None:
    said = f"“{title_of(alert.rule)}”的预警交由您处理,请打开查看。{quote(words)}"
    notify.alert_assigned(session, str(alert.id), [alert.owner_id] if alert.owner_id else [], said, at=at)


def _acknowledge(_session: Session, alert: Alert, _draft: AlertStepDraft, _at: datetime) -> dict[str, Any]:
    alert.state, alert.snoozed_until = "acknowledged", None
    return {}


def _snooze(_session: Session, alert: Alert, draft: AlertStepDraft, at: datetime) -> dict[str, Any]:
    today = at.astimezone(SHANGHAI).date()
    until = draft.until
    if not until or not today < until <= today + LONGEST_SNOOZE:
        raise SnoozeInvalid
    alert.state, alert.snoozed_until = "snoozed", until
    return {"until": until.isoformat()}


def _close(_session: Session, alert: Alert, draft: AlertStepDraft, _at: datetime) -> dict[str, Any]:
    if not draft.conclusion:
        raise ConclusionRequired
    alert.state, alert.snoozed_until, alert.conclusion = "closed", None, draft.conclusion
    return {"conclusion": draft.conclusion}


def _reopen(session: Session, alert: Alert, _draft: AlertStepDraft, _at: datetime) -> dict[str, Any]:
    """Unless another alert of the same group has been opened since."""
    key = {"rule": alert.rule, "agency_id": alert.agency_id, "about": alert.about}
    if queries.not_closed(session, key) is not None:
        raise StepInvalid("同类情形已另有一条未关闭的预警,请在那一条中处理,未作改动。")
    alert.state, alert.conclusion = "open", None
    return {}


def _assign(session: Session, alert: Alert, draft: AlertStepDraft, _at: datetime) -> dict[str, Any]:
    if not draft.owner or not queries.may_own(session, draft.owner, alert.agency_id):
        raise OwnerInvalid
    alert.owner_id = draft.owner
    return {"owner": str(draft.owner), "owner_name": accounts.name_of(session, draft.owner)}


def _comment(_session: Session, _alert: Alert, _draft: AlertStepDraft, _at: datetime) -> dict[str, Any]:
    return {}


_STEPS: Mapping[str, Callable[[Session, Alert, AlertStepDraft, datetime], dict[str, Any]]] = {
    "acknowledge": _acknowledge,
    "snooze": _snooze,
    "close": _close,
    "reopen": _reopen,
    "assign": _assign,
    "comment": _comment,
}


def _row(row: Any) -> AlertRow:
    rule = RULES.get(row.rule)
    kept = {name: value for name, value in row._mapping.items() if name != "about"}
    return AlertRow(**kept, title=title_of(row.rule), source=rule.citation if rule else "")
