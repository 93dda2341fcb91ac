"""Ratings 评价: one a visit, anonymous, and of no use to whoever wants to know whose they are.

Whether a visit was rated is told to nobody: the second rating of a visit is thanked for as the first was, takes the
same statements, and changes nothing. See ``docs/decisions/nobody-learns-who-rated.md``.
"""

import hashlib
import hmac
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.feedback import boxes
from zhifa.feedback import rating_queries as queries
from zhifa.feedback.boxes import Box, Shown
from zhifa.feedback.schemas import RatingRow
from zhifa.identity.actor import Actor
from zhifa.identity.keyring import KeyRing

SEAL, MARK = "rating box", "rated visit"
MAX_WORDS = 300


def rate(session: Session, ring: KeyRing, visit: UUID, agency: UUID, *, verdict: int, words: str, at: datetime) -> None:
    """Counts the rating of a visit, unless it is not the visit's first."""
    key, period = ring.lasting(SEAL), boxes.period_of(at)
    if not queries.has_box(session, period, agency):
        empty = {each: boxes.sealed(key, period, each, Box()) for each in queries.agencies(session)}
        queries.add_boxes(session, period, empty)
    first = queries.spend(session, hmac.new(ring.lasting(MARK), visit.bytes, hashlib.sha256).hexdigest())
    box = boxes.opened(key, period, agency, queries.hold_box(session, period, agency))
    rated = box.with_rating(verdict, words)
    queries.put_box(session, period, agency, boxes.sealed(key, period, agency, rated if first else box))


def published(session: Session, ring: KeyRing, agencies: Collection[UUID], at: datetime) -> dict[UUID, Shown]:
    """What everybody may see of these agencies: the last whole quarter, where there were enough ratings."""
    key, period = ring.lasting(SEAL), boxes.last_period(at)
    made = {
        agency: boxes.shown(boxes.opened(key, period, agency, sealed), period)
        for agency, sealed in queries.boxes_of(session, period, agencies).items()
    }
    return {agency: shown for agency, shown in made.items() if shown is not None}


def with_words(session: Session, ring: KeyRing, actor: Actor, at: datetime) -> list[RatingRow]:
    """The same for the bureau, with the words that were written."""
    key, period, rows = ring.lasting(SEAL), boxes.last_period(at), []
    for row in queries.in_scope(session, actor, period):
        box = boxes.opened(key, period, row.id, row.sealed)
        if shown := boxes.shown(box, period):
            rows.append(RatingRow(row.id, row.name, shown, list(box.words)))
    return rows
