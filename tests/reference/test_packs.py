"""Reference packs: current, immutable, of the right agency, and made once however many ask at once."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import brotli
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.conftest import TestClock
from tests.support.city import City
from zhifa.agencies.models import AgencyMatter
from zhifa.credentials.models import CertificateInterval, Officer
from zhifa.ids import new_id
from zhifa.inspections.models import Inspection, Notebook
from zhifa.subjects.models import Subject
from zhifa.sync import packs
from zhifa.sync.models import Pack

Client = TestClient[Litestar]


def packs_of(client: Client, city: City, who: str) -> dict[str, Any]:
    answer = client.get("/api/packs", headers=city.headers(who))
    assert answer.status_code == 200, answer.text
    return {pack["name"]: pack for pack in answer.json()["packs"]}


def read(client: Client, city: City, who: str, name: str) -> Any:
    sha256 = packs_of(client, city, who)[name]["sha256"]
    return client.get(f"/api/packs/{sha256}", headers=city.headers(who)).json()


def visit(city: City, received: datetime, **changes: Any) -> None:
    with city.parts.db.write() as session:
        made = new_id()
        session.add(Notebook(id=made, first_received_at=received))
        session.flush()
        values = {
            "id": made,
            "agency_id": city.ruicheng,
            "account_id": city["zhao"].account,
            "subject_id": city.subject,
            "subject_name": "盐湖区南城张记面馆",
            "state": "closed",
            "opened_at": received,
            "sort_at": received,
            "first_received_at": received,
            "last_received_at": received,
            "summary": {"result": "no_problem"},
        }
        session.add(Inspection(**{**values, **changes}))


def test_a_pack_is_what_its_name_says(client: Client, city: City) -> None:
    for info in packs_of(client, city, "li").values():
        answer = client.get(
            f"/api/packs/{info['sha256']}", headers=city.headers("li") | {"accept-encoding": "identity"}
        )
        assert "content-encoding" not in answer.headers
        assert hashlib.sha256(answer.content).hexdigest() == info["sha256"]
        content = answer.json()
        assert content["name"] == info["name"]
        assert len(content[info["name"]]) == info["count"]
        assert content["made_at"] == "2026-11-23T02:00:00Z"


def test_brotli_is_sent_to_who_reads_it_and_never_asked_for_twice(client: Client, city: City) -> None:
    info, headers = packs_of(client, city, "li")["subjects"], city.headers("li")
    path = f"/api/packs/{info['sha256']}"
    with client.stream("GET", path, headers=headers | {"accept-encoding": "gzip, br"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert len(raw) == info["size"]
    assert hashlib.sha256(brotli.decompress(raw)).hexdigest() == info["sha256"]
    assert answer.headers["content-encoding"] == "br"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"
    again = client.get(path, headers=headers | {"accept-encoding": "br", "if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = client.get(path, headers=headers | {"accept-encoding": "br;q=0", "if-none-match": answer.headers["etag"]})
    assert plain.status_code == 200
    assert "content-encoding" not in plain.headers


def test_a_pack_holds_what_the_agency_needs_and_nothing_of_another(client: Client, city: City) -> None:
    with city.parts.db.write() as session:
        session.add(
            Subject(
                id=new_id(),
                name="芮城县某商店",
                kind="企业",
                trade="食品销售",
                address="芮城县",
                division_code="140830",
                risk="A",
                updated_at=city.parts.clock(),
            )
        )
    assert [s["name"] for s in read(client, city, "li", "subjects")["subjects"]] == ["盐湖区南城张记面馆"]
    assert [s["name"] for s in read(client, city, "zhao", "subjects")["subjects"]] == ["芮城县某商店"]
    assert {o["name"] for o in read(client, city, "li", "officers")["officers"]} == {"li同志", "wang同志"}
    (matter,) = read(client, city, "li", "matters")["matters"]
    assert [item["id"] for item in matter["checklist"]["items"]] == city.items
    assert (matter["delegated"], matter["trades"], matter["annual_cap"]) == (False, ["餐饮服务"], 2)


def test_the_pack_of_another_agency_is_not_there(client: Client, city: City) -> None:
    sha256 = packs_of(client, city, "li")["subjects"]["sha256"]
    answer = client.get(f"/api/packs/{sha256}", headers=city.headers("zhao"))
    assert (answer.status_code, answer.json()["code"]) == (404, "pack_not_found")
    assert client.get(f"/api/packs/{'0' * 64}", headers=city.headers("li")).status_code == 404
    assert client.get("/api/packs", headers=city.headers("supervisor")).status_code == 403


def test_nothing_is_made_anew_while_nothing_changes(client: Client, city: City, clock: TestClock) -> None:
    before = packs_of(client, city, "li")
    clock.forward(hours=5)
    assert packs_of(client, city, "li") == before


def test_a_changed_subject_makes_a_new_pack_and_the_last_is_still_served(
    client: Client, city: City, clock: TestClock
) -> None:
    shas = [packs_of(client, city, "li")["subjects"]["sha256"]]
    for number in range(2):
        clock.forward(minutes=1)
        with city.parts.db.write() as session:
            session.execute(
                sa.update(Subject)
                .values(name=f"新字号{number}", updated_at=clock())
                .where(col(Subject.id) == city.subject)
            )
        shas.append(packs_of(client, city, "li")["subjects"]["sha256"])
    answers = [client.get(f"/api/packs/{sha}", headers=city.headers("li")) for sha in shas]
    assert [answer.status_code for answer in answers] == [404, 200, 200]
    assert answers[2].json()["subjects"][0]["name"] == "新字号1"
    assert [city.parts.objects.exists(packs.key(sha)) for sha in shas] == [False, True, True]


def test_a_suspended_certificate_and_an_officer_who_left_show_at_once(
    client: Client, city: City, clock: TestClock
) -> None:
    packs_of(client, city, "li")
    clock.forward(minutes=1)
    with city.parts.db.write() as session:
        session.add(
            CertificateInterval(
                id=new_id(),
                certificate_number=city["wang"].certificate or "",
                status="suspended",
                starts_at=clock(),
                reason="暂扣",
                recorded_at=clock(),
            )
        )
        session.execute(sa.update(Officer).values(active=False).where(col(Officer.id) == city["li"].officer))
    (officer,) = read(client, city, "li", "officers")["officers"]
    assert officer["certificates"][0]["status"] == "suspended"


def test_a_delegated_matter_taken_back_leaves_the_pack(client: Client, city: City, clock: TestClock) -> None:
    with city.parts.db.write() as session:
        session.execute(sa.delete(AgencyMatter).where(col(AgencyMatter.agency_id) == city.yanhu))
        for start, end in ((date(2025, 1, 1), date(2025, 6, 1)), (date(2026, 1, 1), date(2026, 11, 30))):
            session.add(
                AgencyMatter(
                    id=new_id(),
                    agency_id=city.yanhu,
                    matter_id=city.matter,
                    delegated=True,
                    valid_from=start,
                    valid_to=end,
                )
            )
    assert read(client, city, "li", "matters")["matters"][0]["delegated"] is True
    clock.moment = datetime(2026, 11, 30, 15, 59, tzinfo=UTC)
    assert len(read(client, city, "li", "matters")["matters"]) == 1
    clock.forward(minutes=1)
    assert read(client, city, "li", "matters")["matters"] == []


def test_visits_of_every_agency_count_from_the_next_full_hour(client: Client, city: City, clock: TestClock) -> None:
    for at, changes in (
        (datetime(2025, 12, 31, 15, 59, tzinfo=UTC), {"summary": {"result": "case_suggested"}}),
        (datetime(2026, 3, 1, tzinfo=UTC), {}),
        (datetime(2026, 4, 1, tzinfo=UTC), {"summary": {"result": "order_to_correct"}}),
        (datetime(2026, 5, 1, tzinfo=UTC), {"state": "withdrawn"}),
        (datetime(2026, 11, 23, 2, 30, tzinfo=UTC), {}),
    ):
        visit(city, at, **changes)
    clock.moment = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)
    (subject,) = read(client, city, "li", "subjects")["subjects"]
    assert subject["visits_this_year"] == 2
    assert (subject["last_visit_at"], subject["last_result"]) == ("2026-04-01T00:00:00Z", "order_to_correct")
    clock.forward(minutes=30)
    (subject,) = read(client, city, "li", "subjects")["subjects"]
    assert (subject["visits_this_year"], subject["last_result"]) == (3, "no_problem")


def test_a_subject_shows_only_the_visits_in_scope(client: Client, city: City) -> None:
    visit(city, datetime(2026, 4, 1, tzinfo=UTC))
    path = f"/api/subjects/{city.subject}"
    assert client.get(path, headers=city.headers("li")).json()["visits"] == []
    assert client.get(path, headers=city.headers("supervisor")).json()["visits"] == []
    (shown,) = client.get(path, headers=city.headers("overseer")).json()["visits"]
    assert (shown["agency_name"], shown["result"], shown["state"]) == ("芮城县市场监督管理局", "no_problem", "closed")
    assert client.get(path, headers=city.headers("li")).json()["visits_this_year"] == 1


def test_many_who_ask_at_once_are_told_the_same(city: City) -> None:
    parts = city.parts

    def ask(_number: int) -> str:
        return json.dumps([p.sha256 for p in packs.current(parts.db, parts.objects, city.yanhu, parts.clock())])

    with ThreadPoolExecutor(12) as pool:
        assert len(set(pool.map(ask, range(24)))) == 1


def test_processes_that_race_leave_one_row_each_and_no_error(city: City) -> None:
    """Past the lock of one process: as two servers would, each having found nothing stored."""
    parts = city.parts

    def make(_number: int) -> str:
        return str(packs._make(parts.db, parts.objects, city.yanhu, "subjects", parts.clock()).sha256)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(make, range(16)))) == 1
    with parts.db.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Pack)) == 1
