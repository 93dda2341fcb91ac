"""A library of any size, always alike: the demo set's shapes with violations of their own."""

from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID

import msgspec

from tests.benchmarks import seeds
from zhifa.benchmarks import indexing
from zhifa.benchmarks.model import Article, Benchmark
from zhifa.demo.benchmarks import library


def many(count: int, seed: int = 7) -> Iterator[Benchmark]:
    """``count`` benchmarks with codes of their own, in no order."""
    random, shapes = Random(seed), library()
    for number in range(count):
        shape = random.choice(shapes)
        yield msgspec.structs.replace(
            shape,
            code=f"{shape.code[:2]}-{random.randrange(16**4):04X}{number:05}",
            violation=seeds.violation(random, shape.violation),
            penalising=[_article(random, each) for each in shape.penalising],
            violated=[_article(random, each) for each in shape.violated],
        )


def rows(library: list[Benchmark], version: int = 1) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """As rows of ``benchmark`` and ``benchmark_version``."""
    for benchmark in library:
        key = UUID(bytes=seeds.digest(benchmark.code.encode())[:16], version=4)
        said = {
            "benchmark_id": key,
            "version": version,
            "status": "published",
            "valid_from": benchmark.valid_from,
            "valid_to": benchmark.valid_to,
            "sha256": indexing.sha256(benchmark),
            "content": msgspec.to_builtins(benchmark),
            "words": "",
        }
        yield indexing.record(benchmark, key, None), said


def _article(random: Random, article: Article) -> Article:
    law = random.choice(seeds.LAWS) if random.random() < 0.5 else article.law
    return Article(law, f"第{random.randrange(1, 160)}条第{random.randrange(1, 5)}款", article.version)
