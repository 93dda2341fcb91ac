"""Jobs: several are taken together, and the fault of one costs no other."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from tests.conftest import TestClock
from zhifa import jobs
from zhifa.app import Parts
from zhifa.jobs import AT_ONCE, Job, Together, enqueue, run_due


def put(parts: Parts, kind: str, numbers: Sequence[int]) -> None:
    with parts.db.write() as session:
        for number in numbers:
            enqueue(session, kind, {"number": number}, at=parts.clock())


def left(parts: Parts) -> list[tuple[int, int]]:
    """Numbers of the jobs that are still there, with how often they were tried."""
    with parts.db.read() as session:
        rows = session.execute(sa.select(col(Job.payload), col(Job.attempts))).all()
    return sorted((payload["number"], attempts) for payload, attempts in rows)


def test_jobs_of_a_kind_are_done_together_and_a_bad_one_costs_no_other(parts: Parts, clock: TestClock) -> None:
    calls: list[list[int]] = []

    def add_up(payloads: Sequence[Mapping[str, Any]]) -> None:
        numbers = [payload["number"] for payload in payloads]
        calls.append(numbers)
        if 2 in numbers:
            raise ValueError(numbers)

    put(parts, "sum", range(4))
    assert run_due(parts.db, {"sum": Together(add_up)}, clock=clock) == 4
    assert sorted(calls[0]) == [0, 1, 2, 3]
    assert sorted(calls[1:]) == [[0], [1], [2], [3]]
    assert left(parts) == [(2, 1)]
    assert run_due(parts.db, {"sum": Together(add_up)}, clock=clock) == 0, "not before its time"
    clock.forward(seconds=2)
    assert run_due(parts.db, {"sum": Together(add_up)}, clock=clock) == 1


def test_no_more_are_taken_than_a_lease_lasts_for(
    parts: Parts, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was taken and could not be begun in time is given back, as if it had not been touched."""
    monkeypatch.setattr(jobs, "PATIENCE_S", -1.0)
    put(parts, "one", range(AT_ONCE + 1))
    done: list[int] = []
    assert run_due(parts.db, {"one": lambda payload: done.append(payload["number"])}, clock=clock) == AT_ONCE
    assert len(done) == 1
    assert left(parts) == [(number, 0) for number in range(AT_ONCE + 1) if number not in done]


def test_a_worker_with_nothing_to_do_keeps_nobody_waiting(parts: Parts, clock: TestClock) -> None:
    with parts.db.write():
        assert run_due(parts.db, {"one": lambda _: None}, clock=clock) == 0
