"""Who is asking. Made once a request by the authentication middleware; handlers receive it as ``actor``."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from zhifa.agencies.models import Agency, AgencyAncestor
from zhifa.errors import Forbidden
from zhifa.identity.models import Role
from zhifa.identity.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class Actor:
    """An active account. ``division_prefix``: what the codes of its divisions begin with, if it oversees any."""

    account_id: UUID
    session_id: UUID
    role: Role
    display_name: str
    agency_id: UUID | None
    division_code: str | None
    officer_id: UUID | None

    @property
    def division_prefix(self) -> str | None:
        """A city's code ends in 00 and its counties share the first four digits."""
        if self.division_code is None:
            return None
        return (
            self.division_code[:4]
            if self.division_code.endswith("00") and len(self.division_code) == 6
            else self.division_code
        )

    def may(self, permission: Permission) -> bool:
        return may(self.role, permission)


def require(actor: Actor, permission: Permission) -> None:
    """Refuses what the role may not do (the refusal is audited where it is answered).

    Raises:
        Forbidden
    """
    if not actor.may(permission):
        raise Forbidden(permission=permission.value)


def agencies_in_scope(actor: Actor) -> sa.Select[UUID]:
    """The agencies whose records the actor's role reaches, as a subquery; empty for roles that reach none."""
    if actor.role is Role.SUPERVISOR and actor.agency_id is not None:
        return sa.select(col(AgencyAncestor.agency_id)).where(col(AgencyAncestor.ancestor_id) == actor.agency_id)
    if actor.role in {Role.OVERSEER, Role.ASSISTANT} and actor.division_prefix is not None:
        start, end = actor.division_prefix, _next_prefix(actor.division_prefix)
        return sa.select(col(Agency.id)).where(col(Agency.division_code) >= start, col(Agency.division_code) < end)
    if actor.role is Role.ADMINISTRATOR:
        return sa.select(col(Agency.id))
    if actor.role is Role.OFFICER and actor.agency_id is not None:
        return sa.select(col(Agency.id)).where(col(Agency.id) == actor.agency_id)
    return sa.select(col(Agency.id)).where(sa.false())


def _next_prefix(prefix: str) -> str:
    """The smallest text above every text that begins with ``prefix`` (division codes are digits)."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)
