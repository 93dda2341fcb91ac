"""Benchmarks in force, and what they say to facts."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.benchmarks import queries
from zhifa.benchmarks.answer import Assessment
from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.days import day
from zhifa.benchmarks.model import ACT_DATE, Benchmark
from zhifa.benchmarks.remembering import History
from zhifa.benchmarks.schemas import AssessmentAsked, BenchmarkRow, BenchmarkWire
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


def assessed(session: Session, history: History, benchmark_id: UUID, asked: AssessmentAsked, today: date) -> Assessment:
    """What the version in force today says; with a subject, an act whose day is not told is of today.

    Raises:
        BenchmarkNotFound
    """
    benchmark = detail(session, benchmark_id, today).benchmark
    if asked.subject_id is None:
        return assess(benchmark, asked.facts)
    act = day(asked.facts.get(ACT_DATE)) or today.isoformat()
    past = history(session, asked.subject_id, date.fromisoformat(act))
    return assess(benchmark, asked.facts | {ACT_DATE: act}, past)


def row_of(row: Any) -> BenchmarkRow:
    said = _content(row)
    return BenchmarkRow(
        id=row.id,
        code=said.code,
        field=said.field,
        violation=said.violation,
        penalising=said.penalising,
        version=row.version,
        tiers_confidence=said.source.tiers_confidence,
        demo=said.demo,
        level=said.level.value,
        issuer=said.issuer,
        authority=said.authority,
        standing=said.standing.value,
        valid_from=said.valid_from,
        valid_to=said.valid_to,
        statute_confidence=said.source.statute_confidence,
    )


def _content(row: Any) -> Benchmark:
    return msgspec.convert(row.content, Benchmark)
