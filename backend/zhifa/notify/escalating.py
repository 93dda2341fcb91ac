"""What must be read and was not: it goes to the next person, and to that one's next, until there is nobody above."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlmodel import Session

from zhifa.db import Database
from zhifa.identity.models import Role
from zhifa.jobs import enqueue
from zhifa.notify import recipient_queries as people
from zhifa.notify.kinds import TELLINGS, Kind, Target
from zhifa.notify.models import Message
from zhifa.notify.service import tell

#: The job that carries passed-on messages to gateways as well.
GATEWAY = "notify_gateway"

log = structlog.get_logger("zhifa.notify")


class UnknownKinds(ValueError):
    """The setting ``escalate_after`` names kinds of message that there are not."""


def hours_by_kind(setting: Mapping[str, float]) -> dict[Kind, float]:
    """Raises:
    UnknownKinds
    """
    unknown = set(setting) - set(Kind)
    if unknown:
        raise UnknownKinds(", ".join(sorted(unknown)))
    return {Kind(kind): hours for kind, hours in setting.items()}


def escalate(db: Database, hours: Mapping[Kind, float], gateways: tuple[str, ...], at: datetime) -> None:
    """Passes on every message that has lain unread for its kind's hours.

    One at a time: a transaction that held several people's messages could wait for a person who waits for it.
    """
    for kind, after in hours.items():
        while _pass_on_one(db, kind, at - timedelta(hours=after), gateways, at):
            pass


def _pass_on_one(db: Database, kind: Kind, before: datetime, gateways: tuple[str, ...], at: datetime) -> bool:
    with db.write() as session:
        found = people.unread_since(session, kind.value, before, 1)
        for message in found:
            message.escalated_at = at
            session.flush()
            _pass_on(session, message, gateways, at)
        return bool(found)


def _pass_on(session: Session, message: Message, gateways: tuple[str, ...], at: datetime) -> None:
    place = people.place_of(session, message.account_id)
    to = next_above(session, message.account_id)
    if not to:
        log.warning("a message is unread and nobody is above", kind=message.kind, message=str(message.id))
    title = TELLINGS[Kind(message.kind)].title
    said = f"{place.display_name}未按时阅读“{title}”。{message.words}"
    target = Target(message.target_type, message.target_id)
    tell(session, Kind.UNREAD_ESCALATED, to, target, said, at=at, once=f"unread:{message.id}")
    for gateway in gateways:
        enqueue(session, GATEWAY, {"gateway": gateway, "messages": [str(message.id)]}, at=at)


def next_above(session: Session, account: UUID) -> set[UUID]:
    """An officer's supervisors, a supervisor's overseers; for others, and where there is nobody, empty."""
    place = people.place_of(session, account)
    above: set[UUID] = set()
    if place.agency_id is not None and place.role in {Role.OFFICER.value, Role.ASSISTANT.value}:
        above = people.supervisors_of(session, place.agency_id)
    if not above and place.role != Role.OVERSEER.value:
        division = place.agency_division or place.division_code
        above = people.overseers_of(session, division) if division else set()
    return above - {account}
