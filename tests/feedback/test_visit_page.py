"""The visit's page and the subject's history: what whoever holds a code reads, and what nobody else does."""

import pytest

from tests.conftest import TestClock
from tests.feedback.counter import Client, rate, shown
from tests.support.altered import altered
from tests.support.city import City
from tests.support.phone import Phone
from tests.verification.presenting import presented
from zhifa.app import Parts
from zhifa.identity.keyring import KeyRing
from zhifa.ids import new_id
from zhifa.subjects import codes
from zhifa.verification import tickets
from zhifa.verification.tickets import Ticket


def test_the_page_says_who_why_and_what_came_of_it(client: Client, city: City) -> None:
    visit, path = shown(client, city)
    answer = client.get(path)
    page = answer.text
    for words in (
        "li同志", "wang同志", str(city["li"].certificate), "盐湖区市场监督管理局", "盐湖区南城张记面馆",
        "食品安全法 第110条",
        "上限:2 次,本年度已检查 1 次", "发现问题,已当场改正", "从业人员未戴口罩", "申请其回避", "提交评价",
    ):  # fmt: skip
        assert words in page, words
    assert len(answer.content) < 15_000
    assert "<script" not in page
    assert 'content="noindex"' in page
    assert str(visit) not in page
    assert "张三" not in page, "the party's signature is not for whoever is sent the link"


def test_before_the_upload_the_page_says_who_and_waits(client: Client, city: City) -> None:
    _, path = shown(client, city, upload=False)
    page = client.get(path).text
    assert "记录尚未上传" in page
    assert "li同志" in page
    assert rate(client, path).status_code == 404


def test_a_page_closes_in_time(client: Client, city: City, clock: TestClock) -> None:
    _, path = shown(client, city)
    assert "盐湖区南城张记面馆" in client.get(f"{path}/history").text
    clock.forward(days=91)
    assert "提交评价" not in client.get(path).text
    assert client.get(f"{path}/history").status_code == rate(client, path).status_code == 404
    clock.forward(days=3 * 365)
    assert client.get(path).status_code == 404


def test_only_who_was_shown_a_fresh_code_is_led_to_the_page(client: Client, city: City, clock: TestClock) -> None:
    phone, visit = Phone().register(city, "zhao"), shown(client, city)[0]
    number = str(city["zhao"].certificate)
    code = presented(phone, number, clock(), visit=visit)
    assert client.post("/api/verifications", json={"code": code}).json()["visit_page"] is None, "not zhao's visit"
    own = presented(phone, number, clock(), visit=new_id())
    clock.forward(seconds=91)
    assert client.post("/api/verifications", json={"code": own}).json()["visit_page"] is None, "stale"


def test_a_ticket_is_bound_to_what_it_says(parts: Parts) -> None:
    ring: KeyRing = parts.token_key.ring
    ticket = Ticket(new_id(), "04080012345")
    text = tickets.path(ring, ticket).removeprefix("/i/")
    assert tickets.read(ring, text) == ticket
    for wrong in (altered(text, -2), altered(text, 0), text[:30], "", "中文", "=" * 80):
        assert tickets.read(ring, wrong) is None


@pytest.mark.parametrize("kind", ["/i/", "/s/", "/d/", "/complaints"])
def test_a_thousand_wrong_codes_tell_nothing_and_are_slowed_down(
    client: Client, city: City, clock: TestClock, kind: str
) -> None:
    _, right = shown(client, city)

    def ask(n: int) -> tuple[int, str, str]:
        if kind == "/complaints":
            answer = client.post(kind, data={"tracking": "T20261123-7KQ4MX", "code": f"{n:012}"})
        else:
            answer = client.get(f"{kind}{n:022}")
        return answer.status_code, answer.text, answer.headers.get("retry-after", "")

    told = [ask(n) for n in range(1000)]
    assert {status for status, *_ in told[:20]} == {404}
    assert len({text for _, text, _ in told[:20]}) == 1
    assert set(told[20:]) == {(429, told[20][1], "600")}
    assert client.get(right).status_code == 429, "also what would have been right"
    clock.forward(minutes=10)
    assert client.get(right).status_code == 200


def test_the_shops_code_opens_its_history_and_the_officers_phone_knows_it(
    client: Client, city: City, parts: Parts
) -> None:
    shown(client, city)
    headers = city.headers("supervisor")
    wanted = {"subjects": [str(city.subject)]}
    sheet = client.post("/api/subjects/codes", json=wanted, headers=headers)
    assert sheet.content.startswith(b"%PDF-")
    code = codes.derived(parts.token_key.ring, city.subject, 1)
    page = client.get(f"/s/{code}").text
    assert "盐湖区市场监督管理局" in page
    assert "<strong>1</strong> 次" in page
    assert "提交评价" not in page, "whoever is in the shop reads this code"
    packs = client.get("/api/packs", headers=city.headers("li")).json()["packs"]
    (sha256,) = [pack["sha256"] for pack in packs if pack["name"] == "subjects"]
    (subject,) = client.get(f"/api/packs/{sha256}", headers=city.headers("li")).json()["subjects"]
    assert subject["code_mark"] == codes.mark(codes.digest(code))
    again = client.post("/api/subjects/codes", json=wanted, headers=headers)
    assert (again.status_code, client.get(f"/s/{code}").status_code) == (200, 200), "printed again, it is the same"
    client.post("/api/subjects/codes", json={**wanted, "renew": "被人翻拍"}, headers=headers)
    assert client.get(f"/s/{code}").status_code == 404
    elsewhere = client.post("/api/subjects/codes", json=wanted, headers=city.headers("supervisor_ruicheng"))
    assert elsewhere.json()["code"] == "subjects_not_found"
