"""The library behind its doors, on both databases."""

from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from zhifa.app import Parts
from zhifa.benchmarks.models import (
    BenchmarkCitation,
    BenchmarkListVersion,
    BenchmarkMatter,
    BenchmarkRecord,
    BenchmarkVersion,
)
from zhifa.db import table_of
from zhifa.demo import benchmarks as demo


def _fill(parts: Parts) -> None:
    with parts.db.write() as session:
        for table, rows in (
            (BenchmarkRecord, demo.records()),
            (BenchmarkVersion, demo.versions()),
            (BenchmarkCitation, demo.citations()),
            (BenchmarkMatter, demo.matters()),
            (BenchmarkListVersion, demo.lists()),
        ):
            session.connection().execute(table_of(table).insert(), rows)


def test_the_library_is_searched_read_and_asked(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    _fill(parts)
    headers = city.headers("li")

    def ask(**params: str | int) -> dict[str, Any]:
        answer = client.get("/api/benchmarks", params=params, headers=headers)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    found = [row["code"] for row in ask(q="疏散通道")["items"]]
    assert set(found) >= {"FR-01", "FR-02", "EM-07"}
    assert ask(q="没有这样的词")["items"] == []
    assert len(ask(field="消防")["items"]) == 3
    first = ask(q="食品安全法")["items"]
    assert {row["code"][:2] for row in first} == {"FD"}, "found by the law, in the body"
    assert ask(q="fd-05")["items"][0]["code"] == "FD-05", "the code itself comes first"
    assert [row["code"] for row in ask(law="食品安全法", article="第122条")["items"]] == ["FD-01"]
    assert {row["code"] for row in ask(matter="JT-WY-001")["items"]} == {"TR-03"}
    assert ask(level="county")["items"] == ask(on="2017-12-31")["items"] == []
    assert [row["code"] for row in ask(on="2018-01-05")["items"]] == ["LB-05"]

    seen, cursor = [], None
    while True:
        page = ask(q="条例", limit=5, **({"cursor": cursor} if cursor else {}))
        seen += [row["code"] for row in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) > 5

    row = ask(q="TR-01")["items"][0]
    whole = client.get(f"/api/benchmarks/{row['id']}", headers=headers).json()
    assert whole["benchmark"]["code"] == row["code"] == "TR-01"
    assert len(whole["sha256"]) == 64
    gap = client.post(
        f"/api/benchmarks/{row['id']}/assessments", json={"facts": {"illegal_gain": "20000"}}, headers=headers
    )
    assert (gap.status_code, gap.json()["outcome"]) == (200, "gap")
