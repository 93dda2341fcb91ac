"""Verifications that ask for a look 异常核验: a code photographed, a card copied, a screenshot shown again."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.compliance.queries import thresholds
from zhifa.compliance.thresholds import default_limits, limits
from zhifa.identity.actor import Actor
from zhifa.verification import unusual_queries
from zhifa.verification.schemas import Unusual

Kind = Literal["code_in_many_places", "card_in_many_places", "many_stale"]

#: From how many on, by the threshold of this name: a dynamic code lives for 90 s in front of one party, a card is
#: scanned wherever its officer goes.
FIGURES: dict[Kind, str] = {
    "code_in_many_places": "code_places",
    "card_in_many_places": "card_places",
    "many_stale": "stale_codes",
}
AT_MOST = 200


def of_days(session: Session, actor: Actor, at: datetime, days: int) -> list[Unusual]:
    """In the actor's scope, the latest first; by the figures that held for each agency on the day."""
    since, published = (at - timedelta(days=days - 1)).astimezone(SHANGHAI).date(), thresholds(session)
    found = [
        _unusual(kind, row)
        for kind, figure in FIGURES.items()
        for row in _rows(session, actor, since, kind, _least(published, figure))
        if row.count >= limits(published, row.agency_id, row.division_code, row.day)[figure].value
    ]
    return sorted(found, key=lambda one: one.last_at, reverse=True)[:AT_MOST]


def _least(published: Sequence[Any], figure: str) -> int:
    """The lowest that anybody set: what stays below it is no agency's concern and is not read."""
    least: int = min([default_limits()[figure].value, *(row.value for row in published if row.code == figure)])
    return least


def _rows(session: Session, actor: Actor, since: date, kind: Kind, least: int) -> Sequence[Any]:
    if kind == "many_stale":
        return unusual_queries.many_stale(session, actor, since, from_=least)
    shown = "dynamic" if kind == "code_in_many_places" else "card"
    return unusual_queries.many_places(session, actor, since, kind=shown, from_=least)


def _unusual(kind: Kind, row: Any) -> Unusual:
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
