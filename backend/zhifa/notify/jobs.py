"""This feature's work in the background: kind of job → what does it, and what comes round by itself."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from zhifa.clock import SHANGHAI, Clock
from zhifa.db import Database
from zhifa.jobs import Handler, Together
from zhifa.notify import occasions, push_queries
from zhifa.notify import recipient_queries as people
from zhifa.notify.delivering import Delivering, parcel_of
from zhifa.notify.escalating import GATEWAY, escalate, hours_by_kind
from zhifa.notify.service import PUSH, PUSH_CHUNK, chunks
from zhifa.ports import Sender
from zhifa.recurring import Recurring, daily, every
from zhifa.settings import Settings

ESCALATE, EXPIRING, TIDY = "notify_escalate", "notify_expiring", "notify_tidy"

#: Escalation looks often, because its spans are hours; the others once a day, before people begin to work.
RECURRING = (
    Recurring(ESCALATE, every(minutes=5)),
    Recurring(EXPIRING, daily(7, 30)),
    Recurring(TIDY, daily(3)),
)
EXPIRY_NOTICE = timedelta(days=30)
KEPT = timedelta(days=7)


def handlers(
    db: Database, senders: Mapping[str, Sender], settings: Settings, clock: Clock
) -> dict[str, Handler | Together]:
    delivering = Delivering(db, senders["webpush"], clock, settings.push_connections)
    hours = hours_by_kind(settings.escalation_hours)
    return {
        PUSH: Together(lambda jobs: carry(delivering, jobs)),
        GATEWAY: lambda job: hand_to_gateway(db, senders, job["gateway"], _ids(job), clock),
        ESCALATE: lambda _: escalate(db, hours, settings.gateway_names, clock()),
        EXPIRING: lambda _: tell_of_expiry(db, clock),
        TIDY: lambda _: tidy(db, clock),
    }


def carry(delivering: Delivering, jobs: Sequence[Mapping[str, Any]]) -> None:
    """The messages of these jobs, as many together as one job may carry."""
    for again in (False, True):
        messages = [each for job in jobs if job.get("again", False) is again for each in _ids(job)]
        for some in chunks(messages, PUSH_CHUNK):
            delivering.run(some, again=again)


def tell_of_expiry(db: Database, clock: Clock) -> None:
    """Each certificate that ends within 30 days, once a term."""
    at = clock()
    today = at.astimezone(SHANGHAI).date()
    with db.read() as session:
        ending = people.expiring(session, today=today, until=today + EXPIRY_NOTICE, at=at)
    for row in ending:
        with db.write() as session:
            occasions.certificate_expiring(session, number=row.number, officer=row.id, valid_to=row.valid_to, at=at)


def hand_to_gateway(
    db: Database, senders: Mapping[str, Sender], gateway: str, messages: list[UUID], clock: Clock
) -> None:
    """Hands messages to a gateway, under their readers' usernames.

    Raises:
        GatewayBusy: the job is put back.
    """
    with db.read() as session:
        rows = people.usernames(session, messages)
    for row in rows:
        if senders[gateway].send(parcel_of(row, clock())).fate == "later":
            raise GatewayBusy(gateway)


class GatewayBusy(Exception):
    """A gateway took nothing now."""


def tidy(db: Database, clock: Clock) -> None:
    with db.write() as session:
        push_queries.forget_done(session, clock() - KEPT)


def _ids(job: Mapping[str, Any]) -> list[UUID]:
    return [UUID(each) for each in job["messages"]]
