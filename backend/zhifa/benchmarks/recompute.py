"""A finding reckoned again: does what the phone wrote follow from the facts and the version that it names? Pure.

The signature says who wrote a result, not that it is right; this does. The sentences of the trace are not compared:
an older application may word them otherwise. The server's own are shown beside.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec

from zhifa.benchmarks.answer import Assessment, Money, Verdict
from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.facts import number
from zhifa.benchmarks.indexing import sha256
from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.trace import money_words


class CheckState(StrEnum):
    SAME = "same"
    DIFFERS = "differs"  # the same facts and version lead elsewhere
    UNKNOWN_VERSION = "unknown_version"  # the server never had this version
    HASH_DIFFERS = "hash_differs"  # it has it with other content


class Check(msgspec.Struct, frozen=True):
    """What the server reckons: ``tier`` and ``range`` as a finding words them, and why.

    ``outside``: the proposed fine lies outside the range; None where either is missing. ``reasoned``: it says why.
    """

    state: CheckState
    tier: str | None
    range: str | None
    trace: list[str]
    outside: bool | None
    reasoned: bool


#: What stands for the range where there is no fine; twin: pwa/shared/benchmarks/told.ts.
WITHOUT_FINE = {
    Verdict.MEASURES: "不处罚款",
    Verdict.NO_PENALTY: "不予行政处罚",
    Verdict.NOT_YET: "现阶段不处罚",
    Verdict.ASK: "事实不足,未得出结果",
    Verdict.GAP: "法条或阶次没有规定这种情形",
    Verdict.OVERLAP: "多种情形同时符合,未得出结果",
    Verdict.CHOOSE_LAW: "新旧规定待选择",
}


def check(found: Mapping[str, Any], benchmark: Benchmark | None) -> Check | None:
    """The ``found`` body against the version that it names (None: not kept here); None where it names none."""
    named = found.get("benchmark")
    if not named:
        return None
    reasoned = bool(found.get("reason"))
    if benchmark is None:
        return Check(CheckState.UNKNOWN_VERSION, None, None, [], None, reasoned)
    facts = {fact: value for fact, value in (found.get("facts") or {}).items() if isinstance(value, str)}
    answer = assess(benchmark, facts)
    tier, range_ = told(answer)
    state = CheckState.SAME if (found.get("tier"), found.get("range")) == (tier, range_) else CheckState.DIFFERS
    if named.get("sha256") != sha256(benchmark):
        state = CheckState.HASH_DIFFERS
    return Check(state, tier, range_, answer.trace, _outside(found.get("fine"), answer.range), reasoned)


def told(answer: Assessment) -> tuple[str | None, str]:
    """The tier, and the range in a short sentence, as a finding keeps them."""
    if answer.outcome is not Verdict.RANGE:
        return answer.tier, WITHOUT_FINE[answer.outcome]
    parts = [f"罚款{money_words(answer.range)}"] if answer.range else []
    parts += [f"对责任人员罚款{money_words(answer.person)}"] if answer.person else []
    return answer.tier, ";".join(parts)


def _outside(fine: str | None, range_: Money | None) -> bool | None:
    amount = number(fine)
    if amount is None or range_ is None:
        return None
    low, high = Decimal(range_.min), Decimal(range_.max)
    above = amount >= low if range_.min_inclusive else amount > low
    return not (above and (amount <= high if range_.max_inclusive else amount < high))
