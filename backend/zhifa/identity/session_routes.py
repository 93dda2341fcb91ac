"""/api/session and /api/me. The refresh token travels in a cookie only, one a client."""

from litestar import Response, delete, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity import accounts, password_change, service, sessions
from zhifa.identity.actor import Actor
from zhifa.identity.addresses import address_of
from zhifa.identity.audit import request_id_of
from zhifa.identity.devices import DeviceKeyTaken
from zhifa.identity.doorkeeper import Doorkeeper, LoginFailed, LoginLocked, OneTimeExpired
from zhifa.identity.keys import DeviceKeyInvalid
from zhifa.identity.password_change import PasswordChangeRequired, PasswordWrong
from zhifa.identity.passwords import PasswordTooPlain, PasswordTooShort, TooManyLogins
from zhifa.identity.permissions import Permission
from zhifa.identity.schemas import Account, Client, Login, PasswordChange, PasswordChanged, Refresh, SessionOpened
from zhifa.identity.service import LetIn
from zhifa.identity.sessions import SessionExpired, SessionReused
from zhifa.identity.tokens import TokenKey
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest
from zhifa.settings import Settings

COOKIE_PATH = "/api/session"
PUBLIC = {"permission": Permission.PUBLIC}


@post(
    "/api/session",
    opt=PUBLIC,
    sync_to_thread=True,
    tags=["session"],
    responses=refusals(
        *(LoginFailed, LoginLocked, OneTimeExpired, PasswordChangeRequired, PasswordTooShort, PasswordTooPlain),
        *(DeviceKeyInvalid, DeviceKeyTaken, TooManyLogins),
        public=True,
    ),
)
def open_session(
    data: JSONBody[Login],
    request: AnyRequest,
    db: NamedDependency[Database],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
    token_key: NamedDependency[TokenKey],
) -> Response[SessionOpened]:
    """登录. The refresh token comes as the HttpOnly cookie ``zhifa_refresh_<client>``."""
    door = _door(request, db, settings, clock, token_key)
    return _with_cookie(service.log_in(door, data), data.client, settings, 201)


@post(
    "/api/session/refresh",
    opt=PUBLIC,
    sync_to_thread=True,
    tags=["session"],
    status_code=200,
    responses=refusals(SessionExpired, SessionReused, public=True),
)
def refresh_session(
    data: JSONBody[Refresh],
    request: AnyRequest,
    db: NamedDependency[Database],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
    token_key: NamedDependency[TokenKey],
) -> Response[SessionOpened]:
    """A new access token for the cookie, and the next cookie. The cookie just used is used up."""
    door = _door(request, db, settings, clock, token_key)
    text = request.cookies.get(_cookie_name(data.client))
    return _with_cookie(service.refresh(door, text, data), data.client, settings, 200)


@delete("/api/session", opt=PUBLIC, sync_to_thread=True, tags=["session"], responses=refusals(public=True))
def close_session(
    request: AnyRequest,
    client: FromQuery[Client],
    db: NamedDependency[Database],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
) -> Response[None]:
    """退出. Ends the login of this client; without one, nothing happens and the answer is the same."""
    actor: Actor | None = request.user
    with db.write() as session:
        sessions.log_out(
            session,
            text=request.cookies.get(_cookie_name(client)),
            session_id=actor.session_id if actor else None,
            client=client,
            at=clock(),
            request_id=request_id_of(request.scope),
        )
    return Response(None, status_code=204, cookies=[_cookie(client, "", 0, settings)])


@get(
    "/api/me",
    opt={"permission": Permission.OWN_SESSION},
    sync_to_thread=True,
    tags=["session"],
    responses=refusals(),
)
def me(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
) -> Account:
    """Who is logged in, with certificates as of now."""
    with db.read() as session:
        return accounts.own_card(session, actor.account_id, clock(), settings)


@post(
    "/api/me/password",
    opt={"permission": Permission.OWN_SESSION},
    sync_to_thread=True,
    tags=["session"],
    status_code=200,
    responses=refusals(LoginLocked, PasswordWrong, PasswordTooShort, PasswordTooPlain, TooManyLogins),
)
def change_password(
    data: JSONBody[PasswordChange],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
    token_key: NamedDependency[TokenKey],
) -> PasswordChanged:
    """修改密码. This login goes on; the account's others end at once."""
    door = _door(request, db, settings, clock, token_key)
    return PasswordChanged(password_change.change(door, actor, data))


def _door(request: AnyRequest, db: Database, settings: Settings, clock: Clock, token_key: TokenKey) -> Doorkeeper:
    return Doorkeeper(db, settings, clock, token_key, address_of(request.scope), request_id_of(request.scope))


def _with_cookie(let_in: LetIn, client: Client, settings: Settings, status: int) -> Response[SessionOpened]:
    left = int((let_in.token.expires_at - let_in.opened.server_time).total_seconds())
    cookie = _cookie(client, let_in.token.text, left, settings)
    return Response(let_in.opened, status_code=status, cookies=[cookie], headers={"cache-control": "no-store"})


def _cookie(client: Client, text: str, max_age_s: int, settings: Settings) -> Cookie:
    return Cookie(
        key=_cookie_name(client),
        value=text,
        path=COOKIE_PATH,
        max_age=max_age_s,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="strict",
    )


def _cookie_name(client: Client) -> str:
    return f"zhifa_refresh_{client}"
