"""What a box of ratings tells, and what it does not."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag

from zhifa.feedback.boxes import Box, last_period, opened, period_of, sealed, shown

KEY = bytes(32)


def rated(*verdicts: int) -> Box:
    box = Box()
    for verdict in verdicts:
        box = box.with_rating(verdict, "")
    return box


def test_fewer_than_five_are_shown_to_nobody() -> None:
    assert shown(rated(5, 5, 5, 1), "2026Q4") is None
    told = shown(rated(5, 5, 4, 3, 1, 1, 1), "2026Q4")
    assert told is not None
    assert (told.at_least, told.satisfied, told.fairly, told.dissatisfied) == (5, 40, 10, 40)


def test_words_are_in_no_order_of_time() -> None:
    assert Box().with_rating(5, "乙").with_rating(1, "").with_rating(1, "甲").words == tuple(sorted("甲乙"))


def test_a_sealed_box_does_not_show_how_full_it_is() -> None:
    agency = uuid4()
    empty, full = (sealed(KEY, "2026Q4", agency, box) for box in (Box(), rated(*[1, 2, 3, 4, 5] * 99)))
    assert len(empty) == len(full)
    assert opened(KEY, "2026Q4", agency, full).total == 495
    with pytest.raises(InvalidTag):
        opened(KEY, "2026Q4", uuid4(), full)


@pytest.mark.parametrize(
    ("moment", "period", "before"),
    [("2026-12-31T15:59", "2026Q4", "2026Q3"), ("2026-12-31T16:00", "2027Q1", "2026Q4")],
)
def test_quarters_turn_at_midnight_in_shanghai(moment: str, period: str, before: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert (period_of(at), last_period(at)) == (period, before)
