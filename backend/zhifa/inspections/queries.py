"""Which inspections an actor may see, and the rows of lists and records."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Role
from zhifa.inspections.models import Inspection, Participation
from zhifa.legality.models import LegalReview
from zhifa.legality.standing import VOID

#: Roles that see the records of agencies; officers see their own visits, the others see none.
BY_AGENCY = frozenset({Role.SUPERVISOR, Role.OVERSEER, Role.ASSISTANT})


def visible_to(actor: Actor) -> sa.Select[UUID]:
    """The ids of the inspections that the actor may see, as a subquery; every read of a record asks this."""
    if actor.role is Role.OFFICER:
        return taken_part(actor)
    if actor.role in BY_AGENCY:
        return sa.select(col(Inspection.id)).where(col(Inspection.agency_id).in_(agencies_in_scope(actor)))
    return sa.select(col(Inspection.id)).where(sa.false())


def admitted(actor: Actor) -> sa.Select[UUID]:
    """Inspections outside the actor's scope that they may read: those sent to them for a legal review."""
    return sa.select(col(LegalReview.inspection_id)).where(
        col(LegalReview.reviewer_id) == actor.account_id, col(LegalReview.state).not_in(VOID)
    )


def taken_part(actor: Actor) -> sa.Select[UUID]:
    """The ids of the inspections in which the actor's officer took part, or which their account opened."""
    own = sa.select(col(Inspection.id)).where(col(Inspection.account_id) == actor.account_id)
    if actor.officer_id is None:
        return own
    shared = sa.select(col(Participation.inspection_id)).where(col(Participation.officer_id) == actor.officer_id)
    return sa.select(sa.union(own, shared).subquery("taken_part").c.id)
