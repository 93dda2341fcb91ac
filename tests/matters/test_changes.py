"""Changing the catalogue of matters: two people, one effect, and everybody of the field is told."""

from datetime import date
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session

from tests.support.city import City
from tests.support.plans import assert_walks_index
from zhifa.agencies.models import AgencyMatter
from zhifa.identity.models import AuditRow
from zhifa.jobs import Job
from zhifa.matters import change_queries
from zhifa.matters.change_differences import draft_of
from zhifa.matters.models import Checklist, Matter
from zhifa.matters.service import detail
from zhifa.notify.models import Message

Client = TestClient[Litestar]
TODAY = date(2026, 11, 23)


class Desk:
    """Two people of the desk, and what they see."""

    def __init__(self, client: Client, city: City) -> None:
        self.client, self.city = client, city

    def propose(self, who: str, what: dict[str, Any], **more: Any) -> Any:
        body = {"what": what, "reason": "目录动态调整", **more}
        return self.client.post("/api/matter-changes", json=body, headers=self.city.headers(who))

    def proposed(self, who: str, what: dict[str, Any], **more: Any) -> str:
        answer = self.propose(who, what, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()["row"]["id"]

    def decide(self, who: str, change: str, decision: str = "approve", words: str = "") -> Any:
        body = {"decision": decision, "words": words}
        return self.client.post(f"/api/matter-changes/{change}/decision", json=body, headers=self.city.headers(who))

    def approved(self, who: str, change: str) -> Any:
        answer = self.decide(who, change)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def waiting(self, who: str, status: str = "proposed") -> list[str]:
        answer = self.client.get("/api/matter-changes", params={"status": status}, headers=self.city.headers(who))
        return [row["id"] for row in answer.json()["items"]]

    def matter(self, matter: object, who: str = "li") -> Any:
        return self.client.get(f"/api/matters/{matter}", headers=self.city.headers(who)).json()


@pytest.fixture
def desk(client: Client, city: City) -> Desk:
    return Desk(client, city)


def item(text: str = "是否公示收费标准", **more: Any) -> dict[str, Any]:
    return {"text": text, "requirement": "在店堂显著位置公示", "basis": "价格法 第13条", **more}


def content(**more: Any) -> dict[str, Any]:
    return {
        "name": "明码标价检查", "kind": "检查", "field": "市场监管", "basis": "价格法 第33条",
        "basis_confidence": "medium",
        "items": [item()], "trades": ["餐饮服务"], "annual_cap": 1, **more,
    }  # fmt: skip


def publish(city: City, **more: Any) -> dict[str, Any]:
    said = {"code": "JG-MM-001", "agency_id": str(city.yanhu), "starts_on": "2026-11-23", "content": content()}
    return {"kind": "publish", **said, **more}


def as_it_stands(city: City, **more: Any) -> dict[str, Any]:
    with city.parts.db.read() as session:
        now = detail(session, city.matter, agency_id=None, on=TODAY)
    said = {**msgspec.to_builtins(draft_of(now)), **more}
    return {"kind": "amend", "matter_id": str(city.matter), "starts_on": "2026-11-23", "content": said}


def rows(session: Session, model: type[Any], *where: Any) -> list[Any]:
    return list(session.scalars(sa.select(model).where(*where)).all())


def test_a_matter_is_published_by_two_people(desk: Desk, city: City) -> None:
    change = desk.proposed("supervisor", publish(city), document="盐市监〔2026〕12号")
    assert desk.client.get("/api/matters?q=JG", headers=city.headers("li")).json()["items"] == []
    assert change in desk.waiting("overseer_yanhu")
    done = desk.approved("overseer_yanhu", change)
    assert done["row"]["status"] == "approved"
    assert {"what": "名称", "before": "(无)", "after": "明码标价检查"} in done["differences"]
    made = desk.matter(done["row"]["matter_id"])
    assert made["checklist"]["items"][0]["id"] == "JG-MM-001-01"
    assert made["valid_from"] == "2026-11-23"
    holders = desk.client.get(f"/api/matters/{made['id']}/holders", headers=city.headers("li")).json()
    assert [holder["agency_id"] for holder in holders] == [str(city.yanhu)]


def test_whoever_proposed_it_may_only_take_it_back(desk: Desk, city: City) -> None:
    change = desk.proposed("overseer_yanhu", publish(city))
    assert desk.decide("overseer_yanhu", change).json()["code"] == "same_person"
    assert desk.decide("overseer", change, "revoke").json()["code"] == "not_the_proposer"
    assert desk.decide("overseer_yanhu", change, "revoke").status_code == 200
    assert desk.decide("overseer", change).json()["code"] == "matter_change_decided"
    assert desk.client.get("/api/matters?q=JG", headers=city.headers("li")).json()["items"] == []


def test_a_supervisor_approves_nothing(desk: Desk, city: City) -> None:
    city.appoint("supervisor_two", desk.city["supervisor"].role, agency=city.yanhu)
    change = desk.proposed("supervisor", publish(city))
    assert desk.decide("supervisor_two", change).status_code == 403
    assert desk.client.get(f"/api/matter-changes/{change}", headers=city.headers("supervisor_two")).json()["may"] == []


def test_rejecting_needs_words(desk: Desk, city: City) -> None:
    change = desk.proposed("supervisor", publish(city))
    assert desk.decide("overseer_yanhu", change, "reject").json()["code"] == "words_required"
    assert desk.decide("overseer_yanhu", change, "reject", "依据不足").status_code == 200
    assert change in desk.waiting("supervisor", "rejected")


def test_a_changed_checklist_is_a_new_version_and_the_old_one_stays(desk: Desk, city: City) -> None:
    amended = as_it_stands(city)
    amended["content"]["items"] = [*amended["content"]["items"][1:], item("是否留样")]
    amended["starts_on"] = "2026-12-01"
    change = desk.proposed("supervisor", amended)
    assert desk.decide("overseer_yanhu", change).json()["code"] == "matter_beyond_scope"
    done = desk.approved("overseer", change)
    changed = {line["what"] for line in done["differences"]}
    assert changed == {"检查标准“检查第 1 项”", "检查标准“是否留样”", "施行日期"}
    assert desk.matter(city.matter)["checklist"]["version"] == 1
    desk.city.parts.clock.forward(days=8)  # type: ignore[attr-defined]
    now = desk.matter(city.matter)["checklist"]
    assert now["version"] == 2
    assert now["items"][-1]["text"] == "是否留样"
    with city.parts.db.read() as session:
        assert len(rows(session, Checklist, Checklist.matter_id == city.matter)) == 2


def test_what_changes_nothing_is_not_proposed(desk: Desk, city: City) -> None:
    assert desk.propose("supervisor", as_it_stands(city)).json()["code"] == "nothing_changes"


def test_the_officers_of_the_field_are_told_and_visits_are_checked_again(desk: Desk, city: City) -> None:
    change = desk.proposed("supervisor", as_it_stands(city, annual_cap=1))
    desk.approved("overseer", change)
    with city.parts.db.read() as session:
        told = {row.account_id for row in rows(session, Message, Message.kind == "standard_changed")}
        assert {city["li"].account, city["zhao"].account} <= told
        [job] = rows(session, Job, Job.kind == "matters.changed")
        assert job.payload["matters"] == [str(city.matter)]
        assert {row.action for row in rows(session, AuditRow)} >= {"matter_change_propose", "matter_change_approve"}


def test_a_withdrawn_matter_ends_for_everybody(desk: Desk, city: City) -> None:
    change = desk.proposed("supervisor", {"kind": "withdraw", "matter_id": str(city.matter), "ends_on": "2026-11-20"})
    desk.approved("overseer", change)
    assert desk.client.get("/api/matters", headers=city.headers("li")).json()["items"] == []
    ended = desk.client.get("/api/matters?standing=ended", headers=city.headers("li")).json()["items"]
    assert [matter["id"] for matter in ended] == [str(city.matter)]
    with city.parts.db.read() as session:
        assert {row.valid_to for row in rows(session, AgencyMatter)} == {date(2026, 11, 20)}
        [job] = rows(session, Job, Job.kind == "matters.changed")
        assert job.payload["since"].startswith("2026-11-20T00:00:00+08:00")


def test_a_matter_is_delegated_to_a_town_and_taken_back(desk: Desk, city: City) -> None:
    to_town = {
        "kind": "delegate",
        "matter_id": str(city.matter),
        "agency_id": str(city.street),
        "starts_on": "2026-11-23",
    }
    assert desk.matter(city.matter, "assistant")["delegated"] is False
    desk.approved("overseer_yanhu", desk.proposed("supervisor", to_town, document="盐政发〔2026〕8号"))
    assert desk.matter(city.matter, "assistant")["delegated"] is True
    assert desk.propose("supervisor", to_town).json()["code"] == "matter_already_held"
    back = {"kind": "take_back", "matter_id": str(city.matter), "agency_id": str(city.street), "ends_on": "2026-11-30"}
    desk.approved("overseer_yanhu", desk.proposed("supervisor", back))
    with city.parts.db.read() as session:
        [held] = rows(session, AgencyMatter, AgencyMatter.agency_id == city.street)
        assert (held.delegated, held.document, held.valid_to) == (True, "盐政发〔2026〕8号", date(2026, 11, 30))
    assert desk.propose("supervisor", {**back, "ends_on": "2026-12-02"}).json()["code"] == "delegation_not_found"


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("publish", {"starts_on": "2026-11-22"}, "starts_in_past"),
    ("publish", {"content": content(items=[])}, "checklist_empty"),
    ("publish", {"code": "SP-CY-001"}, "matter_code_taken"),
    ("publish", {"agency_id": "ruicheng"}, "agency_not_found"),
    ("delegate", {"agency_id": "yanhu"}, "delegation_to_towns_only"),
    ("delegate", {"ends_on": "2026-11-01"}, "days_reversed"),
    ("withdraw", {"ends_on": "2025-01-01"}, "days_reversed"),
    ("take_back", {}, "delegation_not_found"),
]


