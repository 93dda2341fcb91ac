"""Where an inspection stands."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from zhifa.ids import new_id
from zhifa.inspections.record import Record, Supplement
from zhifa.inspections.state import State, state_of

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    decision: str
    minute: int
    id: UUID
    undoes: UUID | None = None

    @property
    def at(self) -> datetime:
        return NOON + timedelta(minutes=self.minute)


RETURN = Said("return", 1, new_id())
ACCEPT = Said("accept", 2, new_id())
AGAIN = Said("return", 3, new_id())
TAKEN_BACK = Said("undo", 4, new_id(), undoes=ACCEPT.id)
COMMENT = Said("comment", 9, new_id())


def supplement(answers: Said) -> Supplement:
    return Supplement(review=str(answers.id), reason="遗漏", text="补", at="2026-11-23T12:00:00Z", jti=str(new_id()))


@pytest.mark.parametrize(
    ("record", "reviews", "state"),
    [
        (Record(id="i"), [], State.OPEN),
        (Record(id="i", state="closed"), [], State.CLOSED),
        (Record(id="i", state="closed"), [COMMENT], State.CLOSED),
        (Record(id="i", state="closed"), [RETURN, COMMENT], State.RETURNED),
        (Record(id="i", state="closed"), [ACCEPT, RETURN], State.ACCEPTED),
        (Record(id="i", state="closed", supplements=[supplement(RETURN)]), [RETURN], State.CLOSED),
        (Record(id="i", state="closed", supplements=[supplement(RETURN)]), [AGAIN, RETURN], State.RETURNED),
        (Record(id="i", state="closed"), [ACCEPT, TAKEN_BACK], State.CLOSED),
        (Record(id="i", state="closed"), [RETURN, ACCEPT, TAKEN_BACK], State.RETURNED),
        (Record(id="i", state="withdrawn"), [ACCEPT], State.WITHDRAWN),
    ],
)
def test_state(record: Record, reviews: list[Said], state: State) -> None:
    assert state_of(record, reviews) is state
