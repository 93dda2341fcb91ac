"""What the demo city's agencies did after their visits, most of it in time, and the rules' word on all of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from zhifa.app import Parts
from zhifa.compliance.models import Duty
from zhifa.compliance.rechecking import Rechecks
from zhifa.db import insert_once
from zhifa.demo.seed import demo_id
from zhifa.demo.visits import Visit, visits

#: One visit in so many was followed by nothing.
FORGOTTEN = 9
#: What is done after a visit, and so many days later.
AFTERWARDS = {"approved": 1, "published": 9, "rechecked": 16}


def settle(parts: Parts, taken_in: Iterable[UUID]) -> int:
    """Registers what was done by now, and checks the visits just taken in or registered for; gives how many."""
    with parts.db.write() as session:
        registered = [
            visit.id
            for place, visit in enumerate(visits())
            if place % FORGOTTEN != 4 and _register(session, visit, parts.clock())
        ]
    changed = sorted({*taken_in, *registered})
    Rechecks(parts.db, parts.clock).visits(changed)
    return len(changed)


def _register(session: Session, visit: Visit, now: datetime) -> bool:
    """Whether anything was done that had not been registered."""
    dates = {duty: visit.opened_at + timedelta(days=days) for duty, days in AFTERWARDS.items()}
    added = [
        insert_once(
            session,
            Duty,
            id=demo_id("duty", f"{visit.id}/{duty}"),
            inspection_id=visit.id,
            duty=duty,
            done_on=done.date(),
            words="已办理(演示)",
            account_id=demo_id("account", f"{visit.agency['login']}-fz"),
            at=done,
        )
        for duty, done in dates.items()
        if done <= now
    ]
    return any(added)
