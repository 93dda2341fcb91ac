"""What findings rest on may change after the visit: every such change is seen, without any entry arriving."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.compliance.doors import Written, faultless, findings, work
from tests.support.city import City
from tests.support.visits import attached, opened, person_claim
from zhifa import calendar
from zhifa.agencies.models import AgencyMatter
from zhifa.compliance.rechecking import MATTERS, Rechecks
from zhifa.identity.models import Role
from zhifa.ids import new_id
from zhifa.jobs import enqueue

Client = TestClient[Litestar]


def test_a_delegation_that_ended_before_the_visit_is_found_when_its_end_is_entered(client: Client, city: City) -> None:
    for name in ("sun", "qian"):
        city.appoint(name, Role.OFFICER, agency=city.street)
    with city.parts.db.write() as session:
        stretch = {"agency_id": city.street, "matter_id": city.matter, "valid_from": date(2025, 6, 30)}
        session.add(AgencyMatter(id=new_id(), delegated=True, **stretch))
    visit = faultless(city, who=("sun", "qian"))
    visit.send(client)
    work(city)
    assert findings(client, city, visit.id) == {}
    _end_delegation(city, date(2026, 11, 22))
    assert set(findings(client, city, visit.id)) == {"P02-1"}, "it ended the day before the visit"
    _end_delegation(city, date(2026, 11, 23))
    assert findings(client, city, visit.id) == {}, "its last day still counts"


def _end_delegation(city: City, last: date) -> None:
    with city.parts.db.write() as session:
        ended = sa.update(AgencyMatter).where(col(AgencyMatter.agency_id) == city.street).values(valid_to=last)
        session.execute(ended)
        since = (city.parts.clock() - timedelta(days=30)).isoformat()
        enqueue(session, MATTERS, {"matters": [str(city.matter)], "since": since}, at=city.parts.clock())
    work(city)


def test_a_figure_that_is_published_moves_the_line_of_past_visits_since_its_first_day(
    client: Client, city: City
) -> None:
    visit = faultless(city)
    visit.send(client)
    work(city)
    for value, first, shown in (
        (0, "2026-11-24", set()),
        (0, "2026-11-23", {"P07-1"}),
        (24, "2026-11-23", set()),
    ):
        figure = {"code": "late_hours", "value": value, "source": "盐市监〔2026〕9号", "valid_from": first}
        assert client.post("/api/thresholds", json=figure, headers=city.headers("supervisor")).status_code == 201
        work(city)
        assert set(findings(client, city, visit.id)) == shown, (value, first)


def test_holidays_announced_later_move_a_term_that_runs_through_their_year(
    client: Client, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.parts.clock.moment = datetime(2026, 12, 28, 1, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    visit = _preserving(city)
    visit.send(client)
    work(city)
    city.parts.clock.moment = datetime(2027, 1, 6, 2, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    rechecks = Rechecks(city.parts.db, city.parts.clock)
    rechecks.sweep()
    told = findings(client, city, visit.id)["E06-1"]["trace"]
    assert "2027-01-06" in told
    assert "2027 年放假安排未知" in told
    year = calendar._Year(frozenset({date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5)}), frozenset())
    monkeypatch.setattr(calendar, "_announced", lambda: {2027: year})
    calendar._judged.cache_clear()
    try:
        city.parts.clock.forward(days=1)  # type: ignore[attr-defined]
        rechecks.sweep()
        told = findings(client, city, visit.id)["E06-1"]["trace"]
    finally:
        monkeypatch.undo()
        calendar._judged.cache_clear()
    assert "2027-01-11" in told
    assert "未知" not in told


def _preserving(city: City) -> Written:
    """A visit on which things were 先行登记保存."""
    made = faultless(city)
    closing = made.sent["li"].pop()
    made.phones["li"].chains[made.id].remove(closing)
    made.say("measured", {"measure": "register_preserve", "words": "登记保存过期食品 3 袋"})
    made.say("closed", {"result": "no_problem", "missing": []})
    return made


#: Ten more faults planted in one visit, none of which the other test plants but the missing officer and the refusal.
PLANTED = {
    "P03-1",  # the second officer's chain never arrived whole
    "C21-1",  # and so has a hole
    "P08-1",  # the certificate never shown
    "P06-1",  # the third visit of a year whose cap is two
    "P10-2",  # refusal without a witness
    "C16-2",  # an order to correct without a date
    "E02-3",  # the same photograph as on an earlier visit
    "E04-1",  # and from the album
    "T02-1",  # a clock that is five minutes slow
    "P07-1",  # received thirty hours after the end
}


def test_ten_other_planted_faults_are_shown_and_nothing_else(client: Client, city: City) -> None:
    for moment in (datetime(2026, 3, 2, 2, tzinfo=UTC), datetime(2026, 6, 10, 2, tzinfo=UTC)):
        city.parts.clock.moment = moment  # type: ignore[attr-defined]
        earlier = faultless(city)
        earlier.send(client)
    city.parts.clock.moment = datetime(2026, 11, 23, 2, tzinfo=UTC)  # type: ignore[attr-defined]
    bad, li, wang = Written(city), city["li"], city["wang"]
    bad.say("opened", opened(city, li))
    bad.say("joined", {"officer": person_claim(wang), "via": "device"}, who="wang")
    bad.say("notified", {"text_version": "1", "acknowledged": "tick", "recusal": "none"})
    for n, item in enumerate(city.items):
        answer = {"answer": "fail", "note": "过期食品三袋"} if n == 0 else {"answer": "pass"}
        bad.say("answered", {"item": item, "matter": str(city.matter), **answer})
    shot = attached(bad.phones["li"], earlier.id.hex * 2, 900, city.items[0])
    bad.say("attached", {**shot, "source": "library"})
    bad.say("found", {"title": "经营过期食品", "items": [city.items[0]], "words": "三袋"})
    bad.say("measured", {"measure": "order_to_correct", "words": "限期改正", "items": [city.items[0]]})
    bad.say("party_refused", {"reason": "不愿签"})
    signature = {"strokes": [[1, 2, 0, 3, 4, 9]], "width": 600, "height": 240}
    bad.say("officer_signed", {"officer": person_claim(li), **signature})
    bad.say("officer_signed", {"officer": person_claim(wang), **signature}, who="wang")
    bad.say("closed", {"result": "order_to_correct", "missing": []})
    bad.sent["wang"].pop(0)
    city.parts.clock.moment += timedelta(hours=30)  # type: ignore[attr-defined]
    slow = (city.parts.clock() - timedelta(minutes=5)).isoformat()
    for who, entries in bad.sent.items():
        batch = {"sent_at": slow, "entries": entries}
        assert client.post("/api/sync/entries", json=batch, headers=city.headers(who)).status_code == 200
    work(city)
    shown = findings(client, city, bad.id)
    assert {rule: shown[rule]["trace"] for rule in shown.keys() - PLANTED} == {}
    assert PLANTED - shown.keys() == set()
    assert len(PLANTED) == 10
