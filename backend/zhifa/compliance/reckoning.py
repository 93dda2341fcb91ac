"""A finding's tier and fine reckoned anew from the benchmark's version that it names, as the rules need it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from zhifa.benchmarks.facts import number
from zhifa.benchmarks.model import Benchmark, Level
from zhifa.benchmarks.recompute import Check, CheckState, Place, check
from zhifa.compliance.facts import BenchmarkFacts
from zhifa.inspections.finding_checks import Version, named_version
from zhifa.inspections.record import Finding

#: Of agencies and benchmarks, the highest first.
LEVELS = (*Level, "town")
VERDICTS = {
    CheckState.UNKNOWN_VERSION: "unknown",
    CheckState.DIFFERS: "tampered",
    CheckState.HASH_DIFFERS: "tampered",
}


def reckoned(
    findings: Sequence[Finding], kept: Mapping[Version, Benchmark], day: date, level: str = ""
) -> Iterator[BenchmarkFacts]:
    """One or more a finding that names a benchmark: what is wrong with it, or ``ok``. ``level``: of the agency."""
    for finding in findings:
        version = named_version(finding)
        benchmark = kept.get(version) if version else None
        said = check(msgspec.to_builtins(finding), benchmark)
        if said is not None:
            for verdict in _verdicts(said, benchmark, day):
                yield BenchmarkFacts(finding.jti, finding.title, verdict, _words(said, verdict))
            if benchmark is not None and (words := _higher(finding, benchmark, level)):
                yield BenchmarkFacts(finding.jti, finding.title, "higher_level", words)


def _verdicts(said: Check, benchmark: Benchmark | None, day: date) -> list[str]:
    found = [VERDICTS[said.state]] if said.state in VERDICTS else []
    if said.place is Place.BEYOND:
        found.append("beyond_law")
    elif said.place in {Place.OUTSIDE, Place.MITIGATED}:
        found.append("outside_reasoned" if said.reasoned else "outside_band")
    if benchmark is not None and not _in_force(benchmark, day):
        found.append("not_in_force")
    return found or ["ok"]


def _higher(finding: Finding, benchmark: Benchmark, level: str) -> str | None:
    """In whose hands a fine of this size is, where the benchmark says so (食品安全法实施条例 art. 81) and the visiting
    agency stands below; a level that is not known does."""
    limit, fine = benchmark.decision, number(finding.fine or None)
    if limit is None or fine is None or fine < Decimal(limit.at_least):
        return None
    if level in LEVELS and LEVELS.index(level) <= LEVELS.index(limit.level):
        return None
    return f"拟罚 {finding.fine} 元,达到 {limit.at_least} 元,{limit.words}"


def _in_force(benchmark: Benchmark, day: date) -> bool:
    return benchmark.valid_from <= day and (benchmark.valid_to is None or day <= benchmark.valid_to)


def _words(said: Check, verdict: str) -> str:
    """What the server reckons, where that is known."""
    if verdict in {"unknown", "not_in_force", "ok"}:
        return ""
    return f"服务器复算为{said.tier or '未定阶次'},{said.range or '无幅度'}"
