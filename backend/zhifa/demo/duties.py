"""What the demo city's agencies did after their visits, most of it in time, and the rules' word on all of them."""

from datetime import datetime, timedelta

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


def settle(parts: Parts) -> None:
    """Registers what was done and checks every visit; again changes nothing."""
    with parts.db.write() as session:
        for place, visit in enumerate(visits()):
            if place % FORGOTTEN != 4:
                _register(session, visit, parts.clock())
    Rechecks(parts.db, parts.clock).visits([visit.id for visit in visits()])


def _register(session: Session, visit: Visit, now: datetime) -> None:
    for duty, days in AFTERWARDS.items():
        done = visit.opened_at + timedelta(days=days)
        if done > now:
            return
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
