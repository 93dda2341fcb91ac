"""Verifications that ask for a look 异常核验: a code photographed, a card copied, a screenshot shown again."""

from datetime import datetime, timedelta
from typing import Any, Literal

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.identity.actor import Actor
from zhifa.verification import unusual_queries
from zhifa.verification.schemas import Unusual

#: A dynamic code lives for 90 s in front of one party: three networks are too many.
CODE_PLACES = 3
#: A card is scanned wherever its officer goes, a handful of places a day.
CARD_PLACES = 10
STALE = 5


def of_days(session: Session, actor: Actor, at: datetime, days: int) -> list[Unusual]:
    """In the actor's scope, the latest first."""
    since = (at - timedelta(days=days - 1)).astimezone(SHANGHAI).date()
    dynamic = unusual_queries.many_places(session, actor, since, kind="dynamic", from_=CODE_PLACES)
    cards = unusual_queries.many_places(session, actor, since, kind="card", from_=CARD_PLACES)
    stale = unusual_queries.many_stale(session, actor, since, from_=STALE)
    found = [_unusual("code_in_many_places", row) for row in dynamic]
    found += [_unusual("card_in_many_places", row) for row in cards]
    found += [_unusual("many_stale", row) for row in stale]
    return sorted(found, key=lambda one: one.last_at, reverse=True)[: unusual_queries.AT_MOST]


def _unusual(kind: Literal["code_in_many_places", "card_in_many_places", "many_stale"], row: Any) -> Unusual:
    return Unusual(
        kind=kind,
        day=row.day,
        number=row.certificate_number,
        officer_name=row.officer_name,
        agency_id=row.agency_id,
        agency_name=row.agency_name,
        count=row.count,
        first_at=row.first_at,
        last_at=row.last_at,
    )
