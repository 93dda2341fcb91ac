"""Rules that need more than one visit, or more than a visit, from the phone to the desk."""

from litestar import Litestar
from litestar.testing import TestClient

from tests.compliance.doors import faultless, findings, work
from tests.support.city import City
from tests.support.fines import published_benchmark, visit_with_fine
from tests.support.phone import Phone, digest
from tests.support.reviewing import sent_visit
from tests.verification.presenting import ask, asked_elsewhere, presented
from zhifa.compliance.rechecking import Rechecks
from zhifa.identity.actor import Role

Client = TestClient[Litestar]


def test_fines_for_the_same_act_are_seen_once_the_first_is_accepted(client: Client, city: City) -> None:
    named = published_benchmark(city.parts)
    first = visit_with_fine(client, city, named, "4000")
    city.parts.clock.forward(days=1)
    second = visit_with_fine(client, city, named, "4000")
    work(city)
    assert "C05-1" not in findings(client, city, second.id), "nothing is decided yet"
    assert first.review("accept")[0] == 201
    work(city)
    told = findings(client, city, second.id)["C05-1"]
    assert (told["severity"], "不得再次罚款" in told["trace"]) == ("warn", True)
    assert "C05-1" not in findings(client, city, first.id), "the earlier one is not at fault"


def test_the_third_agency_within_a_month_is_one_too_many(client: Client, city: City) -> None:
    city.appoint("sun", Role.OFFICER, agency=city.street)
    heads = []
    for who, days in (("zhao", 0), ("li", 20), ("sun", 9), ("li", 40)):
        city.parts.clock.forward(days=days)
        visit = faultless(city, who=(who, "wang"))
        visit.send(client)
        work(city)
        heads.append("P06-4" in findings(client, city, visit.id, "overseer"))
    assert heads == [False, False, True, False], "two agencies are no crowd, and after forty days they are forgotten"


def test_a_code_verified_in_three_places_on_the_day_of_the_visit_is_unusual(client: Client, city: City) -> None:
    visit = sent_visit(client, city)
    ask(client, presented(Phone().register(city, "li"), str(city["li"].certificate), city.parts.clock()))
    rechecks = Rechecks(city.parts.db, city.parts.clock)
    asked_elsewhere(city.parts, 1)
    rechecks.sweep()
    assert "P08-4" not in findings(client, city, visit.id), "two places are not unusual"
    asked_elsewhere(city.parts, 2)
    rechecks.sweep()
    told = findings(client, city, visit.id)["P08-4"]
    assert (told["severity"], str(city["li"].certificate) in told["trace"]) == ("warn", True)


def test_two_entries_in_one_place_of_the_chain_are_a_contradiction(client: Client, city: City) -> None:
    visit = sent_visit(client, city)
    work(city)
    assert "C21-2" not in findings(client, city, visit.id)
    chain = visit.phone.chains[visit.id]
    claims = visit.phone.claims(visit.id, "noted", {"text": "另一种说法。"})
    prior = {"seq": len(chain) - 1, "prev": digest(chain[-2])}
    body = {"sent_at": city.parts.clock().isoformat(), "entries": [visit.phone.sign({**claims, **prior})]}
    answer = client.post("/api/sync/entries", json=body, headers=city.headers("li"))
    assert [each["outcome"] for each in answer.json()["outcomes"]] == ["conflict"]
    work(city)
    assert findings(client, city, visit.id)["C21-2"]["severity"] == "block"
