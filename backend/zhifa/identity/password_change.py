"""A person's own password: changed where they are logged in, or in the login itself (``service.log_in``)."""

from datetime import datetime

from sqlmodel import Session

from zhifa.db import Database
from zhifa.errors import Conflict, Unprocessable
from zhifa.identity import audit, passwords, queries, throttle
from zhifa.identity.actor import Actor
from zhifa.identity.doorkeeper import Doorkeeper, LoginLocked
from zhifa.identity.models import Account
from zhifa.identity.schemas import PasswordChange


class PasswordWrong(Unprocessable):
    """Not 401: the login itself is in order."""

    code = "password_wrong"
    title = "原密码不正确"
    detail = "原密码不正确,密码未更改。请核对后重试;忘记密码请联系系统管理员重设。"


class PasswordChangeRequired(Conflict):
    """The password is right, and opens nothing until another is chosen in its place."""

    code = "password_change_required"
    title = "需要设置新密码"
    detail = "您用的是一次性密码。请设置自己的新密码后登录。"


def change(door: Doorkeeper, actor: Actor, wish: PasswordChange) -> int:
    """Sets the new password and ends the account's other logins; how many there were.

    A wrong old password counts like a failed login: a login left open is no place to guess from.

    Raises:
        LoginLocked, PasswordWrong, PasswordTooShort, PasswordTooPlain, TooManyLogins
    """
    account, attempt = _counted(door, actor)
    if not passwords.matches(wish.old, account.password_hash):
        _refused(door.db, actor, door.clock(), door.request_id)
        raise PasswordWrong
    passwords.accept(wish.new, username=account.username, old=wish.old)
    fresh = passwords.hashed(wish.new)
    with door.db.write() as session:
        held = queries.account_locked(session, account.id)
        if held is None or held.password_hash != account.password_hash:
            raise PasswordWrong
        throttle.forgive(session, attempt, door.clock())
        return replace(session, held, fresh, keep=actor, at=door.clock(), request_id=door.request_id)


def replace(
    session: Session, account: Account, fresh: str, *, keep: Actor | None, at: datetime, request_id: str | None
) -> int:
    """The hash of a password its holder chose; all logins end but that of ``keep``. How many ended."""
    account.password_hash, account.one_time_until = fresh, None
    kept = keep.session_id if keep else None
    ended = queries.end_sessions(session, account.id, at, "password_changed", keep=kept)
    audit.record(
        session,
        at=at,
        account_id=account.id,
        action="password_change",
        target_type="account",
        target_id=account.id,
        request_id=request_id,
        detail={"sessions_ended": ended},
    )
    return ended


def _counted(door: Doorkeeper, actor: Actor) -> tuple[Account, throttle.Attempt]:
    with door.db.write() as session:
        account = queries.account(session, actor.account_id)
        attempt = throttle.attempt_of(account.username, door.address)
        wait = throttle.begin(session, attempt, door.clock(), door.settings)
    if wait is not None:
        raise LoginLocked(wait)
    return account, attempt


def _refused(db: Database, actor: Actor, at: datetime, request_id: str | None) -> None:
    with db.write() as session:
        audit.record(
            session,
            at=at,
            account_id=actor.account_id,
            action="password_change",
            refused=True,
            target_type="account",
            target_id=actor.account_id,
            request_id=request_id,
            detail={"code": PasswordWrong.code},
        )
