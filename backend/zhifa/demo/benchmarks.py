"""The demo library of benchmarks, read from ``benchmarks/<field>.json``; derived tiers are marked as such."""

import hashlib
from functools import cache
from typing import Any
from uuid import UUID

import msgspec

from zhifa.benchmarks import grams
from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.models import Status
from zhifa.demo.seed import demo_id, read

Row = dict[str, Any]

FILES = ("food", "market", "transport", "urban", "emergency", "fire", "environment", "labour", "health")


@cache
def library() -> list[Benchmark]:
    """69 violations, by file and as written there."""
    return [
        benchmark for name in FILES for benchmark in msgspec.convert(read(f"benchmarks/{name}.json"), list[Benchmark])
    ]


def records() -> list[Row]:
    kept = ("code", "field", "violation", "demo")
    return [{"id": _id(each), **{name: getattr(each, name) for name in kept}} for each in library()]


def versions() -> list[Row]:
    """One published version of each; ``sha256`` is over its JSON with sorted keys."""
    return [
        {
            "benchmark_id": _id(each),
            "version": 1,
            "status": Status.PUBLISHED.value,
            "valid_from": each.valid_from,
            "valid_to": each.valid_to,
            "sha256": hashlib.sha256(msgspec.json.encode(each, order="sorted")).hexdigest(),
            "content": msgspec.to_builtins(each),
        }
        for each in library()
    ]


def postings() -> list[Row]:
    return [
        {"gram": gram, "benchmark_id": _id(each), "weight": weight}
        for each in library()
        for gram, weight in sorted(grams.postings(each).items())
    ]


def _id(benchmark: Benchmark) -> UUID:
    return demo_id("benchmark", benchmark.code)
