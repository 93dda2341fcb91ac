"""Benchmarks in force, and what they say to facts."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.benchmarks import queries
from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.schemas import BenchmarkRow, BenchmarkWire
from zhifa.errors import NotFound


class BenchmarkNotFound(NotFound):
    code = "benchmark_not_found"
    detail = "没有找到这条裁量基准,可能尚未公布、已失效或已被替代。"


def detail(session: Session, benchmark_id: UUID, on: date) -> BenchmarkWire:
    """The version in force that day.

    Raises:
        BenchmarkNotFound
    """
    row = queries.one(session, benchmark_id, on)
    if row is None:
        raise BenchmarkNotFound
    return BenchmarkWire(row.id, row.version, row.sha256, _content(row))


def row_of(row: Any) -> BenchmarkRow:
    said = _content(row)
    confidence = said.source.tiers_confidence
    return BenchmarkRow(
        row.id, said.code, said.field, said.violation, said.penalising, row.version, confidence, said.demo
    )


def _content(row: Any) -> Benchmark:
    return msgspec.convert(row.content, Benchmark)
