"""Logging in, staying logged in, and what is answered to both."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.errors import TooMany, Unauthenticated
from zhifa.identity import accounts, audit, devices, keys, passwords, queries, sessions, throttle
from zhifa.identity.models import Account, Role
from zhifa.identity.permissions import Permission, may
from zhifa.identity.schemas import Client, Login, SessionOpened
from zhifa.identity.sessions import Issued, Refreshed
from zhifa.identity.tokens import AccessClaims, TokenKey
from zhifa.settings import Settings


class LoginFailed(Unauthenticated):
    """One sentence for an unknown name, a wrong password and a disabled account."""

    code = "login_failed"
    title = "登录失败"
    detail = "账号或密码不正确,或账号已停用。请核对后重新输入;仍无法登录请联系本单位系统管理员。"


class LoginLocked(TooMany):
    code = "login_locked"
    title = "登录暂时受限"
    detail = "密码输错次数过多,已暂停登录。请稍后再试,或联系系统管理员解锁;手机上已保存的内容不受影响。"


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """What letting somebody in takes: the parts of the server, and whence the request came."""

    db: Database
    settings: Settings
    clock: Clock
    token_key: TokenKey
    address: str
    request_id: str | None


@dataclass(frozen=True, slots=True)
class LetIn:
    """The answer, and the refresh token for the cookie."""

    opened: SessionOpened
    token: Issued


def log_in(door: Doorkeeper, login: Login) -> LetIn:
    """Counts the attempt, looks at the password, and opens a session: three steps, two transactions.

    Raises:
        LoginFailed, LoginLocked, DeviceKeyInvalid, DeviceKeyTaken, TooManyLogins
    """
    if login.device is not None:
        keys.canonical(login.device.public_jwk)  # refused before anything is told about the account
    attempt = throttle.attempt_of(login.username, door.address)
    account = _count(door, attempt, login.username)
    if not passwords.matches(login.password, account.password_hash if account else None):
        raise _refused(door, account)
    assert account is not None
    renewed = passwords.hashed(login.password) if passwords.outdated(account.password_hash) else None
    with door.db.write() as session:
        let_in = _open(session, door, login, attempt, account, renewed)
    if let_in is None:
        raise _refused(door, account)
    return let_in


def refresh(door: Doorkeeper, text: str | None, client: Client) -> LetIn:
    """A new access token and the next refresh token.

    Raises:
        SessionExpired: no such login, or it has ended.
        SessionReused: the token had been used; its login is ended now.
    """
    if not text:
        raise sessions.SessionExpired
    at = door.clock()
    with door.db.write() as session:
        found = sessions.refresh(session, text, client=client, at=at, request_id=door.request_id)
        answer = _answer(session, door, found, at) if isinstance(found, Refreshed) else found
    if isinstance(answer, LetIn):
        return answer
    raise answer


def _count(door: Doorkeeper, attempt: throttle.Attempt, username: str) -> Account | None:
    """Counts the attempt for good and finds the account.

    Raises:
        LoginLocked: nothing was looked at, so a right password is refused as well.
    """
    with door.db.write() as session:
        wait = throttle.begin(session, attempt, door.clock(), door.settings)
        account = queries.account_named(session, throttle.normal(username))
    if wait is not None:
        raise LoginLocked(wait)
    return account


def _open(
    session: Session, door: Doorkeeper, login: Login, attempt: throttle.Attempt, checked: Account, renewed: str | None
) -> LetIn | None:
    """Opens the session, unless the account was disabled or given another password in the meantime."""
    at = door.clock()
    account = queries.account_locked(session, checked.id)
    if account is None or not account.active or account.password_hash != checked.password_hash:
        return None
    throttle.forgive(session, attempt, at)
    account.password_hash = renewed or account.password_hash
    device = None
    if login.device is not None and may(Role(account.role), Permission.DEVICE_REGISTER):
        device = devices.register(session, account_id=account.id, new=login.device, at=at, request_id=door.request_id)
    family = sessions.open_family(
        session,
        account_id=account.id,
        device_id=device.id if device else None,
        client=login.client,
        at=at,
        settings=door.settings,
    )
    audit.record(
        session,
        at=at,
        account_id=account.id,
        action="session_open",
        target_type="session",
        target_id=family.login.id,
        request_id=door.request_id,
        detail={"client": login.client},
    )
    return _answer(session, door, family, at)


def _answer(session: Session, door: Doorkeeper, family: Refreshed, at: datetime) -> LetIn:
    """The access token lives no longer than the login itself."""
    login = family.login
    life = min(timedelta(minutes=door.settings.access_minutes), family.token.expires_at - at)
    claims = AccessClaims(account_id=login.account_id, session_id=login.id)
    opened = SessionOpened(
        access_token=door.token_key.issue(claims, at=at, life=life),
        expires_at=at + life,
        account=accounts.own_card(session, login.account_id, at, door.settings),
        device_id=login.device_id,
        device_revoked=queries.device_revoked(session, login.device_id),
        server_time=at,
    )
    return LetIn(opened, family.token)


def _refused(door: Doorkeeper, account: Account | None) -> LoginFailed:
    """Leaves a trace of the failure; of an unknown name, only that there was one."""
    with door.db.write() as session:
        audit.record(
            session,
            at=door.clock(),
            account_id=None,
            action="session_open",
            refused=True,
            target_type="account" if account else None,
            target_id=account.id if account else None,
            request_id=door.request_id,
            detail={"code": LoginFailed.code, "address": door.address},
        )
    return LoginFailed()
