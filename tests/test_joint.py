"""Several who write at the same moment share a commit, and nothing else."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from zhifa.db import Database, insert_once
from zhifa.errors import Unavailable
from zhifa.feedback.models import RatedVisit
from zhifa.migrations import upgrade


@pytest.fixture
def db(tmp_path: Path) -> Any:
    db = Database(f"sqlite:///{tmp_path}/joint.sqlite3")
    upgrade(db)
    yield db
    db.close()


def mark(name: str) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        insert_once(session, RatedVisit, mark=name)
        return name

    return work


def at_once(db: Database, works: Sequence[Callable[[Session], Any]]) -> list[Any]:
    """What became of each, with all of them brought while another writes."""
    told: list[Any] = [None] * len(works)

    def bring(place: int) -> None:
        try:
            told[place] = db.join(works[place])
        except Exception as error:
            told[place] = error

    threads = [threading.Thread(target=bring, args=(place,)) for place in range(len(works))]
    with db.write():
        for thread in threads:
            thread.start()
        while len(db._joint._waiting) < len(works):
            pass
    for thread in threads:
        thread.join()
    return told


def marks(db: Database) -> set[str]:
    with db.read() as session:
        return set(session.scalars(sa.select(RatedVisit.mark)))  # type: ignore[call-overload]


def commits(db: Database) -> list[object]:
    seen: list[object] = []
    sa.event.listen(db.engine, "commit", seen.append)
    return seen


def test_all_who_wait_share_one_commit_and_each_gets_its_own_answer(db: Database) -> None:
    seen = commits(db)
    names = [f"visit-{number}" for number in range(8)]
    assert at_once(db, [mark(name) for name in names]) == names
    assert marks(db) == set(names)
    assert len(seen) == 2, "that of the writer they waited for, and theirs"


def test_one_that_fails_takes_no_other_with_it(db: Database) -> None:
    def broken(session: Session) -> None:
        insert_once(session, RatedVisit, mark="half")
        raise ValueError("no")

    first, failed, last = at_once(db, [mark("first"), broken, mark("last")])
    assert (first, last) == ("first", "last")
    assert isinstance(failed, ValueError)
    assert marks(db) == {"first", "last"}, "what the failing one had written is gone"


def test_a_commit_that_fails_is_told_to_nobody_as_written(db: Database) -> None:
    def fail(_connection: object) -> None:
        raise sa.exc.OperationalError("COMMIT", None, Exception("disk I/O error"))

    sa.event.listen(db.engine, "commit", fail)
    told = []
    for name in ("first", "last"):
        try:
            told.append(db.join(mark(name)))
        except Unavailable as error:
            told.append(error)
    sa.event.remove(db.engine, "commit", fail)
    assert all(isinstance(each, Unavailable) for each in told)
    assert marks(db) == set()
    assert db.join(mark("again")) == "again"
    assert marks(db) == {"again"}


def test_those_above_the_most_of_one_transaction_have_the_next(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhifa.joint.MOST", 3)
    seen = commits(db)
    names = [f"visit-{number}" for number in range(7)]
    assert at_once(db, [mark(name) for name in names]) == names
    assert marks(db) == set(names)
    assert len(seen) == 1 + 3
