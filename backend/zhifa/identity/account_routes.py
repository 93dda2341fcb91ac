"""/api/accounts: who may log in, kept by the administrator."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity import account_opening, accounts
from zhifa.identity.account_opening import OfficerHasAccount, OneTime, OwnPassword, UsernameTaken, UsernameUnfit
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.belonging import AccountIncomplete, PersonUnknown, PlaceUnknown
from zhifa.identity.models import Role
from zhifa.identity.passwords import TooManyLogins
from zhifa.identity.permissions import Permission
from zhifa.identity.schemas import AccountRow, AccountState, HandedOut, NewAccount
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

MANAGE = {"permission": Permission.ACCOUNT_MANAGE}

Sought = Annotated[str, msgspec.Meta(max_length=100)]


@get("/api/accounts", opt=MANAGE, sync_to_thread=True, tags=["accounts"], responses=refusals(CursorInvalid))
def list_accounts(
    db: NamedDependency[Database],
    clock: NamedDependency[Clock],
    q: FromQuery[Sought | None] = None,
    role: FromQuery[Role | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[AccountRow]:
    """Accounts by username."""
    with db.read() as session:
        return accounts.listed(session, q=q, role=role, cursor=cursor, limit=limit, at=clock())


@post(
    "/api/accounts/{account_id:uuid}/unlock",
    opt=MANAGE,
    sync_to_thread=True,
    tags=["accounts"],
    status_code=200,
    responses=refusals(accounts.AccountNotFound),
)
def unlock_account(
    account_id: FromPath[UUID],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> AccountRow:
    """解锁. The account may log in again at once."""
    with db.write() as session:
        return accounts.unlock(session, actor, account_id, at=clock(), request_id=request_id_of(request.scope))


@post(
    "/api/accounts/{account_id:uuid}/state",
    opt=MANAGE,
    sync_to_thread=True,
    tags=["accounts"],
    status_code=200,
    responses=refusals(accounts.AccountNotFound, accounts.OwnAccount),
)
def set_account_state(
    account_id: FromPath[UUID],
    data: JSONBody[AccountState],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> AccountRow:
    """启用或停用账号. Disabling ends its logins at once."""
    with db.write() as session:
        return accounts.set_state(session, actor, account_id, data, at=clock(), request_id=request_id_of(request.scope))


@post(
    "/api/accounts",
    opt=MANAGE,
    sync_to_thread=True,
    tags=["accounts"],
    responses=refusals(
        UsernameUnfit, UsernameTaken, OfficerHasAccount, AccountIncomplete, PlaceUnknown, PersonUnknown, TooManyLogins
    ),
)
def open_account(
    data: JSONBody[NewAccount],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Response[HandedOut]:
    """开通账号. The one-time password is in this answer and nowhere else; its holder replaces it at the first login."""
    handed, request_id = OneTime.make(), request_id_of(request.scope)
    with db.write() as session:
        made = account_opening.open_account(session, actor, data, at=clock(), request_id=request_id, handed=handed)
    return _told_once(made, 201)


@post(
    "/api/accounts/{account_id:uuid}/password",
    opt=MANAGE,
    sync_to_thread=True,
    tags=["accounts"],
    status_code=200,
    responses=refusals(accounts.AccountNotFound, OwnPassword, TooManyLogins),
)
def reset_password(
    account_id: FromPath[UUID],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Response[HandedOut]:
    """重设密码. A one-time password, told once; the account's logins end at once."""
    handed, request_id = OneTime.make(), request_id_of(request.scope)
    with db.write() as session:
        made = account_opening.reset_password(
            session, actor, account_id, at=clock(), request_id=request_id, handed=handed
        )
    return _told_once(made, 200)


def _told_once(made: HandedOut, status: int) -> Response[HandedOut]:
    return Response(made, status_code=status, headers={"cache-control": "no-store"})
