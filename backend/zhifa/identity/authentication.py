"""From the Authorization header to an Actor, and from a route's named permission to yes or no."""

from typing import Any
from uuid import UUID

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.exceptions import ImproperlyConfiguredException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import ASGIApp

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.errors import Unauthenticated
from zhifa.identity.actor import Actor, require
from zhifa.identity.permissions import Permission
from zhifa.identity.queries import actor_of_session
from zhifa.identity.tokens import TokenKey


class Authentication(AbstractAuthenticationMiddleware):
    """Sets ``request.user``: the Actor, or None where no valid token was sent."""

    def __init__(self, app: ASGIApp, db: Database, key: TokenKey, clock: Clock) -> None:
        super().__init__(app=app, scopes={ScopeType.HTTP})
        self._db, self._key, self._clock = db, key, clock

    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        header = connection.headers.get("authorization", "")
        if not header.startswith("Bearer "):
            return AuthenticationResult(user=None, auth=None)
        try:
            claims = self._key.read(header[len("Bearer ") :], at=self._clock())
        except Unauthenticated:
            return AuthenticationResult(user=None, auth=None)
        actor = await sync_to_thread(self._load, claims.session_id)
        return AuthenticationResult(user=actor, auth=claims if actor else None)

    def _load(self, session_id: UUID) -> Actor | None:
        with self._db.read() as session:
            return actor_of_session(session, session_id)


async def permission_guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Lets through whom the route's permission admits. Async, since Litestar runs a sync guard in a thread.

    Raises:
        Unauthenticated: nobody is logged in.
        Forbidden: the role may not.
    """
    permission = handler.opt.get("permission")
    if permission is None:
        raise ImproperlyConfiguredException(f"{handler} names no permission")
    if permission == Permission.PUBLIC:
        return
    if connection.user is None:
        raise Unauthenticated
    require(connection.user, permission)
