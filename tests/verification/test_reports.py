"""Reports of false officers, what is unusual, and who sees either."""

from typing import Any

from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session, col, select

from tests.conftest import TestClock
from tests.support.city import City
from tests.support.phone import Phone
from tests.verification.presenting import CARD, ask, asked_elsewhere, into_log, presented, print_card
from zhifa.agencies.models import Agency
from zhifa.app import Parts
from zhifa.verification.models import DaySalt, Verification, VerificationTurn

Client = TestClient[Litestar]
REPORT = {"shown": "", "place": "解放南路 12 号", "words": "自称市场监管局,证件核验无效仍要收费。", "contact": ""}


def seen_by(client: Client, city: City, who: str) -> list[dict[str, Any]]:
    answer = client.get("/api/false-officer-reports", headers=city.headers(who))
    assert answer.status_code == 200
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_a_report_reaches_the_overseers_of_the_place(client: Client, city: City) -> None:
    answer = client.post("/report", data={**REPORT, "shown": str(city["zhao"].certificate)})
    assert answer.status_code == 200
    (mine,) = seen_by(client, city, "overseer")
    assert mine["receipt"] in answer.text
    assert (mine["agency_name"], mine["words"]) == ("芮城县市场监督管理局", REPORT["words"])
    assert seen_by(client, city, "overseer_yanhu") == []
    client.post("/report", data=REPORT)
    assert [row["agency_name"] for row in seen_by(client, city, "overseer_yanhu")] == [None]


def test_a_report_says_what_is_missing_and_keeps_what_was_typed(client: Client, city: City) -> None:
    answer = client.post("/report", data={**REPORT, "words": " ", "contact": '"><b>'})
    assert answer.status_code == 400
    assert "请填写经过。" in answer.text
    assert "解放南路 12 号" in answer.text
    assert "<b>" not in answer.text
    assert seen_by(client, city, "overseer") == []


def test_reports_from_one_network_are_few(client: Client, city: City) -> None:
    answers = [client.post("/report", data=REPORT) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0


def test_the_links_of_a_page_lead_somewhere(client: Client, city: City, parts: Parts) -> None:
    with parts.db.write() as session:
        agency = session.get(Agency, city.yanhu)
        assert agency is not None
        agency.supervision_phone = "0359-2000001"
    print_card(city, "li")
    page = client.get(f"/c/{CARD}").text
    links = [part.split('"')[0].replace("&amp;", "&") for part in page.split('<a href="')[1:]]
    assert len(links) == 3
    pages = [client.get(link) for link in links]
    assert [answer.status_code for answer in pages] == [200, 200, 200]
    assert "0359-2000001" in pages[0].text
    assert "12345" in pages[0].text
    assert str(city["li"].certificate) in pages[1].text


def test_a_code_seen_in_many_places_is_shown_to_its_supervisor(client: Client, city: City, parts: Parts) -> None:
    code = presented(Phone().register(city, "li"), str(city["li"].certificate), parts.clock())
    ask(client, code)
    asked_elsewhere(parts, 2)
    (found,) = client.get("/api/verifications/unusual", headers=city.headers("supervisor")).json()
    assert (found["kind"], found["count"], found["number"]) == ("code_in_many_places", 3, city["li"].certificate)
    for who, count in (("supervisor_ruicheng", 0), ("overseer_yanhu", 1), ("overseer", 1)):
        answer = client.get("/api/verifications/unusual", headers=city.headers(who))
        assert len(answer.json()) == count, who


def test_an_agency_may_publish_what_is_unusual_for_it(client: Client, city: City, parts: Parts) -> None:
    for who in ("li", "zhao"):
        ask(client, presented(Phone().register(city, who), str(city[who].certificate), parts.clock()))
    asked_elsewhere(parts, 1)
    assert client.get("/api/verifications/unusual", headers=city.headers("overseer")).json() == []
    figure = {"code": "code_places", "value": 2, "source": "本局通知", "valid_from": "2026-01-01"}
    for code in (figure, {**figure, "valid_from": "2027-01-01", "value": 1}):
        assert client.post("/api/thresholds", json=code, headers=city.headers("supervisor")).status_code == 201
    (found,) = client.get("/api/verifications/unusual", headers=city.headers("overseer")).json()
    assert (found["number"], found["count"]) == (city["li"].certificate, 2)


def _log(session: Session) -> list[Verification]:
    return list(session.exec(select(Verification).order_by(col(Verification.id))))


def test_many_stale_codes_are_unusual(client: Client, city: City, parts: Parts, clock: TestClock) -> None:
    phone = Phone().register(city, "li")
    code = presented(phone, str(city["li"].certificate), clock())
    clock.forward(minutes=5)
    for _ in range(5):
        assert ask(client, code)["reason"] == "stale"
    into_log(parts)
    (found,) = client.get("/api/verifications/unusual", headers=city.headers("supervisor")).json()
    assert (found["kind"], found["count"]) == ("many_stale", 5)


def test_the_log_knows_that_but_not_who(client: Client, city: City, parts: Parts) -> None:
    print_card(city, "li")
    ask(client, CARD)
    ask(client, "nonsense")
    into_log(parts)
    with parts.db.read() as session:
        first, second = _log(session)
    assert (first.kind, first.certificate_number, first.answer) == ("card", city["li"].certificate, "valid")
    assert (second.kind, second.certificate_number, second.reason) == ("unreadable", None, "unknown")
    assert first.origin == second.origin
    assert "testclient" not in first.origin


def test_salts_and_viewers_are_forgotten(client: Client, city: City, parts: Parts, clock: TestClock) -> None:
    phone = Phone().register(city, "li")
    ask(client, presented(phone, str(city["li"].certificate), clock()))
    into_log(parts)
    clock.forward(days=3)
    ask(client, "nonsense")
    into_log(parts)
    with parts.db.read() as session:
        assert [row.day for row in session.exec(select(DaySalt))] == [clock().date()]
        assert list(session.exec(select(VerificationTurn))) == []
        assert len(_log(session)) == 2
    clock.forward(days=181)
    ask(client, "nonsense")
    into_log(parts)
    with parts.db.read() as session:
        assert len(_log(session)) == 1
