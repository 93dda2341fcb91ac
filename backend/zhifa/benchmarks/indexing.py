"""What a benchmark is found by: rows made from it alone, written when it is first entered and at each publication."""

import hashlib
from typing import Any
from uuid import UUID

import msgspec

from zhifa.benchmarks.lists import ListRow
from zhifa.benchmarks.model import Benchmark

Row = dict[str, Any]


def sha256(benchmark: Benchmark) -> str:
    """Of its JSON with sorted keys: the name of this version's content in the snapshot of a visit."""
    return hashlib.sha256(msgspec.json.encode(benchmark, order="sorted")).hexdigest()


def title_of(benchmark: Benchmark) -> str:
    return f"{benchmark.violation} {benchmark.code}"


def body_of(benchmark: Benchmark) -> str:
    cited = [f"{each.law} {each.article}" for each in (*benchmark.penalising, *benchmark.violated)]
    return " ".join([*cited, benchmark.authority, benchmark.issuer])


def record(benchmark: Benchmark, benchmark_id: UUID, agency_id: UUID | None) -> Row:
    return {
        "id": benchmark_id,
        "code": benchmark.code,
        "field": benchmark.field,
        "violation": benchmark.violation,
        "demo": benchmark.demo,
        "level": benchmark.level.value,
        "agency_id": agency_id,
        "title": title_of(benchmark).casefold(),
        "body": body_of(benchmark).casefold(),
    }


def citations(benchmark: Benchmark, benchmark_id: UUID) -> list[Row]:
    cited = dict.fromkeys((each.law, each.article) for each in benchmark.penalising)
    return [{"law": law, "article": article, "benchmark_id": benchmark_id} for law, article in cited]


def matters(benchmark: Benchmark, benchmark_id: UUID) -> list[Row]:
    return [{"matter": code, "benchmark_id": benchmark_id} for code in dict.fromkeys(benchmark.matters)]


def list_row(row: ListRow) -> Row:
    """The columns of a version of a row of the four lists that its content decides."""
    ground = row.ground
    return {
        "code": ground.id,
        "kind": ground.kind.value,
        "title": ground.title,
        "valid_from": ground.valid_from,
        "valid_to": ground.valid_to,
        "demo": ground.demo,
        "content": msgspec.to_builtins(row),
    }
