"""What was asked is written down before it is answered, is known to every process, and enters the log once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, func, select

from tests.conftest import TestClock
from zhifa.app import Parts
from zhifa.db import Database
from zhifa.errors import Unavailable
from zhifa.verification.journal import AT_ONCE, SHOWN, Journal, Line, enter
from zhifa.verification.judging import REUSED, UNKNOWN, VALID, Judgement
from zhifa.verification.models import Verification, VerificationTurn

SECOND = timedelta(seconds=1)


def seen(parts: Parts, code: str, viewer: str, judgement: Judgement = VALID) -> Line:
    return Line(parts.clock(), "dynamic", code, judgement, "place", presented_at=parts.clock(), viewer=viewer)


def told(journal: Journal, *lines: Line) -> list[Judgement]:
    journal.write(lines)
    return [line.judgement for line in lines]


def rows(parts: Parts, model: Any) -> int:
    with parts.db.read() as session:
        return session.exec(select(func.count()).select_from(model)).one()


def test_another_viewer_of_a_code_is_told_by_whatever_process(parts: Parts) -> None:
    one, other = Journal(parts.db), Journal(parts.db)
    assert told(one, seen(parts, "a", "ann"), seen(parts, "b", "bo")) == [VALID, VALID]
    assert told(other, seen(parts, "a", "bo"), seen(parts, "b", "bo"), seen(parts, "c", "bo")) == [REUSED, VALID, VALID]
    assert told(one, seen(parts, "a", "ann"), seen(parts, "c", "ann")) == [VALID, REUSED]
    assert told(Journal(parts.db), seen(parts, "a", "cy"), seen(parts, "b", "bo")) == [REUSED, VALID], "begun anew"


def test_within_a_turn_whoever_asked_first_is_the_first(parts: Parts) -> None:
    lines = [seen(parts, "a", who) for who in ("ann", "bo", "ann", "cy")]
    assert told(Journal(parts.db), *lines) == [VALID, REUSED, VALID, REUSED]


def test_what_was_not_valid_is_nobodys(parts: Parts) -> None:
    journal = Journal(parts.db)
    assert told(journal, seen(parts, "a", "ann", UNKNOWN)) == [UNKNOWN]
    assert told(journal, seen(parts, "a", "bo")) == [VALID]


def test_a_turn_that_could_not_be_written_leaves_no_first_viewer(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def full(_db: Database, *, writes: bool) -> Iterator[Any]:
        with bare(parts.db, writes=writes) as on:
            yield on
            raise Unavailable

    journal, bare = Journal(parts.db), Database.bare
    with monkeypatch.context() as patched:
        patched.setattr(Database, "bare", full)
        with pytest.raises(Unavailable):
            journal.write([seen(parts, "a", "ann")])
    assert rows(parts, VerificationTurn) == 0
    assert told(journal, seen(parts, "a", "bo")) == [VALID]


def test_of_many_at_once_one_is_the_first(parts: Parts) -> None:
    """Four processes, each of which two viewers ask about every code, in an order of its own."""
    codes, answers = [f"code {n}" for n in range(5)], []

    def ask(who: int) -> None:
        journal = Journal(parts.db)
        for n in range(len(codes)):
            lines = [seen(parts, codes[(n + who) % len(codes)], f"{who} {viewer}") for viewer in "ab"]
            answers.extend(zip([line.code_sha256 for line in lines], told(journal, *lines), strict=True))

    threads = [threading.Thread(target=ask, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(code for code, said in answers if said == VALID) == codes
    assert len(answers) == 40


def test_a_turn_enters_the_log_when_its_codes_are_worth_nothing(parts: Parts, clock: TestClock) -> None:
    asked = clock()
    Journal(parts.db).write([seen(parts, "a", "ann"), seen(parts, "a", "bo"), seen(parts, "b", "bo", UNKNOWN)])
    clock.forward(seconds=SHOWN.total_seconds())
    enter(parts.db, clock())
    assert rows(parts, Verification) == 0, "another could still be shown it"
    enter(parts.db, clock() + SECOND)
    enter(parts.db, clock() + SECOND)
    assert rows(parts, VerificationTurn) == 0
    with parts.db.read() as session:
        found = session.exec(select(Verification).order_by(col(Verification.id))).all()
    assert [(row.code_sha256, row.answer, row.reason) for row in found] == [
        ("a", "valid", None),
        ("a", "unverifiable", "reused"),
        ("b", "invalid", "unknown"),
    ]
    assert {(row.at, row.presented_at, row.origin) for row in found} == {(asked, asked, "place")}


def test_many_turns_enter_the_log_some_at_a_time(parts: Parts, clock: TestClock) -> None:
    journal = Journal(parts.db)
    for n in range(AT_ONCE + 1):
        journal.write([seen(parts, f"code {n}", "ann")])
    clock.forward(seconds=(SHOWN + SECOND).total_seconds())
    assert enter(parts.db, clock()), "there are more"
    assert rows(parts, Verification) == AT_ONCE
    assert not enter(parts.db, clock())
    assert rows(parts, Verification) == AT_ONCE + 1


def test_numbers_of_turns_do_not_come_again(parts: Parts, clock: TestClock) -> None:
    """Or a process that waits for the next number would not see it."""
    one, other = Journal(parts.db), Journal(parts.db)
    told(one, seen(parts, "a", "ann"))
    told(other, seen(parts, "b", "ann"))
    clock.forward(seconds=(SHOWN + SECOND).total_seconds())
    enter(parts.db, clock())
    told(one, seen(parts, "c", "ann"))
    assert told(other, seen(parts, "c", "bo")) == [REUSED]
