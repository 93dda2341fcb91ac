"""Who is asking. Made once a request by the authentication middleware; handlers receive it as ``actor``."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from zhifa.agencies.divisions import within
from zhifa.agencies.models import Agency, AgencyAncestor
from zhifa.errors import Forbidden
from zhifa.identity.models import Role
from zhifa.identity.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class Actor:
    """An active account."""

    account_id: UUID
    session_id: UUID
    role: Role
    display_name: str
    agency_id: UUID | None
    division_code: str | None
    officer_id: UUID | None

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
    if actor.role in {Role.OVERSEER, Role.ASSISTANT} and actor.division_code is not None:
        return sa.select(col(Agency.id)).where(within(col(Agency.division_code), actor.division_code))
    if actor.role is Role.ADMINISTRATOR:
        return sa.select(col(Agency.id))
    if actor.role is Role.OFFICER and actor.agency_id is not None:
        return sa.select(col(Agency.id)).where(col(Agency.id) == actor.agency_id)
    return sa.select(col(Agency.id)).where(sa.false())
