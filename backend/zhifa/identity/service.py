"""Logging in, staying logged in, and what is answered to both."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from zhifa.identity import accounts, audit, devices, keys, password_change, passwords, queries, sessions, throttle
from zhifa.identity.doorkeeper import Doorkeeper, LoginFailed, LoginLocked, OneTimeExpired
from zhifa.identity.models import Account, Role
from zhifa.identity.permissions import Permission, may
from zhifa.identity.schemas import Login, Refresh, SessionOpened
from zhifa.identity.sessions import Issued, Refreshed
from zhifa.identity.tokens import AccessClaims


@dataclass(frozen=True, slots=True)
class LetIn:
    """The answer, and the refresh token for the cookie."""

    opened: SessionOpened
    token: Issued


def log_in(door: Doorkeeper, login: Login) -> LetIn:
    """Counts the attempt, looks at the password, and opens a session: three steps, two transactions.

    A password that an administrator handed out opens a session only together with the one that replaces it,
    so that nobody works, and no phone is registered, under a password that two people know.

    Raises:
        LoginFailed, LoginLocked, DeviceKeyInvalid, DeviceKeyTaken, TooManyLogins
        OneTimeExpired, PasswordChangeRequired: the password is right, and was handed out.
        PasswordTooShort, PasswordTooPlain: the new one is not taken; nothing has changed.
    """
    if login.device is not None:
        keys.canonical(login.device.public_jwk)  # refused before anything is told about the account
    attempt = throttle.attempt_of(login.username, door.address)
    account = _count(door, attempt, login.username)
    if not passwords.matches(login.password, account.password_hash if account else None):
        raise _refused(door, account)
    assert account is not None
    fresh = _fresh_hash(door, login, attempt, account)
    with door.db.write() as session:
        let_in = _open(session, door, login, attempt, account, fresh)
    if let_in is None:
        raise _refused(door, account)
    return let_in


def refresh(door: Doorkeeper, text: str | None, asked: Refresh) -> LetIn:
    """A new access token and the next refresh token.

    Raises:
        SessionExpired: no such login, or it has ended.
        SessionReused: the token had been used in another attempt; its login is ended now.
    """
    if not text:
        raise sessions.SessionExpired
    at = door.clock()
    with door.db.write() as session:
        found = sessions.refresh(
            session, text, client=asked.client, attempt=asked.attempt, at=at, request_id=door.request_id
        )
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


def _fresh_hash(door: Doorkeeper, login: Login, attempt: throttle.Attempt, account: Account) -> str | None:
    """The hash to keep from now on, where it is another one; the login's password is known to be right."""
    if login.new_password is None and account.one_time_until is None:
        return passwords.hashed(login.password) if passwords.outdated(account.password_hash) else None
    if not account.active:
        raise _refused(door, account)
    with door.db.write() as session:  # whatever becomes of the new password, the old one was no guess
        throttle.forgive(session, attempt, door.clock())
    if account.one_time_until is not None and door.clock() >= account.one_time_until:
        raise OneTimeExpired
    if login.new_password is None:
        raise password_change.PasswordChangeRequired
    passwords.accept(login.new_password, username=account.username, old=login.password)
    return passwords.hashed(login.new_password)


def _open(
    session: Session, door: Doorkeeper, login: Login, attempt: throttle.Attempt, checked: Account, fresh: str | None
) -> LetIn | None:
    """Opens the session, unless the account was disabled or given another password in the meantime."""
    at = door.clock()
    account = queries.account_locked(session, checked.id)
    if account is None or not account.active or account.password_hash != checked.password_hash:
        return None
    throttle.forgive(session, attempt, at)
    if fresh is not None and login.new_password is not None:
        password_change.replace(session, account, fresh, keep=None, at=at, request_id=door.request_id)
    account.password_hash = fresh or account.password_hash
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
