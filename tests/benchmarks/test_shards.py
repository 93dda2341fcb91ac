"""The library as phones hold it: what a change costs, that files fit their names, and what lies in them."""

import hashlib
import json
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from litestar import Litestar
from litestar.testing import TestClient

from tests.benchmarks.made import band, benchmark
from tests.benchmarks.many import rows
from tests.benchmarks.seeds import LAWS, violation
from tests.support.city import City
from zhifa.app import Parts
from zhifa.benchmarks.model import Article, Benchmark, Branch
from zhifa.benchmarks.models import BenchmarkRecord, BenchmarkVersion
from zhifa.benchmarks.shards import Document, documents_file, index_file, stretches
from zhifa.db import table_of

VECTORS = Path(__file__).parents[1] / "vectors" / "library"


def _library(count: int = 300) -> list[Benchmark]:
    random = Random(11)
    made = (
        benchmark(
            Branch("a", "一般", fine=band("1000", "5000")),
            code=f"L-{random.randrange(16**5):05X}{number}",
            field=random.choice(["食品", "消防", "交通"]),
            violation=violation(random, "未按规定公示,AAB、AB"),
            penalising=[Article(random.choice(LAWS), f"第{random.randrange(1, 160)}条")],
            authority="市场监督管理",
        )
        for number in range(count)
    )
    return sorted(made, key=lambda each: each.code)


def _documents(library: list[Benchmark]) -> list[Document]:
    return [Document(f"{number:032x}", 1, "0" * 64, each) for number, each in enumerate(library)]


def _files(documents: list[Document]) -> set[str]:
    """Names of the files of a library."""
    return {
        hashlib.sha256(made).hexdigest()
        for held in stretches(documents, 32)
        for made in (index_file(held), documents_file(held))
    }


def test_one_row_that_changes_comes_or_goes_changes_one_stretch() -> None:
    documents = _documents(_library())
    whole = _files(documents)
    assert len(whole) > 10
    changed = [*documents]
    changed[100] = msgspec.structs.replace(changed[100], version=2)
    assert len(whole - _files(changed)) == 1, "another version of the same words: only the benchmarks' file"
    assert len(whole - _files([*documents[:150], *documents[151:]])) <= 4
    assert len(_files(documents) - _files(documents[1:])) <= 4


def test_the_phone_tests_with_the_files_that_the_server_writes() -> None:
    """pwa's property test searches these files; here they are held to what the server makes today."""
    documents = _documents(_library())
    made = {
        "index": [index_file(held).hex() for held in stretches(documents, 32)],
        "rows": [[each.benchmark.code, each.benchmark.violation] for each in documents],
    }
    path = VECTORS / "index.json"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(made, ensure_ascii=False))
    assert json.loads(path.read_text()) == made, "written anew? delete the file and run again"


def test_a_phone_fetches_the_library_file_by_file(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    library, headers = _library(600), city.headers("li")
    _fill(parts, library[:-1])
    before = _manifest(client, headers)
    assert before["count"] == 599
    held = {name: client.get(f"/api/packs/benchmarks/{name}", headers=headers) for name in _names(before)}
    assert all(hashlib.sha256(answer.content).hexdigest() == name for name, answer in held.items())
    documents = [each for stretch in before["stretches"] for each in held[stretch["documents"]["sha256"]].json()]
    assert [each["benchmark"]["code"] for each in documents] == [each.code for each in library[:-1]]
    assert _manifest(client, headers) == before, "asked again, it is the same"

    _fill(parts, library[-1:])
    after = _manifest(client, headers)
    assert (after["count"], len(_names(after) - _names(before))) == (600, 2)
    old = next(iter(_names(before) - _names(after)))
    assert client.get(f"/api/packs/benchmarks/{old}", headers=headers).status_code == 200, "begun is completed"
    for strange in ("0" * 64, after["mark"]):
        assert client.get(f"/api/packs/benchmarks/{strange}", headers=headers).status_code == 404


def _fill(parts: Parts, library: list[Benchmark]) -> None:
    with parts.db.write() as session:
        for record, version in rows(library):
            session.connection().execute(table_of(BenchmarkRecord).insert(), [record])
            session.connection().execute(table_of(BenchmarkVersion).insert(), [version])


def _manifest(client: TestClient[Litestar], headers: dict[str, str]) -> dict[str, Any]:
    answer = client.get("/api/packs/benchmarks", headers=headers)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def _names(manifest: dict[str, Any]) -> set[str]:
    return {stretch[part]["sha256"] for stretch in manifest["stretches"] for part in ("index", "documents")}
