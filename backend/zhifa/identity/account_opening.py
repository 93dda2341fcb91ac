"""New accounts, and the one-time passwords they and forgetful people are handed."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.db import insert_once
from zhifa.errors import Conflict, Unprocessable
from zhifa.identity import accounts, belonging_queries, passwords, queries, throttle
from zhifa.identity.actor import Actor
from zhifa.identity.belonging import Belonging, belonging
from zhifa.identity.models import Account
from zhifa.identity.schemas import HandedOut, NewAccount
from zhifa.ids import new_id

#: Letters, digits and . _ - after normalisation: what can be told by telephone.
USERNAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-")
USERNAME_LENGTHS = range(3, 33)


class UsernameUnfit(Unprocessable):
    code = "username_unfit"
    detail = "账号须为 3 至 32 位小写字母、数字或 . _ -,未开通。请换一个写法。"


class UsernameTaken(Conflict):
    code = "username_taken"
    detail = "这个账号名已有人使用,未开通。请换一个。"


class OfficerHasAccount(Conflict):
    code = "officer_has_account"
    detail = "该执法人员已有账号,未另开通。忘记密码可重设,停用的可重新启用。"


class OwnPassword(Conflict):
    code = "own_password"
    detail = "不能重设您自己的密码,未作改动。请用“修改密码”,或由另一位系统管理员重设。"


class OneTime(msgspec.Struct, frozen=True):
    """Made before the transaction: hashing takes a while, and a writer keeps the others waiting."""

    password: str
    hash: str

    @classmethod
    def make(cls) -> "OneTime":
        password = passwords.one_time()
        return cls(password, passwords.hashed(password))

    def __repr__(self) -> str:
        return "OneTime()"


def open_account(
    session: Session, actor: Actor, new: NewAccount, *, at: datetime, request_id: str | None, handed: OneTime
) -> HandedOut:
    """An account that its holder makes their own at the first login.

    Raises:
        UsernameUnfit, UsernameTaken, OfficerHasAccount
        AccountIncomplete, PlaceUnknown, PersonUnknown: what the role needs is missing or is not there.
    """
    username = throttle.normal(new.username)
    if len(username) not in USERNAME_LENGTHS or not USERNAME_LETTERS.issuperset(username):
        raise UsernameUnfit
    account = _account(username, new, belonging(session, new), handed, at)
    if not insert_once(session, Account, **account.model_dump()):
        known = belonging_queries.account_of_officer(session, account.officer_id) if account.officer_id else None
        raise OfficerHasAccount(username=known) if known else UsernameTaken
    detail = {"role": new.role.value, "username": username}
    accounts.note(session, actor, account.id, "account_open", at, request_id, detail)
    return HandedOut(accounts.row(session, account.id, at), handed.password)


def reset_password(
    session: Session, actor: Actor, account_id: UUID, *, at: datetime, request_id: str | None, handed: OneTime
) -> HandedOut:
    """A one-time password in place of the forgotten one; every login of the account ends, and it is unlocked.

    Raises:
        AccountNotFound
        OwnPassword
    """
    account = accounts.held(session, account_id)
    if account_id == actor.account_id:
        raise OwnPassword
    account.password_hash, account.one_time_until = handed.hash, at + passwords.ONE_TIME_LIFE
    throttle.unlock(session, account.username)
    ended = queries.end_sessions(session, account_id, at, "password_reset")
    accounts.note(session, actor, account_id, "password_reset", at, request_id, {"sessions_ended": ended})
    session.flush()
    return HandedOut(accounts.row(session, account_id, at), handed.password)


def _account(username: str, new: NewAccount, where: Belonging, handed: OneTime, at: datetime) -> Account:
    return Account(
        id=new_id(),
        username=username,
        password_hash=handed.hash,
        display_name=where.display_name,
        role=new.role.value,
        agency_id=where.agency_id,
        division_code=where.division_code,
        officer_id=where.officer_id,
        created_at=at,
        one_time_until=at + passwords.ONE_TIME_LIFE,
    )
