"""The demo library of benchmarks, read from ``benchmarks/<field>.json``; derived tiers are marked as such."""

from functools import cache

import msgspec

from zhifa.benchmarks.model import Benchmark
from zhifa.demo.seed import read

FILES = ("food", "market", "transport", "urban", "emergency", "fire", "environment", "labour", "health")


@cache
def library() -> list[Benchmark]:
    """69 violations, by file and as written there."""
    return [
        benchmark for name in FILES for benchmark in msgspec.convert(read(f"benchmarks/{name}.json"), list[Benchmark])
    ]
