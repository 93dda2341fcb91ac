"""Checks beside arrivals: nobody waits for the rules, and what arrives meanwhile is seen."""

import threading

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.compliance.doors import faultless, findings, work
from tests.compliance.test_door import PLANTED, faulty
from tests.support.city import City
from zhifa.clock import now
from zhifa.compliance import checking
from zhifa.compliance.models import ComplianceCheck
from zhifa.ids import new_id
from zhifa.inspections.models import Inspection, Notebook
from zhifa.jobs import Job

Client = TestClient[Litestar]


def test_while_a_check_computes_others_write(client: Client, city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite a write transaction shuts all others out, so the rules must not run in one."""
    faultless(city).send(client)
    computing, may_go_on, rules = threading.Event(), threading.Event(), checking.findings_of

    def slow(facts):  # type: ignore[no-untyped-def]
        computing.set()
        assert may_go_on.wait(30)
        return rules(facts)

    monkeypatch.setattr(checking, "findings_of", slow)
    worker = threading.Thread(target=work, args=(city,))
    worker.start()
    try:
        assert computing.wait(30)
        with city.parts.db.write() as session:
            session.add(Notebook(id=new_id(), first_received_at=now()))
        assert worker.is_alive()
    finally:
        may_go_on.set()
        worker.join()


def test_what_arrives_while_a_check_computes_is_checked(
    client: Client, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check begins anew, instead of writing what held a moment ago."""
    made = faulty(city)
    last = made.sent["li"].pop()
    made.send(client)
    rules, seen = checking.findings_of, []

    def with_an_arrival(facts):  # type: ignore[no-untyped-def]
        seen.append(facts.record.state)
        if len(seen) == 1:
            made.sent["li"] = [last]
            made.send(client)
            with city.parts.db.write() as session:
                session.execute(sa.delete(Job))  # nothing would check it a second time
        return rules(facts)

    monkeypatch.setattr(checking, "findings_of", with_an_arrival)
    work(city)
    assert len(seen) == 2
    assert findings(client, city, made.id).keys() == PLANTED - {"P06-3"}
    with city.parts.db.read() as session:
        checked = session.scalar(sa.select(col(ComplianceCheck.version)))
        assert checked == session.scalar(sa.select(col(Inspection.version)))
