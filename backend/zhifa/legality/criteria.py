"""Which decisions are major 重大执法决定, and on what ground: 行政处罚法 art. 58, 国办发〔2018〕118号. Pure.

The figures are thresholds that whoever is entitled publishes (``legal_fine_person``, ``legal_fine_unit``,
``legal_findings``, ``legal_compulsion``); amounts are yuan, and one that is reached counts (以上).
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from zhifa.benchmarks.facts import number
from zhifa.compliance.facts import Limit
from zhifa.inspections.record import Record

#: Kinds of subjects fined as a person 公民; 个体工商户 too: practice differs, this is the cautious way.
PERSONS = frozenset({"自然人", "公民", "个人", "个体工商户"})
COMPULSION = frozenset({"seal", "seize"})


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    words: str
    source: str
    valid_from: date
    confidence: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a decision is major. ``words``: a sentence with the figures; ``entries``: what it rests on."""

    code: str
    words: str
    source: str
    entries: tuple[str, ...] = ()


@cache
def criteria() -> Mapping[str, Criterion]:
    """``criteria.json`` by code."""
    read = json.loads(resources.files("zhifa.legality").joinpath("criteria.json").read_text(encoding="utf-8"))
    found = (msgspec.convert(each, Criterion, strict=False) for each in read["criteria"])
    return {each.code: each for each in found}


def grounds_of(
    record: Record, kind: str | None, limits: Mapping[str, Limit], day: date, departures: Collection[str] = ()
) -> list[Ground]:
    """Every ground on which what the record proposes is major, as the law stood that day.

    ``kind``: of the subject, as registered or as the officer named it. ``departures``: ids of the findings whose fine
    leaves the tier of its benchmark, or the statute's least amount, for a reason.
    """
    found = [*_found(record, kind, limits), *_departing(record, departures)]
    return [ground for ground in found if criteria()[ground.code].valid_from <= day]


def decisive_sha256(record: Record) -> str:
    """The hash of what is decided: findings, measures, result. An opinion holds for these and no others."""
    told: dict[str, Any] = {"findings": record.findings, "measures": record.measures, "result": record.result}
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()


def _found(record: Record, kind: str | None, limits: Mapping[str, Limit]) -> Iterator[Ground]:
    fines = {finding.jti: amount for finding in record.findings if (amount := number(finding.fine or None))}
    person = (kind or (record.subject.kind if record.subject else None) or "") in PERSONS
    limit = limits["legal_fine_person" if person else "legal_fine_unit"]
    total = sum(fines.values(), Decimal(0))
    if fines and total >= limit.value:
        whom = "个人(含个体工商户)" if person else "单位"
        said = f"拟处罚款合计 {total.normalize():f} 元,达到对{whom}的较大数额标准 {limit.value} 元({limit.source})。"
        yield _ground("fine", said, fines)
    most = limits["legal_findings"]
    if most.value and len(record.findings) >= most.value:
        said = f"认定 {len(record.findings)} 项违法行为,达到 {most.value} 项({most.source})。"
        yield _ground("complex", said, [finding.jti for finding in record.findings])
    taken = [measure.jti for measure in record.measures if measure.measure in COMPULSION]
    if taken and limits["legal_compulsion"].value:
        said = f"采取了查封或扣押,列入重大执法决定目录({limits['legal_compulsion'].source})。"
        yield _ground("compulsion", said, taken)


def _departing(record: Record, departures: Collection[str]) -> Iterator[Ground]:
    some = [finding for finding in record.findings if finding.jti in departures]
    if some:
        said = ";".join(
            f"“{each.title}”拟处罚款 {each.fine} 元,裁量基准为{each.tier or '未定阶次'},{each.range or '无幅度'};"
            f"理由:{each.reason}"
            for each in some
        )
        words = f"{said}。调整适用裁量基准或者减轻处罚,须核对本机关负责人的批准或者集体讨论的记录。"
        yield _ground("departure", words, [each.jti for each in some])


def _ground(code: str, words: str, entries: Any) -> Ground:
    return Ground(code, words, criteria()[code].source, tuple(entries))
