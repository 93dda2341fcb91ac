"""The linter's rules about amounts: L1 outside the band, L2 ends that meet badly, L6, L9 ten thousand yuan or yuan."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from zhifa.benchmarks.answer import UNIT_WORDS
from zhifa.benchmarks.choosing import tiers_of
from zhifa.benchmarks.fault import Fault, Severity
from zhifa.benchmarks.model import Benchmark, Branch, Range, Tier, Unit

TEN_THOUSAND = Decimal(10_000)
_MITIGATION = re.compile(r"第(三十|三十一|三十二|30|31|32)条")


def outside_band(benchmark: Benchmark) -> Iterator[Fault]:
    """L1. 减轻 may lie below the band, if it names its ground (行政处罚法 art. 30 to 32)."""
    for branch in benchmark.branches:
        if branch.fine is None and any(tier.range is not None for tier in branch.tiers):
            words = "没有写明法定罚款幅度,无法核对阶次是否超出。"
            yield Fault("L1", benchmark.code, branch.label, Severity.ERROR, words)
    for branch, tier, range_ in _ranges(benchmark):
        assert branch.fine is not None
        if not _leaves(range_, branch.fine):
            continue
        if "减轻" in tier.level:
            if not _MITIGATION.search(_texts(benchmark, tier)):
                yield _fault(
                    "L1", benchmark, branch, tier, "减轻处罚低于法定幅度,须写明依据(行政处罚法第30条至第32条)。"
                )
        elif not _looks_like_ten_thousands(range_, branch.fine):
            words = f"阶次{_words(range_)}超出法定幅度{_words(branch.fine)}。"
            yield _fault("L1", benchmark, branch, tier, words)


def meeting_badly(benchmark: Benchmark) -> Iterator[Fault]:
    """L2: neighbouring tiers that leave an amount out, or both claim one."""
    for branch in benchmark.branches:
        placed = [(tier, r) for b, tier, r in _ranges(benchmark) if b is branch and "减轻" not in tier.level]
        placed = [(tier, r) for tier, r in placed if Decimal(r.min) < Decimal(r.max)]
        placed.sort(key=lambda pair: (Decimal(pair[1].min), Decimal(pair[1].max)))
        for (lower, one), (upper, other) in pairwise(placed):
            if wrong := _between(one, other):
                place = f"“{lower.level}”与“{upper.level}”之间"
                yield _fault("L2", benchmark, branch, upper, f"{place}{wrong}", Severity.WARNING)


def mitigation_without_minimum(benchmark: Benchmark) -> Iterator[Fault]:
    """L6: where the statute names no least amount, nothing can be below it."""
    for branch in benchmark.branches:
        if branch.fine is None or Decimal(branch.fine.min) > 0:
            continue
        for tier in tiers_of(benchmark, branch):
            if "减轻" in tier.level:
                yield _fault("L6", benchmark, branch, tier, "法条没有规定最低额,不存在减轻(低于最低额)的阶次。")


def ten_thousands(benchmark: Benchmark) -> Iterator[Fault]:
    """L9: an amount that fits the band only when it is read as 万元."""
    for branch, tier, range_ in _ranges(benchmark):
        assert branch.fine is not None
        if _looks_like_ten_thousands(range_, branch.fine):
            words = f"阶次{_words(range_)}与法定幅度{_words(branch.fine)}相差一万倍,疑似把“万元”当作“元”。"
            yield _fault("L9", benchmark, branch, tier, words)


def _ranges(benchmark: Benchmark) -> Iterator[tuple[Branch, Tier, Range]]:
    """Ranges of tiers that can be compared with the band: counted alike, and not spared."""
    for branch in benchmark.branches:
        for tier in tiers_of(benchmark, branch):
            if tier.range is None or branch.fine is None or tier.spare:
                continue
            if (tier.range.unit, tier.range.of) == (branch.fine.unit, branch.fine.of):
                yield branch, tier, tier.range


def _leaves(inner: Range, outer: Range) -> bool:
    low, high = Decimal(inner.min), Decimal(inner.max)
    least, most = Decimal(outer.min), Decimal(outer.max)
    below = low < least or (low == least and inner.min_inclusive and not outer.min_inclusive)
    return below or high > most or (high == most and inner.max_inclusive and not outer.max_inclusive)


def _looks_like_ten_thousands(inner: Range, outer: Range) -> bool:
    if inner.unit is not Unit.YUAN or Decimal(inner.max) == 0:
        return False
    least, most = Decimal(outer.min), Decimal(outer.max)
    for factor in (TEN_THOUSAND, 1 / TEN_THOUSAND):
        low, high = Decimal(inner.min) * factor, Decimal(inner.max) * factor
        if _leaves(inner, outer) and least <= low and high <= most and high > 0:
            return True
    return False


def _between(one: Range, other: Range) -> str | None:
    end, start = Decimal(one.max), Decimal(other.min)
    if end < start:
        return f"有空档:超过{one.max}、不满{other.min}没有阶次。"
    if end > start:
        return f"重叠:{other.min}至{one.max}同时属于两档。"
    if one.max_inclusive and other.min_inclusive:
        return f"重叠:恰为{one.max}时两档都包含(“以上”“以下”均含本数)。"
    if not one.max_inclusive and not other.min_inclusive:
        return f"有空档:恰为{one.max}时两档都不包含。"
    return None


def _words(range_: Range) -> str:
    return f"{range_.min}至{range_.max}{UNIT_WORDS[range_.unit]}"


def _texts(benchmark: Benchmark, tier: Tier) -> str:
    return " ".join([*tier.measures, benchmark.note or "", benchmark.source.note or "", tier.level])


def _fault(
    code: str, benchmark: Benchmark, branch: Branch, tier: Tier, words: str, severity: Severity = Severity.ERROR
) -> Fault:
    return Fault(code, benchmark.code, f"{branch.label} / {tier.level}", severity, words)
