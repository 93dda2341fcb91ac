"""Where an inspection stands, from its record and what reviewers decided. Pure."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from zhifa.inspections.record import Record


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"  # 待审
    RETURNED = "returned"  # 退回补正
    ACCEPTED = "accepted"  # 已通过
    WITHDRAWN = "withdrawn"  # 已撤回


class Reviewed(Protocol):
    """What is needed of a review; the table row fits."""

    @property
    def id(self) -> UUID: ...
    @property
    def decision(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def undoes(self) -> UUID | None: ...


def state_of(record: Record, reviews: Iterable[Reviewed]) -> State:
    """The state. Comments decide nothing; a return is answered by a ``supplemented`` that names it."""
    if record.state == "withdrawn":
        return State.WITHDRAWN
    if record.state == "open":
        return State.OPEN
    last = last_decision(reviews)
    if last is None:
        return State.CLOSED
    if last.decision == "accept":
        return State.ACCEPTED
    answered = any(supplement.review == str(last.id) for supplement in record.supplements)
    return State.CLOSED if answered else State.RETURNED


def last_decision(reviews: Iterable[Reviewed]) -> Reviewed | None:
    """The latest accept or return that was not taken back."""
    reviews = list(reviews)
    undone = {review.undoes for review in reviews}
    decisions = [review for review in reviews if review.decision in {"accept", "return"} and review.id not in undone]
    return max(decisions, key=lambda review: (review.at, review.id), default=None)


def version_of(*, entries: int, reviews: int) -> int:
    """The version of an inspection: it grows by one with every entry in place and every review or comment."""
    return entries + reviews
