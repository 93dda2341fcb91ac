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


class Place(StrEnum):
    """Where a proposed fine lies; twin: `placeOf` in pwa/shared/benchmarks/told.ts.

    ``mitigated``: below the statute's least amount, where 减轻 leads there; ``outside``: of the tier, but within
    the statute's band. Both need a reason and an approval. ``beyond``: no reason makes it lawful.
    """

    INSIDE = "inside"
    MITIGATED = "mitigated"
    OUTSIDE = "outside"
    BEYOND = "beyond"


class Check(msgspec.Struct, frozen=True):
    """What the server reckons: ``tier`` and ``range`` as a finding words them, and why.

    ``outside``: the proposed fine lies outside the range; None where either is missing. ``place``: where it lies, by
    range and statute. ``reasoned``: it says why.
    """

    state: CheckState
    tier: str | None
    range: str | None
    trace: list[str]
    outside: bool | None
    reasoned: bool
    place: Place | None = None


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
    reasoned = bool((found.get("reason") or "").strip())
    if benchmark is None:
        return Check(CheckState.UNKNOWN_VERSION, None, None, [], None, reasoned)
    facts = {fact: value for fact, value in (found.get("facts") or {}).items() if isinstance(value, str)}
    answer = assess(benchmark, facts)
    tier, range_ = told(answer)
    state = CheckState.SAME if (found.get("tier"), found.get("range")) == (tier, range_) else CheckState.DIFFERS
    if named.get("sha256") != sha256(benchmark):
        state = CheckState.HASH_DIFFERS
    where = place(found.get("fine"), answer)
    outside = None if where is None else where in {Place.OUTSIDE, Place.BEYOND}
    return Check(state, tier, range_, answer.trace, outside, reasoned, where)


def told(answer: Assessment) -> tuple[str | None, str]:
    """The tier, and the range in a short sentence, as a finding keeps them."""
    if answer.outcome is not Verdict.RANGE:
        return answer.tier, WITHOUT_FINE[answer.outcome]
    parts = [f"罚款{money_words(answer.range)}"] if answer.range else []
    parts += [f"对责任人员罚款{money_words(answer.person)}"] if answer.person else []
    return answer.tier, ";".join(parts)


#: Outcomes by which the law knows no fine.
FINELESS = frozenset({Verdict.MEASURES, Verdict.NO_PENALTY, Verdict.NOT_YET})


def place(fine: str | None, answer: Assessment) -> Place | None:
    """None where there is no amount, or nothing that it could be held against."""
    amount = number(fine)
    if amount is None:
        return None
    in_range, in_band = _inside(amount, answer.range), _inside(amount, answer.band)
    if in_range:
        return Place.MITIGATED if in_band is False else Place.INSIDE
    if in_band is None:
        return Place.BEYOND if answer.outcome in FINELESS and amount > 0 else None
    if not in_band:
        return Place.BEYOND
    return Place.OUTSIDE if in_range is False or answer.outcome in FINELESS else None


def _inside(amount: Decimal, range_: Money | None) -> bool | None:
    if range_ is None:
        return None
    low, high = Decimal(range_.min), Decimal(range_.max)
    above = amount >= low if range_.min_inclusive else amount > low
    return above and (amount <= high if range_.max_inclusive else amount < high)
