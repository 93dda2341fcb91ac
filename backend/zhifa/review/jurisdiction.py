"""Whose word counts on a record: its own agency's, or that of the agency which took it over."""

from uuid import UUID

from sqlmodel import Session

from zhifa.agencies import queries as agencies
from zhifa.errors import Conflict
from zhifa.identity.actor import Actor
from zhifa.review import referral_queries as queries
from zhifa.review.blockers import ReferralPending, ReferredElsewhere


def in_the_way(session: Session, actor: Actor, inspection: UUID) -> Conflict | None:
    """Why the actor may not decide now: it waits for another agency's answer, or another agency reviews it."""
    referral = queries.in_force(session, inspection)
    if referral is None:
        return None
    agency = agencies.name_of(session, referral.to_agency_id)
    if referral.state == "pending":
        return ReferralPending(f"记录已移送{agency},等待其接收或退还,暂不能审核。移送一方可以收回,双方都可以填写意见。")
    if not agencies.in_scope(session, actor, {referral.to_agency_id}):
        return ReferredElsewhere(f"记录已由{agency}接收,由其审核。您可以继续查看和填写意见。")
    return None
