"""Visits with a fine that is proposed under a published benchmark."""

from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from tests.benchmarks.many import rows
from tests.benchmarks.test_recompute import MADE
from tests.support.city import City
from tests.support.reviewing import Visit, visit
from zhifa.app import Parts
from zhifa.benchmarks.models import BenchmarkRecord, BenchmarkVersion
from zhifa.db import table_of

Client = TestClient[Litestar]


def published_benchmark(parts: Parts) -> dict[str, str]:
    """The benchmark, published; as findings name it."""
    record, version = next(rows([MADE]))
    with parts.db.write() as session:
        session.connection().execute(table_of(BenchmarkRecord).insert(), [record])
        session.connection().execute(table_of(BenchmarkVersion).insert(), [version])
    return {"id": str(record["id"]), "version": "1", "sha256": version["sha256"]}


def visit_with_fine(client: Client, city: City, named: dict[str, str], fine: str, lead: str = "li") -> Visit:
    """A closed visit with a proposed fine; 补记 after closing is a finding like any other."""
    made = visit(client, city, lead=lead, second="wang" if lead == "li" else "li")
    made.send(made.entries)
    body: dict[str, Any] = {"title": "试验", "items": [], "words": "试验", "benchmark": named}
    said = {"facts": {"circumstance": "一般"}, "tier": "一般", "range": "罚款超过3700元、不满7300元", "fine": fine}
    made.write("found", body | said)
    return made