@pytest.mark.parametrize(("kind", "more", "code"), REFUSED)
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(
    desk: Desk, city: City, kind: str, more: dict[str, Any], code: str
) -> None:
    matter, street = str(city.matter), str(city.street)
    whole = {
        "publish": publish(city),
        "delegate": {"kind": kind, "matter_id": matter, "agency_id": street, "starts_on": "2026-11-23"},
        "withdraw": {"kind": kind, "matter_id": matter, "ends_on": "2026-12-01"},
        "take_back": {"kind": kind, "matter_id": matter, "agency_id": street, "ends_on": "2026-12-01"},
    }[kind]
    named = {name: str(getattr(city, value)) if name == "agency_id" else value for name, value in more.items()}
    answer = desk.propose("supervisor", {**whole, **named})
    assert (answer.status_code < 500, answer.json()["code"]) == (True, code)
    assert desk.waiting("supervisor") == []


def test_another_county_sees_and_changes_none_of_it(desk: Desk, city: City) -> None:
    change = desk.proposed("supervisor", publish(city))
    assert desk.waiting("supervisor_ruicheng") == []
    assert desk.decide("supervisor_ruicheng", change).json()["code"] == "matter_change_not_found"
    foreign = desk.client.get(f"/api/matter-changes/{change}", headers=city.headers("supervisor_ruicheng"))
    assert foreign.status_code == 404


def test_what_has_changed_meanwhile_is_asked_again_at_approval(desk: Desk, city: City) -> None:
    first, second = (desk.proposed(who, as_it_stands(city, annual_cap=1)) for who in ("supervisor", "overseer_yanhu"))
    desk.approved("overseer", first)
    assert desk.decide("overseer", second).json()["code"] == "nothing_changes"
    with city.parts.db.read() as session:
        assert session.get_one(Matter, city.matter).annual_cap == 1


@pytest.mark.parametrize("who", ["supervisor", "overseer"])
def test_the_lists_walk_an_index_and_sort_nothing(desk: Desk, city: City, who: str) -> None:
    actor = city.actor(who)
    with city.parts.db.read() as session:
        assert_walks_index(
            session,
            lambda: change_queries.listed(session, actor, status="proposed", cursor=None, limit=20),
            "ix_matter_change_status_id",
        )
        assert_walks_index(
            session,
            lambda: change_queries.of_matter(session, actor, city.matter, cursor=None, limit=20),
            "ix_matter_change_matter_id",
        )
