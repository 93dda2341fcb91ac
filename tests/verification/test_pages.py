"""The public pages: what they hold, what they must not, and what they say when a part of the server is down."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient

from tests.conftest import TestClock
from tests.support.altered import altered
from tests.support.city import City
from tests.support.phone import Phone
from tests.support.photos import jpeg, scene
from tests.verification.presenting import CARD, OTHER_CARD, ask, change, presented, print_card, record
from zhifa.app import Parts, layered
from zhifa.credentials import portraits
from zhifa.verification import report_pages, result_page
from zhifa.verification.reports import Report
from zhifa.verification.turns import EVEN_S
from zhifa.verification.words import WORDS
from zhifa.web.layout import EVEN_BYTES

Client = TestClient[Litestar]


def code_of(city: City, name: str = "li") -> str:
    return presented(Phone().register(city, name), str(city[name].certificate), city.parts.clock())


def with_portrait(city: City, parts: Parts) -> bytes:
    sha256 = portraits.store(parts.objects, jpeg(scene(480, 600, 1)))
    change(city, "li", portrait=sha256)
    return portraits.read(parts.objects, sha256)


def test_the_page_needs_no_script_and_little_else(client: Client, city: City, parts: Parts) -> None:
    with_portrait(city, parts)
    answer = client.get(f"/v/{code_of(city)}")
    assert answer.status_code == 200
    assert len(answer.content) < 10_000
    page = answer.text
    assert '<html lang="zh-CN">' in page
    assert re.search("<script|javascript:| on[a-z]+=|style=", page) is None
    assert re.findall("https?://", page) == []
    for words in ("有效", "请核对本人与照片", "查询时间", ">投诉<", "举报假冒执法人员", "li同志"):
        assert words in page
    assert page.count("<h1") == 1
    assert '<meta name="description"' in page
    csp = answer.headers["content-security-policy"]
    assert "default-src 'none'" in csp
    assert "script-src" not in csp
    assert "unsafe" not in csp
    assert answer.headers["cache-control"] == "no-store"


def test_every_answer_has_a_page_below_ten_thousand_bytes(client: Client, city: City) -> None:
    found = ask(client, code_of(city))
    assert found["answer"] == "valid"
    for reason, words in WORDS.items():
        verification = _verification(found, reason)
        content = result_page.html(verification, demo=True)
        assert words.band in content.decode()
        assert words.meaning in content.decode()
        assert len(content) < 10_000


def _verification(found: dict[str, Any], reason: str) -> Any:
    import msgspec

    from zhifa.verification.schemas import Verification

    answer = "unverifiable" if reason == "reused" else "invalid"
    return msgspec.convert({**found, "answer": answer, "reason": reason}, Verification)


def test_the_face_is_shown_for_ten_minutes(client: Client, city: City, parts: Parts, clock: TestClock) -> None:
    picture = with_portrait(city, parts)
    path = ask(client, code_of(city))["credential"]["portrait"]
    assert client.get(path).content == picture
    assert client.get(altered(path, -3)).status_code == 404
    clock.forward(minutes=10)
    assert client.get(path).status_code == 404


def test_no_face_for_a_stale_code(client: Client, city: City, parts: Parts) -> None:
    with_portrait(city, parts)
    phone, at = Phone().register(city, "li"), city.parts.clock() - timedelta(minutes=5)
    told = ask(client, presented(phone, str(city["li"].certificate), at))
    assert (told["reason"], told["credential"]["portrait"]) == ("stale", None)


def test_a_stopped_database_is_our_fault(client: Client, city: City, parts: Parts, clock: TestClock) -> None:
    code = code_of(city)
    _stop(parts)
    for path in (f"/v/{code}", f"/c/{OTHER_CARD}", "/v/rubbish"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "无法核验" in answer.text
        assert "无效" not in answer.text
    told = client.post("/api/verifications", json={"code": code})
    assert (told.status_code, told.json()["answer"], told.json()["reason"]) == (503, "unverifiable", None)


def _stop(parts: Parts) -> None:
    """From now on no connection is had, as when the server is gone."""

    def refuse(*_: object) -> None:
        raise sa.exc.OperationalError("connect", {}, Exception("gone"))

    parts.db.engine.dispose()
    sa.event.listen(parts.db.engine, "connect", refuse)


def test_known_and_unknown_cost_the_same(client: Client, city: City, parts: Parts) -> None:
    """The same statements in the same order, whether there is such a code or not."""
    print_card(city, "li")
    phone, number = Phone().register(city, "li"), str(city["li"].certificate)
    ask(client, CARD)  # the day's salt, and the hourly sweep

    def statements(code: str) -> list[str]:
        seen: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
            seen.append(statement)

        sa.event.listen(parts.db.engine, "before_cursor_execute", note)
        ask(client, code)
        sa.event.remove(parts.db.engine, "before_cursor_execute", note)
        return seen

    assert statements(CARD) == statements(OTHER_CARD)
    assert statements(presented(phone, number, city.parts.clock())) == statements(
        presented(Phone(), number, city.parts.clock())
    )
    known = presented(phone, number, city.parts.clock())
    unknown = presented(Phone(), "99999999999", city.parts.clock())
    broken = known[:-4] + ("AAAA" if known[-4:] != "AAAA" else "QQQQ")
    assert statements(broken) == statements(unknown)


def test_the_server_says_before_its_framework_what_the_routes_say(client: Client, city: City, parts: Parts) -> None:
    code, outside = code_of(city), TestClient(layered(client.app, parts.settings))
    for path in (f"/v/{code}", f"/c/{OTHER_CARD}", "/v/rubbish"):
        inner, outer = client.get(path), outside.get(path)
        assert (outer.status_code, outer.text) == (inner.status_code, inner.text)
        assert inner.headers.items() <= outer.headers.items()
        assert outer.headers["x-request-id"]
    assert outside.get("/v/portrait/rubbish").json()["code"] == "portrait_path_expired"
    assert outside.post(f"/v/{code}").status_code == 405
    assert outside.get("/v/").status_code == 404


def test_known_and_unknown_have_the_same_shape(client: Client, city: City) -> None:
    """A forged code of a real certificate tells nothing of it that an invented one would not."""
    phone = Phone().register(city, "li")
    known = presented(phone, str(city["wang"].certificate), city.parts.clock())
    assert ask(client, known)["credential"] is None
    page = client.get(f"/v/{known}").text
    assert "wang同志" not in page
    assert str(city["wang"].certificate) not in page


def test_neither_length_nor_time_tells_whether_there_is_such_a_code(client: Client, city: City) -> None:
    """An answer is held until its time, so it never comes before it; pages are as long as each other."""
    for code in (code_of(city), OTHER_CARD, "rubbish"):
        assert int(client.get(f"/v/{code}").headers["content-length"]) == EVEN_BYTES
    for asked in (lambda: client.get("/v/rubbish"), lambda: ask(client, "rubbish")):
        begun = time.monotonic()
        asked()
        assert time.monotonic() - begun >= EVEN_S


@pytest.mark.parametrize("path", ["/v/rubbish", f"/c/{OTHER_CARD}"])
def test_too_many_questions_must_wait(client: Client, city: City, path: str, clock: TestClock) -> None:
    answers = [client.get(path) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert answers[-1].headers["retry-after"] == "60"
    assert "无效" not in answers[-1].text
    clock.forward(seconds=60)
    assert client.get(path).status_code == 200


def test_an_address_must_wait_whatever_it_asks(client: Client, city: City) -> None:
    codes = [f"{n:021}A" for n in range(61)]
    answers = [client.post("/api/verifications", json={"code": code}) for code in codes]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    assert answers[-1].json()["code"] == "verification_too_often"
    assert int(answers[-1].headers["retry-after"]) > 0


def test_demo_data_say_so(city: City) -> None:
    assert "演示数据,不作执法依据" in report_pages.form(Report("", "", "", ""), [], demo=True)


def test_markup_in_names_stays_text(client: Client, city: City, parts: Parts) -> None:
    change(city, "li", area="<script>alert(1)</script>")
    assert "<script" not in client.get(f"/v/{code_of(city)}").text


def test_withdrawn_stays_withdrawn_on_the_card_page(client: Client, city: City) -> None:
    print_card(city, "li")
    record(city, "li", "withdrawn")
    assert "无效 · 已收回" in client.get(f"/c/{CARD}").text
