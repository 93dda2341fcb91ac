"""Telling people: a row in each recipient's inbox and a job for their phones, in the caller's own transaction."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session

from zhifa.ids import new_id
from zhifa.jobs import enqueue
from zhifa.notify import queries
from zhifa.notify.kinds import TARGET_TYPES, TELLINGS, Kind, Target

T = TypeVar("T")

#: The job that carries messages to phones, and how many of them one job carries.
PUSH = "notify_push"
PUSH_CHUNK = 200
#: As much of someone's words as a message quotes.
QUOTED = 120


def tell(
    session: Session,
    kind: Kind,
    recipients: Collection[UUID],
    target: Target,
    words: str,
    *,
    at: datetime,
    once: str | None = None,
) -> None:
    """Writes a message to each of these accounts that is active.

    Called last in a transaction: from here to the commit, others who tell the same accounts wait.

    Args:
        words: what happened and what to do, for the reader's eyes in the application; never leaves it by push.
        once: accounts that have a message with this mark are not told again.
    """
    if target.type not in TARGET_TYPES:
        raise ValueError(f"no screen shows a {target.type}")
    told = TELLINGS[kind]
    common = {
        "kind": kind.value,
        "title": told.title,
        "words": words,
        "target_type": target.type,
        "target_id": target.id,
        "topic": target.topic,
        "urgency": told.urgency,
        "once": once,
        "at": at,
    }
    for some in chunks(sorted(set(recipients)), queries.MANY):
        accounts = queries.still_to_tell(session, some, once)
        numbers = queries.next_numbers(session, accounts)
        rows = [{"id": new_id(), "account_id": account, "number": numbers[account], **common} for account in accounts]
        queries.insert_messages(session, rows)
        for page in chunks([str(row["id"]) for row in rows], PUSH_CHUNK):
            enqueue(session, PUSH, {"messages": list(page)}, at=at)


def put_away(session: Session, kind: Kind, recipients: Collection[UUID], target: Target, *, at: datetime) -> None:
    """Unread messages of a kind about something, which do not hold any more: nobody is woken or chased for them."""
    for account in sorted(set(recipients)):
        queries.hold_inbox(session, account)
        queries.put_away(session, account, kind.value, target.type, target.id, at)


def quote(words: str) -> str:
    """The beginning of what somebody wrote, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1]}…"


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
