"""From the Authorization header to an Actor, and from a route's named permission to yes or no."""

import asyncio
from typing import Any

from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.exceptions import ImproperlyConfiguredException
from litestar.types import ASGIApp, Receive, Scope, Send

from zhifa.errors import Unauthenticated
from zhifa.identity.actor import Actor, require
from zhifa.identity.permissions import Permission
from zhifa.identity.queries import ActorOfSession
from zhifa.identity.tokens import AccessClaims, TokenKey

BEARER = b"Bearer "


class Authentication:
    """Sets ``request.user`` (the Actor, or None where no valid token was sent) and lets through whom the route's
    permission admits.

    A plain ASGI layer, since every request passes it: Litestar's guards would copy the route's handler each time.
    ``state`` holds ``token_key``, ``clock`` and ``actor_of``.
    """

    def __init__(self, app: ASGIApp, state: State) -> None:
        self._app, self._state = app, state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            claims = self._claims(scope)
            actor = await self._load(claims) if claims else None
            scope["user"], scope["auth"] = actor, claims if actor else None
            _admit(scope["route_handler"], actor)
        await self._app(scope, receive, send)

    def _claims(self, scope: Scope) -> AccessClaims | None:
        sent = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        if not sent.startswith(BEARER):
            return None
        key: TokenKey = self._state["token_key"]
        try:
            return key.read(sent[len(BEARER) :].decode("latin-1"), at=self._state["clock"]())
        except Unauthenticated:
            return None

    async def _load(self, claims: AccessClaims) -> Actor | None:
        """Asked anew at every request: a login that was ended a moment ago opens nothing. SQLite answers from
        memory in less time than a thread takes to be woken; any other database is waited for in a thread."""
        actor_of: ActorOfSession = self._state["actor_of"]
        if actor_of.is_local:
            return actor_of(claims.session_id)
        return await asyncio.get_running_loop().run_in_executor(None, actor_of, claims.session_id)


def _admit(handler: Any, actor: Actor | None) -> None:
    """Raises:
    Unauthenticated: nobody is logged in.
    Forbidden: the role may not.
    """
    permission = handler.opt.get("permission")
    if permission is None:
        raise ImproperlyConfiguredException(f"{handler} names no permission")
    if permission == Permission.PUBLIC:
        return
    if actor is None:
        raise Unauthenticated
    require(actor, permission)
