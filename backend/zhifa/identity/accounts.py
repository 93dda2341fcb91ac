"""Accounts as their holder sees them, and as the administrator keeps them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.credentials.queries import officer_card
from zhifa.errors import Conflict, NotFound
from zhifa.identity import audit, queries, throttle, throttle_queries
from zhifa.identity.actor import Actor
from zhifa.identity.models import Account, Role
from zhifa.identity.permissions import GRANTS, Permission
from zhifa.identity.schemas import Account as AccountOnWire
from zhifa.identity.schemas import AccountRow, AccountState, AgencyCard, DivisionCard
from zhifa.pages import Page, page_of
from zhifa.settings import Settings


class AccountNotFound(NotFound):
    code = "account_not_found"
    detail = "没有找到该账号,请刷新列表后再试。"


class OwnAccount(Conflict):
    code = "own_account"
    detail = "不能停用您自己正在使用的账号,未作改动。请由另一位系统管理员操作。"


def own_card(session: Session, account_id: UUID, at: datetime, settings: Settings) -> AccountOnWire:
    """Everything an app needs to know of the person it serves."""
    row = queries.account_card(session, account_id)
    role = Role(row.role)
    return AccountOnWire(
        id=row.id,
        username=row.username,
        display_name=row.display_name,
        role=role,
        agency=_agency(row),
        division=DivisionCard(row.division_code, row.division_name) if row.division_code else None,
        officer=officer_card(session, row.officer_id, at) if row.officer_id else None,
        permissions=sorted(p.value for p in GRANTS[role] if p is not Permission.PUBLIC),
        demo=settings.demo,
    )


def listed(
    session: Session, *, q: str | None, role: Role | None, cursor: str | None, limit: int, at: datetime
) -> Page[AccountRow]:
    rows = queries.accounts(session, q=q, role=role, cursor=cursor, limit=limit)
    made = iter(_rows(session, rows[:limit], at))
    return page_of(rows, limit, lambda row: (row.username,), lambda _row: next(made))


def unlock(session: Session, actor: Actor, account_id: UUID, *, at: datetime, request_id: str | None) -> AccountRow:
    """The next login need not wait; the counting starts afresh.

    Raises:
        AccountNotFound
    """
    account = held(session, account_id)
    throttle.unlock(session, account.username)
    note(session, actor, account_id, "account_unlock", at, request_id, {})
    return row(session, account_id, at)


def set_state(
    session: Session, actor: Actor, account_id: UUID, state: AccountState, *, at: datetime, request_id: str | None
) -> AccountRow:
    """Enables or disables; disabling ends every login of the account at once.

    Raises:
        AccountNotFound
        OwnAccount: nobody locks themselves out.
    """
    account = held(session, account_id)
    if account_id == actor.account_id and not state.active:
        raise OwnAccount
    if account.active != state.active:
        account.active = state.active
        ended = 0 if state.active else queries.end_sessions(session, account_id, at, "account_disabled")
        action = "account_enable" if state.active else "account_disable"
        detail = {"reason": state.reason.strip(), "sessions_ended": ended}
        note(session, actor, account_id, action, at, request_id, detail)
        session.flush()
    return row(session, account_id, at)


def held(session: Session, account_id: UUID) -> Account:
    """The account, held until the transaction ends.

    Raises:
        AccountNotFound
    """
    account = queries.account_locked(session, account_id)
    if account is None:
        raise AccountNotFound
    return account


def note(
    session: Session,
    actor: Actor,
    account_id: UUID,
    action: str,
    at: datetime,
    request_id: str | None,
    detail: dict[str, Any],
) -> None:
    """Leaves a trace of what was done to an account."""
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=action,
        target_type="account",
        target_id=account_id,
        request_id=request_id,
        detail=detail,
    )


def row(session: Session, account_id: UUID, at: datetime) -> AccountRow:
    """One account as the list shows it."""
    return _rows(session, [queries.account_card(session, account_id)], at)[0]


def _rows(session: Session, rows: Sequence[Any], at: datetime) -> list[AccountRow]:
    keys = {row.id: throttle.name_key(row.username) for row in rows}
    waiting = throttle_queries.waiting(session, list(keys.values()), at)
    return [
        AccountRow(
            id=row.id,
            username=row.username,
            display_name=row.display_name,
            role=Role(row.role),
            agency_name=row.agency_name,
            division_name=row.division_name or row.agency_division_name,
            active=row.active,
            locked_until=waiting.get(keys[row.id]),
            one_time_until=row.one_time_until,
        )
        for row in rows
    ]


def _agency(row: Any) -> AgencyCard | None:
    if row.agency_id is None:
        return None
    return AgencyCard(
        id=row.agency_id,
        name=row.agency_name,
        division_code=row.agency_division_code,
        division_name=row.agency_division_name,
        supervision_phone=row.supervision_phone,
    )
