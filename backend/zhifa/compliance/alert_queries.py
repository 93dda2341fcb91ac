"""SQL of the alerts. An alert is visible to whoever may see its agency's visits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency, AgencyAncestor
from zhifa.agencies.queries import in_scope
from zhifa.compliance.alert_models import Alert, AlertStep
from zhifa.compliance.models import ComplianceFinding
from zhifa.credentials.models import Officer
from zhifa.db import insert_once, table_of
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Account, Role
from zhifa.ids import new_id
from zhifa.inspections.models import Inspection
from zhifa.inspections.queries import BY_AGENCY
from zhifa.pages import after
from zhifa.subjects.models import Subject

ALERTS = cast("sa.Table", sa.inspect(Alert).local_table)
KEY = (col(Alert.last_at), col(Alert.id))
POSITION = (datetime, UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFilters:
    """``state`` None: those that are not closed."""

    state: str | None = None
    rule: str | None = None
    severity: str | None = None
    agency: UUID | None = None
    mine: bool = False


def not_closed(session: Session, key: Mapping[str, Any]) -> UUID | None:
    conditions = [ALERTS.c[name] == value for name, value in key.items()]
    return session.connection().scalar(sa.select(ALERTS.c.id).where(ALERTS.c.state != "closed", *conditions))


def open_alert(session: Session, key: Mapping[str, Any], severity: str, now: datetime) -> UUID:
    """A new alert; where another transaction opened one meanwhile, that one."""
    made = new_id()
    values = {"about_name": _name_of(session, key["about"]), "state": "open", "count": 0, "first_at": now}
    owner = _supervisor_of(session, key["agency_id"])
    insert_once(session, Alert, id=made, severity=severity, last_at=now, owner_id=owner, **key, **values)
    return not_closed(session, key) or made


def owner_of(session: Session, alert: UUID) -> UUID | None:
    return session.scalar(sa.select(ALERTS.c.owner_id).where(ALERTS.c.id == alert))


def join(session: Session, alert: UUID, findings: Collection[UUID], severity: str) -> None:
    """The findings belong to the alert, which is as grave as its gravest."""
    table = table_of(ComplianceFinding)
    session.connection().execute(sa.update(table).where(table.c.id.in_(findings)).values(alert_id=alert))
    if severity == "block":
        session.execute(sa.update(ALERTS).where(ALERTS.c.id == alert).values(severity=severity))


def recount(session: Session, alert: UUID, now: datetime) -> int:
    """How many of its findings are open, written down."""
    belongs = (col(ComplianceFinding.alert_id) == alert, col(ComplianceFinding.state) == "open")
    count = session.scalar(sa.select(sa.func.count()).select_from(ComplianceFinding).where(*belongs)) or 0
    session.execute(sa.update(ALERTS).where(ALERTS.c.id == alert).values(count=count, last_at=now))
    return count


def close_resolved(session: Session, alert: UUID) -> bool:
    """Whether it was still to be closed."""
    closed = session.execute(
        sa.update(ALERTS)
        .where(ALERTS.c.id == alert, ALERTS.c.state != "closed")
        .values(state="closed", conclusion="resolved", snoozed_until=None)
        .returning(ALERTS.c.id)
    )
    return closed.first() is not None


def add_step(
    session: Session,
    alert: UUID,
    account: UUID | None,
    step: str,
    words: str,
    detail: Mapping[str, Any],
    at: datetime,
) -> None:
    row = {"id": new_id(), "alert_id": alert, "at": at, "account_id": account}
    session.execute(sa.insert(AlertStep), {**row, "step": step, "words": words, "detail": dict(detail)})


def wake(session: Session, today: date) -> Sequence[UUID]:
    """Alerts whose snooze has ended, open again."""
    return session.scalars(
        sa.update(ALERTS)
        .where(ALERTS.c.state == "snoozed", ALERTS.c.snoozed_until <= today)
        .values(state="open", snoozed_until=None)
        .returning(ALERTS.c.id)
    ).all()


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.role not in BY_AGENCY:
        return sa.false()
    return ALERTS.c.agency_id.in_(agencies_in_scope(actor))


def page_rows(
    session: Session, actor: Actor, filters: AlertFilters, position: tuple[Any, ...] | None, limit: int
) -> Sequence[Any]:
    conditions = [visible_to(actor), *_conditions(actor, filters)]
    if position is not None:
        conditions.append(after(KEY, position, descending=True))
    ordered = _rows().where(*conditions).order_by(*(column.desc() for column in KEY)).limit(limit)
    return session.execute(ordered).all()


def one(session: Session, actor: Actor, alert: UUID) -> Any | None:
    return session.execute(_rows().where(visible_to(actor), ALERTS.c.id == alert)).one_or_none()


def counts(session: Session, actor: Actor) -> Mapping[str, int]:
    """How many alerts stand in each state."""
    rows = session.execute(sa.select(ALERTS.c.state, sa.func.count()).where(visible_to(actor)).group_by(ALERTS.c.state))
    return {state: count for state, count in rows}


def hold(session: Session, alert: UUID) -> Alert | None:
    return session.scalar(sa.select(Alert).where(col(Alert.id) == alert).with_for_update())


def steps_of(session: Session, alert: UUID) -> Sequence[Any]:
    return session.execute(
        sa.select(
            col(AlertStep.id), col(AlertStep.at), col(AlertStep.step), col(AlertStep.words), col(AlertStep.detail),
            col(Account.display_name).label("by"),
        )
        .outerjoin(Account, col(Account.id) == col(AlertStep.account_id))
        .where(col(AlertStep.alert_id) == alert)
        .order_by(col(AlertStep.at), col(AlertStep.id))
    ).all()  # fmt: skip


def findings_of(session: Session, alert: UUID, limit: int) -> Sequence[Any]:
    """Its findings with their visits, open ones first, then the latest."""
    return session.execute(
        sa.select(
            col(ComplianceFinding.inspection_id), col(ComplianceFinding.state), col(ComplianceFinding.severity),
            col(ComplianceFinding.trace), col(ComplianceFinding.at), col(Inspection.subject_name),
            col(Inspection.opened_at),
        )
        .join(Inspection, col(Inspection.id) == col(ComplianceFinding.inspection_id))
        .where(col(ComplianceFinding.alert_id) == alert)
        .order_by(col(ComplianceFinding.state), col(ComplianceFinding.at).desc(), col(ComplianceFinding.id))
        .limit(limit)
    ).all()  # fmt: skip


def may_own(session: Session, account: UUID, agency: UUID) -> bool:
    """Whether the account is a reviewer whose scope reaches the agency."""
    found = session.get(Account, account)
    if found is None or not found.active or found.role not in {Role.SUPERVISOR.value, Role.OVERSEER.value}:
        return False
    actor = Actor(
        account_id=found.id, session_id=found.id, role=Role(found.role), display_name=found.display_name,
        agency_id=found.agency_id, division_code=found.division_code, officer_id=found.officer_id,
    )  # fmt: skip
    return in_scope(session, actor, {agency})


def _rows() -> sa.Select[Any]:
    owner: sa.ColumnElement[str] = col(Account.display_name).label("owner_name")
    return (
        sa.select(*ALERTS.c, col(Agency.name).label("agency_name"), owner)
        .join(Agency, col(Agency.id) == ALERTS.c.agency_id)
        .outerjoin(Account, col(Account.id) == ALERTS.c.owner_id)
    )


def _conditions(actor: Actor, filters: AlertFilters) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [
        ALERTS.c.state == filters.state if filters.state else ALERTS.c.state != "closed"
    ]
    named = {"rule": filters.rule, "severity": filters.severity, "agency_id": filters.agency}
    found += [ALERTS.c[name] == value for name, value in named.items() if value]
    if filters.mine:
        found.append(ALERTS.c.owner_id == actor.account_id)
    return found


def _name_of(session: Session, about: str) -> str:
    """The officer's or subject's name."""
    try:
        key = UUID(about)
    except ValueError:
        return ""
    names = sa.union_all(
        sa.select(col(Officer.name)).where(col(Officer.id) == key),
        sa.select(col(Subject.name)).where(col(Subject.id) == key),
    )
    return session.scalar(names) or ""


def _supervisor_of(session: Session, agency: UUID) -> UUID | None:
    """Whose business it is until it is handed on: a supervisor of the agency, else of one above it."""
    own = sa.case((col(Account.agency_id) == agency, 0), else_=1)
    return session.scalar(
        sa.select(col(Account.id))
        .join(AgencyAncestor, col(AgencyAncestor.ancestor_id) == col(Account.agency_id))
        .where(
            col(AgencyAncestor.agency_id) == agency,
            col(Account.role) == Role.SUPERVISOR.value,
            col(Account.active),
        )
        .order_by(own, col(Account.username))
        .limit(1)
    )
