"""Which inspections an actor may see, and the rows of lists and records."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Role
from zhifa.inspections.models import Inspection, Participation
from zhifa.legality.models import LegalReview
from zhifa.legality.standing import VOID
from zhifa.review.referral_models import Referral

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
    """Inspections outside the actor's scope that they may read: those sent to them for a legal review, and those
    referred to an agency of their scope."""
    asked = sa.select(col(LegalReview.inspection_id)).where(
        col(LegalReview.reviewer_id) == actor.account_id, col(LegalReview.state).not_in(VOID)
    )
    return sa.select(sa.union(asked, referred_to(actor)).subquery("admitted").c.inspection_id)


def referred_to(actor: Actor) -> sa.Select[UUID]:
    """Inspections referred 移送 to an agency of the actor's scope, which has not given them back."""
    query = sa.select(col(Referral.inspection_id)).where(col(Referral.state).in_(("pending", "accepted")))
    if actor.role not in BY_AGENCY:
        return query.where(sa.false())
    return query.where(col(Referral.to_agency_id).in_(agencies_in_scope(actor)))


def taken_part(actor: Actor) -> sa.Select[UUID]:
    """The ids of the inspections in which the actor's officer took part, or which their account opened."""
    own = sa.select(col(Inspection.id)).where(col(Inspection.account_id) == actor.account_id)
    if actor.officer_id is None:
        return own
    shared = sa.select(col(Participation.inspection_id)).where(col(Participation.officer_id) == actor.officer_id)
    return sa.select(sa.union(own, shared).subquery("taken_part").c.id)
