"""A login's life: the family of refresh tokens that follow one another until it ends.

A refresh token is 32 random bytes; only its SHA-256 is kept. Using one begins the next *generation* and uses
up every token of its own. A used token that comes again was copied, and ends the family, unless it comes in the
same *attempt*, because the answer was lost: docs/decisions/refresh-token-twice.md.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from zhifa.errors import Unauthenticated
from zhifa.identity import audit, queries
from zhifa.identity.models import LoginSession, RefreshToken
from zhifa.identity.schemas import Client
from zhifa.ids import new_id
from zhifa.settings import Settings

TOKEN_BYTES = 32
MAX_SIBLINGS = 20  # answers lost in a row; a bound on what one attempt can make us write


class SessionExpired(Unauthenticated):
    code = "session_expired"
    detail = "登录已过期,请重新登录。手机上已保存的内容不受影响。"


class SessionReused(Unauthenticated):
    code = "session_reused"
    detail = "检测到登录凭据被重复使用,为保护您的账号,这次登录已结束。请重新登录;若非本人操作,请修改密码并告知管理员。"


@dataclass(frozen=True, slots=True)
class Issued:
    """A refresh token's text, which exists nowhere else, and when it ends."""

    text: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Refreshed:
    login: LoginSession
    token: Issued


def open_family(
    session: Session, *, account_id: UUID, device_id: UUID | None, client: Client, at: datetime, settings: Settings
) -> Refreshed:
    login = LoginSession(id=new_id(), account_id=account_id, device_id=device_id, client=client, opened_at=at)
    session.add(login)
    session.flush()
    ends = at + timedelta(days=settings.refresh_days)
    return Refreshed(login, _issue(session, login.id, generation=0, at=at, expires_at=ends))


def refresh(
    session: Session, text: str, *, client: Client, attempt: UUID | None, at: datetime, request_id: str | None
) -> Refreshed | type[Unauthenticated]:
    """The next token, or the refusal; which the caller raises after the commit, for it may have ended the family."""
    login = queries.session_of_token(session, digest(text))
    if login is None or login.client != client or login.ended_at is not None:
        return SessionExpired
    token = queries.token(session, digest(text))
    if at >= token.expires_at or not queries.is_active(session, login.account_id):
        return SessionExpired
    following = queries.tokens_of_generation(session, login.id, token.generation + 1)
    if token.used_at is not None and not _is_asked_again(token, following, attempt):
        end(session, login, at=at, reason="refresh_reused", request_id=request_id, refused=True)
        return SessionReused
    _use_up(session, token, attempt, at)
    return Refreshed(login, _issue(session, login.id, token.generation + 1, at=at, expires_at=token.expires_at))


def end(
    session: Session, login: LoginSession, *, at: datetime, reason: str, request_id: str | None, refused: bool = False
) -> None:
    """Ends the family: no refresh token of it works again, and no access token from this moment."""
    login.ended_at, login.end_reason = at, reason
    audit.record(
        session,
        at=at,
        account_id=login.account_id,
        action="session_end",
        refused=refused,
        target_type="session",
        target_id=login.id,
        request_id=request_id,
        detail={"reason": reason},
    )


def log_out(
    session: Session, *, text: str | None, session_id: UUID | None, client: Client, at: datetime, request_id: str | None
) -> None:
    """Ends the cookie's login and the bearer's, as far as they are the client's; nothing to end is no error."""
    by_cookie = queries.session_of_token(session, digest(text)) if text else None
    by_bearer = queries.session_held(session, session_id) if session_id else None
    for login in {found.id: found for found in (by_cookie, by_bearer) if found is not None}.values():
        if login.client == client and login.ended_at is None:
            end(session, login, at=at, reason="logout", request_id=request_id)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _is_asked_again(token: RefreshToken, following: Sequence[RefreshToken], attempt: UUID | None) -> bool:
    """The attempt that used the token, again: its answer was lost, so no token that followed has been used."""
    same = attempt is not None and attempt == token.attempt
    return same and len(following) < MAX_SIBLINGS and all(sibling.used_at is None for sibling in following)


def _use_up(session: Session, token: RefreshToken, attempt: UUID | None, at: datetime) -> None:
    """The token and its unused siblings: only one of them is in the browser, so the others must be copies."""
    token.attempt = attempt
    for sibling in queries.tokens_of_generation(session, token.session_id, token.generation):
        sibling.used_at = sibling.used_at or at


def _issue(session: Session, session_id: UUID, generation: int, *, at: datetime, expires_at: datetime) -> Issued:
    text = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        RefreshToken(
            token_hash=digest(text), session_id=session_id, generation=generation, issued_at=at, expires_at=expires_at
        )
    )
    return Issued(text, expires_at)
