"""The demo city's past visits: signed like any other, taken in like any other, once."""

from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import SQLModel, col, select

from tests.demo.test_load import headers
from zhifa import cli
from zhifa.app import Parts
from zhifa.clock import SHANGHAI
from zhifa.demo.duties import settle
from zhifa.demo.history import load_history
from zhifa.demo.notebooks import written
from zhifa.demo.phones import DemoPhone
from zhifa.demo.visits import FIRST_DAY, visits
from zhifa.evidence.models import Evidence
from zhifa.inspections.models import Entry, HeldEntry, Inspection, Quarantine
from zhifa.review.models import Review

Client = TestClient[Litestar]
COUNT = 55


def count(parts: Parts, table: type[SQLModel]) -> int:
    with parts.db.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.fixture
def lived_in(parts: Parts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Parts:
    """Made as an operator makes it."""
    monkeypatch.setattr(cli, "load_settings", lambda: parts.settings)
    cli.main(["demo", "load", "--yes"])
    assert f"{COUNT} 次检查" in capsys.readouterr().out
    return parts


def test_a_past_is_taken_in_once_and_seen_at_the_desk(lived_in: Parts, client: Client) -> None:
    """One city for three questions: it takes seconds to make."""
    _taken_in_once_and_nothing_refused(lived_in)
    _desk_and_history_are_not_empty(lived_in, client)
    _a_record_has_two_officers_and_both_signed(lived_in, client)


def _taken_in_once_and_nothing_refused(lived_in: Parts) -> None:
    entries = count(lived_in, Entry)
    assert (count(lived_in, HeldEntry), count(lived_in, Quarantine)) == (0, 0)
    assert (load_history(lived_in), settle(lived_in, [])) == ([], 0)
    assert count(lived_in, Entry) == entries
    with lived_in.db.read() as session:
        states = Counter(session.scalars(select(Inspection.state)))
        assert None not in session.scalars(select(Inspection.subject_id)).all()
    assert set(states) == {"closed", "accepted", "returned", "withdrawn"}
    assert count(lived_in, Review) == states["accepted"] + states["returned"]
    for sha256 in _files(lived_in):
        assert lived_in.objects.exists(f"evidence/{sha256}")


def _files(parts: Parts) -> list[str]:
    with parts.db.read() as session:
        return list(session.scalars(select(Evidence.sha256)))


def _desk_and_history_are_not_empty(lived_in: Parts, client: Client) -> None:
    supervisor = headers(lived_in, "yanhu-fz")
    items = client.get("/api/inspections", headers=supervisor).json()["items"]
    assert len(items) == 19
    assert {item["agency_name"] for item in items} == {"盐湖区市场监督管理局"}
    assert all(item["missing_evidence"] == 0 for item in items)
    visited = client.get(f"/api/subjects/{items[0]['subject_id']}", headers=supervisor).json()
    assert visited["visits_this_year"] >= 1
    assert items[0]["id"] in {visit["inspection_id"] for visit in visited["visits"]}
    overseer = client.get("/api/inspections", headers=headers(lived_in, "ruichengsf-jd"), params={"limit": 100})
    assert len({item["agency_name"] for item in overseer.json()["items"]}) >= 3


def _a_record_has_two_officers_and_both_signed(lived_in: Parts, client: Client) -> None:
    with lived_in.db.read() as session:
        inspection = session.scalars(select(Inspection.id).where(col(Inspection.state) == "accepted")).first()
    answer = client.get(f"/api/inspections/{inspection}", headers=headers(lived_in, "yunchengsf-jd"))
    record = answer.json()["record"]
    assert record["problems"] == []
    assert {officer["role"] for officer in record["officers"]} == {"lead", "second"}
    assert len(record["officer_signatures"]) == 2


def test_a_visit_is_signed_in_the_same_bytes_everywhere() -> None:
    visit = visits()[0]
    once, again = (written(visit, DemoPhone(visit.lead.username), DemoPhone(visit.second.username)) for _ in "ab")
    assert (once.first, once.second) == (again.first, again.second)
    assert [photograph.sha256 for photograph in once.photographs] == [p.sha256 for p in again.photographs]


def test_visits_fall_on_working_days_by_two_officers_of_the_agency() -> None:
    for visit in visits():
        at = visit.opened_at.astimezone(SHANGHAI)
        assert at.weekday() < 5
        assert 9 <= at.hour < 17
        assert timedelta() <= at - FIRST_DAY < timedelta(days=75)
        assert visit.lead is not visit.second
        assert visit.lead.agency["code"] == visit.second.agency["code"] == visit.agency["code"]
        assert visit.subject["trade"] in visit.matter["trades"]
        assert visit.matter["valid_from"] <= at.date()
