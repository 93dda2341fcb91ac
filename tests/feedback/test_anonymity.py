"""Nobody learns who rated: by no answer, order, count, statement or log line, and not from the database either."""

import asyncio
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from litestar.routes import HTTPRoute
from sqlmodel import Session, SQLModel

from tests.conftest import TestClock
from tests.feedback.counter import Client, rate, shown
from tests.support.city import City
from zhifa.app import Parts
from zhifa.web import headers
from zhifa.web.headers import OuterLayer

#: Wrong codes only slow us down; a stream does not end.
UNASKED = ("/i/", "/s/", "/d/", "/api/inbox/stream")
AGENCYS = ("li", "supervisor", "assistant")
WORDS = "态度很好,讲得清楚"
#: What differs in two answers that say the same: when and by which request, and a signature of ours (ES256 draws lots).
CHANCE = re.compile(r'"(request_id|server_time|made_at)":"[^"]*"|(?<=\.)[\w-]{86}(?=","key":)')


def dump(parts: Parts) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order in which the database hands them out."""
    with parts.db.read() as session:
        return {table.name: _rows(session, table) for table in SQLModel.metadata.sorted_tables}


def _rows(session: Session, table: sa.Table) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in session.execute(sa.select(table))]


def answers(client: Client, city: City, visit: UUID) -> dict[str, str]:
    """What the agency's own people are told at every door that can be looked through."""
    told = {}
    for who in AGENCYS:
        asker = city.headers(who)
        for path in _doors(client, visit, city):
            answer = client.get(path, headers=asker)
            told[f"{who} {path}"] = CHANCE.sub("", _read(answer.content))
    return told


def _read(content: bytes) -> str:
    """An answer as text; of a spreadsheet what is in it, but for the time of day at which it was packed."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [name for name in packed.namelist() if name != "docProps/core.xml"]
        return "".join(f"{name}: {packed.read(name).decode(errors='replace')}" for name in names)


def _doors(client: Client, visit: UUID, city: City) -> Iterator[str]:
    for route in client.app.routes:
        opens = not route.path.startswith(UNASKED)
        if isinstance(route, HTTPRoute) and "GET" in route.methods and opens:
            path = re.sub(r"\{inspection_id:uuid\}", str(visit), route.path)
            path = re.sub(r"\{subject_id:uuid\}", str(city.subject), path)
            path = re.sub(r"\{\w+:uuid\}", str(city.yanhu), path)
            yield re.sub(r"\{\w+:\w+\}", "yanhu-scjg", path)


def test_no_answer_to_the_agency_changes_when_a_visit_is_rated(client: Client, city: City) -> None:
    visit, path = shown(client, city)
    answers(client, city, visit)  # packs and boxes are made
    before = answers(client, city, visit)
    page = client.get(path).text
    assert rate(client, path, 1, WORDS).status_code == 200
    assert answers(client, city, visit) == before
    assert client.get(path).text == page


def test_who_rates_again_is_told_and_costs_the_same(client: Client, city: City, parts: Parts) -> None:
    """An officer with the page's address cannot find out whether the shop owner has rated."""
    _, other = shown(client, city)
    rate(client, other)  # the quarter's boxes
    _, path = shown(client, city)
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    sa.event.listen(parts.db.engine, "before_cursor_execute", note)
    first = rate(client, path, 1).text
    once = list(seen)
    seen.clear()
    assert rate(client, path, 5).text == first
    assert seen == once
    assert len(dump(parts)["rated_visit"]) == 2


def test_the_database_does_not_say_it(client: Client, city: City, parts: Parts) -> None:
    visit, path = shown(client, city)
    shown(client, city)
    before = dump(parts)
    rate(client, path, 2, WORDS)
    after = dump(parts)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"rated_visit", "rating_box"}
    ((mark,),) = after["rated_visit"]
    assert re.fullmatch("[0-9a-f]{64}", mark)
    boxes = {agency: sealed for _period, agency, sealed in after["rating_box"]}
    assert set(boxes) == {city.yanhu, city.street, city.ruicheng}, "a box says nothing by being there"
    assert len({len(sealed) for sealed in boxes.values()}) == 1
    told = repr((after["rated_visit"], after["rating_box"]))
    assert not [word for word in (str(visit), visit.hex, path, WORDS, "解放南路") if word in told]
    assert not any(isinstance(column.type, sa.DateTime) for name in changed for column in _columns(name))


def _columns(name: str) -> Any:
    return SQLModel.metadata.tables[name].columns


def test_no_log_line_says_that_somebody_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[Any] = []
    monkeypatch.setattr(headers, "log", type("Log", (), {"info": lambda _self, *_a, **said: lines.append(said)})())

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def nothing(*_: Any) -> None: ...

    for path in ("/i/ticket/rating", "/i/ticket", "/register"):
        scope: Any = {"type": "http", "path": path, "method": "POST"}
        asyncio.run(OuterLayer(app, https=False)(scope, nothing, nothing))
    assert [line["path"] for line in lines] == ["/register"]


def test_ratings_are_told_when_the_quarter_is_over_and_there_are_five(
    client: Client, city: City, clock: TestClock
) -> None:
    for number in range(4):
        rate(client, shown(client, city)[1], 5, f"第{number}句")
    rate(client, shown(client, city, who="zhao")[1], 1)
    _, last = shown(client, city)
    assert _ratings(client, city) == []
    clock.forward(days=40)
    assert _ratings(client, city) == [], "four are too few, and so is one"
    clock.forward(days=-40)
    rate(client, last, 1, "第九句")
    assert client.get("/register/agencies/yanhu-scjg/data.json").json()["ratings"] is None
    clock.forward(days=40)
    (told,) = _ratings(client, city)
    assert told["agency_name"] == "盐湖区市场监督管理局"
    assert told["shown"] == {"period": "2026Q4", "at_least": 5, "satisfied": 80, "fairly": 0, "dissatisfied": 20}
    assert told["words"] == sorted(told["words"])
    public = client.get("/register/agencies/yanhu-scjg").text
    assert "5 份以上" in public
    assert "第九句" not in public


def _ratings(client: Client, city: City) -> list[dict[str, Any]]:
    answer = client.get("/api/ratings", headers=city.headers("overseer"))
    assert answer.status_code == 200
    made: list[dict[str, Any]] = answer.json()
    return made
