"""Every entry has a place that seals all before it; what is taken out, altered or written anew shows."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import pytest
import sqlalchemy as sa
import structlog
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col, select

from tests.compliance.doors import work
from tests.conftest import TestClock
from tests.support.city import City
from tests.support.reviewing import Visit, sent_visit
from zhifa import cli
from zhifa.app import Parts
from zhifa.custody import queries
from zhifa.custody.chain import EMPTY, following
from zhifa.custody.checking import Verdict, verify
from zhifa.custody.ledger import Ledger
from zhifa.custody.models import Checkpoint, LedgerPlace
from zhifa.inspections.entry import digest
from zhifa.inspections.models import Entry
from zhifa.worker import ledger_of

Client = TestClient[Litestar]


@pytest.fixture
def ledger(parts: Parts) -> Ledger:
    return ledger_of(parts)


@pytest.fixture
def visits(client: Client, city: City, clock: TestClock, ledger: Ledger) -> list[Visit]:
    """Two, each in the ledger with a checkpoint behind it."""
    made = []
    for _ in range(2):
        made.append(sent_visit(client, city))
        ledger.enter([made[-1].id])
        ledger.check_point()
        clock.forward(minutes=5)
    return made


def looked_at(parts: Parts, *kept: str) -> Verdict:
    with parts.db.read() as session:
        return verify(session, parts.token_key.ring.public_jwk, kept)


def checkpoints(parts: Parts) -> list[str]:
    with parts.db.read() as session:
        return list(queries.checkpoints(session))


def places(parts: Parts) -> list[LedgerPlace]:
    with parts.db.read() as session:
        return list(session.exec(select(LedgerPlace).order_by(col(LedgerPlace.position))))


def change(parts: Parts, *statements: Any) -> None:
    """As somebody who has the database, with its constraints in their way, would do it."""
    with parts.db.write() as session:
        for statement in statements:
            session.execute(statement)


def test_every_entry_has_a_place_after_those_that_came_before(parts: Parts, visits: list[Visit]) -> None:
    rows, entries = places(parts), [jws for visit in visits for jws in visit.entries]
    assert [row.position for row in rows] == list(range(1, len(entries) + 1))
    assert {row.sha256 for row in rows[: len(visits[0].entries)]} == {digest(jws) for jws in visits[0].entries}
    head = EMPTY
    for row in rows:
        head = following(head, row.sha256)
        assert row.head == head
    found = looked_at(parts)
    assert (found.problems, found.places, found.checkpoints) == ([], len(entries), 2)


def test_an_entry_has_one_place_however_often_it_is_told_of(parts: Parts, ledger: Ledger, visits: list[Visit]) -> None:
    before = len(places(parts))
    ledger.enter([visit.id for visit in visits])
    ledger.sweep()
    ledger.check_point()
    assert (len(places(parts)), len(checkpoints(parts))) == (before, 2)


def test_workers_at_once_make_one_ledger(client: Client, city: City, parts: Parts) -> None:
    made = [sent_visit(client, city).id for _ in range(6)]
    workers = [threading.Thread(target=ledger_of(parts).enter, args=(made[n : n + 3],)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found = looked_at(parts)
    assert (found.problems, found.places) == ([], len(places(parts)))


def test_the_worker_keeps_it(client: Client, city: City, parts: Parts) -> None:
    visit = sent_visit(client, city)
    work(city)
    assert len(places(parts)) == len(visit.entries)


def test_what_nobody_told_it_of_is_found_at_night(client: Client, city: City, parts: Parts, ledger: Ledger) -> None:
    sent_visit(client, city)
    assert looked_at(parts).waiting == 1
    ledger.sweep()
    found = looked_at(parts)
    assert (found.waiting, found.problems) == (0, [])


def _take_out_the_last_visit(visits: list[Visit]) -> list[Any]:
    """With all that names it in the ledger: what is left holds together."""
    of = sa.select(col(Entry.jti)).where(col(Entry.inspection_id) == visits[1].id)
    first = len(visits[0].entries)
    return [
        sa.delete(Checkpoint).where(col(Checkpoint.position) > first),
        sa.delete(LedgerPlace).where(col(LedgerPlace.jti).in_(of)),
    ]


def test_a_visit_taken_away_without_a_trace_is_missed_by_whoever_kept_a_checkpoint(
    parts: Parts, visits: list[Visit]
) -> None:
    kept = checkpoints(parts)
    change(parts, *_take_out_the_last_visit(visits))
    assert looked_at(parts).problems == []
    (told,) = looked_at(parts, *kept).problems
    assert "the last ones were taken away" in told
    assert looked_at(parts, kept[0]).problems == [], "until then it was the same"


@pytest.mark.parametrize(
    ("doing", "said"),
    [
        (lambda: sa.update(Entry).where(col(Entry.seq) == 1).values(jws="e30.e30.e30"), "was altered"),
        (lambda: sa.delete(LedgerPlace).where(col(LedgerPlace.position) == 2), "place 2 is missing"),
        (
            lambda: sa.update(LedgerPlace).where(col(LedgerPlace.position) == 2).values(sha256=EMPTY),
            "place 2 does not follow the one before it",
        ),
        (lambda: sa.update(Checkpoint).values(jws="e30.e30.e30"), "not signed by a key of this server"),
    ],
    ids=["entry", "place", "hash", "checkpoint"],
)
def test_what_is_altered_shows(parts: Parts, visits: list[Visit], doing: Callable[[], Any], said: str) -> None:
    change(parts, doing())
    assert any(said in problem for problem in looked_at(parts).problems)


def test_a_ledger_written_anew_is_another_than_its_checkpoints(
    parts: Parts, ledger: Ledger, visits: list[Visit]
) -> None:
    kept = checkpoints(parts)
    change(parts, sa.delete(Checkpoint), sa.delete(LedgerPlace))
    ledger.enter([visits[1].id])
    ledger.enter([visits[0].id])
    ledger.check_point()
    assert looked_at(parts).problems == [], "by itself it holds"
    told = looked_at(parts, "\n".join(kept)).problems
    assert any("another than its checkpoint says" in problem for problem in told)
    assert any("written anew" in problem for problem in told)


def test_a_proof_carries_the_last_checkpoint(parts: Parts, visits: list[Visit]) -> None:
    proof = visits[0].read("supervisor", "/proof")
    assert proof["checkpoint"] == checkpoints(parts)[-1]
    assert jwt.get_unverified_header(proof["checkpoint"])["typ"] == "ledger-checkpoint+jwt"


def test_the_supervising_office_takes_the_checkpoints_along(client: Client, city: City, visits: list[Visit]) -> None:
    asked = {"headers": city.headers("overseer")}
    first = client.get("/api/ledger/checkpoints", params={"limit": 1}, **asked).json()
    second = client.get("/api/ledger/checkpoints", params={"limit": 1, "cursor": first["next"]}, **asked).json()
    signed = checkpoints(city.parts)
    assert [page["items"][0]["jws"] for page in (first, second)] == signed[::-1]
    assert (second["items"][0]["position"], second["next"]) == (len(visits[0].entries), None)
    file = client.get("/api/ledger/checkpoints.txt", **asked)
    assert file.text.splitlines() == signed
    assert looked_at(city.parts, file.text).problems == []
    assert client.get("/api/ledger/checkpoints", headers=city.headers("supervisor")).status_code == 403


def test_by_hand(
    parts: Parts,
    visits: list[Visit],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli, "load_settings", lambda: parts.settings)
    cli.main(["ledger", "checkpoints"])
    printed = capsys.readouterr().out
    assert printed.split() == checkpoints(parts)
    (tmp_path / "kept").write_text(printed)
    cli.main(["ledger", "verify", "--against", str(tmp_path / "kept")])
    assert "2 checkpoints, compared with 2 kept elsewhere" in capsys.readouterr().out
    change(parts, *_take_out_the_last_visit(visits))
    with pytest.raises(SystemExit, match="1"):
        cli.main(["ledger", "verify", "--against", str(tmp_path / "kept")])
    assert "WRONG" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="cannot be read"):
        cli.main(["ledger", "verify", "--against", str(tmp_path / "nothing")])


def test_what_does_not_hold_is_said_in_the_log_at_night(parts: Parts, ledger: Ledger, visits: list[Visit]) -> None:
    with structlog.testing.capture_logs() as lines:
        ledger.look_over()
        assert lines == []
        change(parts, sa.delete(LedgerPlace).where(col(LedgerPlace.position) == 2))
        ledger.look_over()
    assert {(line["event"], line["log_level"]) for line in lines} == {("ledger does not hold", "error")}
