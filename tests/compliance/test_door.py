"""Findings from the phone to the desk: what is planted is shown, and nothing else; what changes is seen again."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.compliance.doors import Written, faultless, findings, work
from tests.support.city import City
from tests.support.visits import attached, opened
from zhifa.compliance.models import ComplianceFinding, FindingStep
from zhifa.compliance.rechecking import MATTERS, Rechecks
from zhifa.credentials.models import CertificateChange, CertificateInterval
from zhifa.ids import new_id
from zhifa.inspections.changes import announce
from zhifa.jobs import enqueue
from zhifa.matters.models import Matter

Client = TestClient[Litestar]

#: Ten faults planted in one visit.
PLANTED = {
    "P03-1",  # alone
    "P08-2",  # the certificate shown after the first answer
    "P09-1",  # the party not told
    "P06-3",  # visited the day before
    "E02-2",  # photographed twenty kilometres away
    "E02-1",  # after the end
    "E01-1",  # a failing item with nothing to show
    "P10-4",  # and no finding
    "P10-2",  # refusal without a witness
    "P10-3",  # unsigned by the officer
}


def faulty(city: City) -> Written:
    made, li = Written(city), city["li"]
    made.say("opened", opened(city, li))
    made.say("answered", {"item": city.items[0], "matter": str(city.matter), "answer": "fail"})
    made.say("presented", {"to": "张三", "method": "card", "certificates": [li.certificate]})
    for item in city.items[1:]:
        made.say("answered", {"item": item, "matter": str(city.matter), "answer": "pass"})
    far = {"lat": 35.2, "lon": 110.9983, "acc": 10.0, "at": made.phones["li"].moment.isoformat(), "crs": "WGS84"}
    late = (made.phones["li"].moment + timedelta(hours=2)).isoformat()
    shot = attached(made.phones["li"], "cd" * 32, 900, city.items[1])
    made.say("attached", {**shot, "captured_at": late}, pos=far)
    made.say("party_refused", {"reason": "不愿签"})
    made.say("closed", {"result": "order_to_correct", "missing": ["second_officer"]})
    return made


def test_ten_planted_faults_are_shown_and_a_faultless_visit_shows_none(client: Client, city: City) -> None:
    clean = faultless(city)
    clean.send(client)
    city.parts.clock.forward(days=1)
    bad = faulty(city)
    bad.send(client)
    work(city)
    assert findings(client, city, clean.id) == {}
    shown = findings(client, city, bad.id)
    assert set(shown) == PLANTED
    assert len(PLANTED) == 10
    entries = client.get(f"/api/inspections/{bad.id}/entries?limit=100", headers=city.headers("supervisor")).json()
    known = {entry["jti"] for entry in entries["items"]}
    assert all(set(each["entries"]) <= known for each in shown.values())
    row = client.get(f"/api/inspections/{bad.id}", headers=city.headers("supervisor")).json()["row"]
    weights = {"block": 10_000, "warn": 100, "info": 1}
    assert row["risk"] == sum(weights[each["severity"]] for each in shown.values())


def test_a_certificate_withdrawn_with_effect_from_last_week_is_found_and_a_correction_resolves_it(
    client: Client, city: City
) -> None:
    visit = faultless(city)
    visit.send(client)
    work(city)
    _status(city, "suspended", at=city.parts.clock() - timedelta(days=7))
    assert set(findings(client, city, visit.id)) == {"P03-2"}
    city.parts.clock.forward(hours=1)
    _status(city, "valid", at=city.parts.clock() - timedelta(days=8))
    assert findings(client, city, visit.id) == {}
    again = _steps(city)
    with city.parts.db.write() as session:
        announce(session, [visit.id], at=city.parts.clock())
    work(city)
    assert again == _steps(city) == ["open", "resolved"], "the same facts change nothing"


def _status(city: City, status: str, at: datetime) -> None:
    """What two registrars decide, and the job that says so."""
    now, change = city.parts.clock(), new_id()
    with city.parts.db.write() as session:
        registrar = city["registrar"].account
        session.add(
            CertificateChange(
                id=change,
                kind="status",
                certificate_number=city["li"].certificate,
                division_code="140802",
                state="approved",
                proposal={},
                reason="测试",
                entered_by=registrar,
                entered_at=now,
            )
        )
        session.flush()
        session.add(
            CertificateInterval(
                id=new_id(),
                certificate_number=str(city["li"].certificate),
                status=status,
                starts_at=at,
                reason="测试",
                recorded_at=now,
                change_id=change,
            )
        )
        enqueue(session, "credentials.changed", {"change": str(change)}, at=now)
    work(city)


def _steps(city: City) -> list[str]:
    with city.parts.db.read() as session:
        return list(session.scalars(sa.select(col(FindingStep.state)).order_by(col(FindingStep.at))))


def test_a_matter_unpublished_and_days_gone_by_are_seen_without_any_entry(client: Client, city: City) -> None:
    visit = faultless(city)
    visit.send(client)
    work(city)
    with city.parts.db.write() as session:
        session.execute(sa.update(Matter).values(valid_to=datetime(2026, 11, 1, tzinfo=UTC).date()))
        since = (city.parts.clock() - timedelta(days=30)).isoformat()
        enqueue(session, MATTERS, {"matters": [str(city.matter)], "since": since}, at=city.parts.clock())
    work(city)
    assert set(findings(client, city, visit.id)) == {"P01-1"}
    city.parts.clock.forward(days=25)
    Rechecks(city.parts.db, city.parts.clock).sweep()
    assert findings(client, city, visit.id)["P12-1"]["severity"] == "info"
    city.parts.clock.forward(days=5)
    Rechecks(city.parts.db, city.parts.clock).sweep()
    assert findings(client, city, visit.id)["P12-1"]["severity"] == "warn"


def test_everything_is_checked_again_and_nothing_is_said_twice(client: Client, city: City) -> None:
    bad = faulty(city)
    bad.send(client)
    rechecks = Rechecks(city.parts.db, city.parts.clock)
    first, second = rechecks.everything(), rechecks.everything()
    assert (first.visits, second.visits, second.changes) == (1, 1, 0)
    with city.parts.db.read() as session:
        rules = session.scalars(sa.select(col(ComplianceFinding.rule)).order_by(col(ComplianceFinding.rule))).all()
    assert len(rules) == len(set(rules)) == first.changes
