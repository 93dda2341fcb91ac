"""The demo library of benchmarks, read from ``benchmarks/<field>.json``; derived tiers are marked as such."""

from functools import cache
from typing import Any
from uuid import UUID

import msgspec

from zhifa.benchmarks import indexing
from zhifa.benchmarks.formulas import catalogue
from zhifa.benchmarks.lists import ListRow
from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.models import Status
from zhifa.demo.seed import demo_id, read

Row = dict[str, Any]

FILES = ("food", "market", "transport", "urban", "emergency", "fire", "environment", "labour", "health")


@cache
def library() -> list[Benchmark]:
    """69 violations, by file and as written there, with their formulas and the rows of the lists that are theirs."""
    written = [each for name in FILES for each in read(f"benchmarks/{name}.json")]
    return [_completed(msgspec.convert(each, Benchmark)) for each in written]


@cache
def list_rows() -> list[ListRow]:
    """Rows of the four lists: what 行政处罚法 and 行政强制法 say for all, and two made up for the demo."""
    return msgspec.convert(read("benchmarks/lists.json"), list[ListRow])


def _completed(benchmark: Benchmark) -> Benchmark:
    used = dict.fromkeys(each.formula for each in benchmark.branches if each.formula is not None)
    rows = [row.ground for row in list_rows() if row.is_about(benchmark.field, benchmark.code)]
    return msgspec.structs.replace(
        benchmark, formulas=[catalogue()[name] for name in used], grounds=[*benchmark.grounds, *rows]
    )


def records() -> list[Row]:
    return [indexing.record(each, _id(each), None) for each in library()]


def versions() -> list[Row]:
    """One published version of each."""
    return [
        {
            "benchmark_id": _id(each),
            "version": 1,
            "status": Status.PUBLISHED.value,
            "valid_from": each.valid_from,
            "valid_to": each.valid_to,
            "sha256": indexing.sha256(each),
            "content": msgspec.to_builtins(each),
            "words": "",
        }
        for each in library()
    ]


def citations() -> list[Row]:
    return [row for each in library() for row in indexing.citations(each, _id(each))]


def matters() -> list[Row]:
    return [row for each in library() for row in indexing.matters(each, _id(each))]


def lists() -> list[Row]:
    """The four lists as rows of their own, for whoever reads them apart from a benchmark."""
    published = {"version": 1, "status": Status.PUBLISHED.value, "words": ""}
    return [indexing.list_row(each) | published for each in list_rows()]


def _id(benchmark: Benchmark) -> UUID:
    return demo_id("benchmark", benchmark.code)
