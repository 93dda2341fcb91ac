"""Which text of the law an act is judged by (行政处罚法 art. 37): the one of the day of the act, or the present one
where that is lighter 从旧兼从轻. Pure; the twin is ``pwa/shared/benchmarks/old_law.ts``.

"Lighter" is decided on what the statute itself threatens, not on tiers: the fine (its maximum and its minimum), the
fine on persons, whether there has to be a fine at all, and the other measures. One text is lighter where none of
these is heavier and at least one is lighter. Where one has the lower maximum and the other the lower minimum, where
measures differ in kind, or where a text does not cover the case, nothing is concluded: a person has to choose.
"""

from typing import Literal

import msgspec

from zhifa.benchmarks.answer import Assessment, LawChoice, Money, Verdict
from zhifa.benchmarks.days import day
from zhifa.benchmarks.facts import Facts
from zhifa.benchmarks.model import ACT_DATE, Benchmark, Branch, Earlier
from zhifa.benchmarks.money import ends_of
from zhifa.benchmarks.trace import cited, money_words

Sign = Literal[-1, 0, 1]
UNCLEAR = {Verdict.GAP, Verdict.OVERLAP, Verdict.NOT_YET}
WHY = {
    -1: "新的规定处罚较轻,适用新的规定(行政处罚法第37条)。",
    0: "两者处罚相当,适用行为时的规定(行政处罚法第37条)。",
    1: "新的规定处罚较重,适用行为时的规定(行政处罚法第37条)。",
    None: "两者轻重无法自动比较,请人工选择并说明理由(行政处罚法第37条)。",
}


def first_day(benchmark: Benchmark) -> str | None:
    """First day of the present text, where it is known."""
    return None if benchmark.law_from is None else benchmark.law_from.isoformat()


def is_earlier(benchmark: Benchmark, facts: Facts) -> str | None:
    """The day of the act, if it lies before the present text."""
    act, since = day(facts.get(ACT_DATE)), first_day(benchmark)
    return act if act is not None and since is not None and act < since else None


def text_at(benchmark: Benchmark, act: str) -> Benchmark | None:
    """The benchmark with the text of that day, or None where it is not known."""
    for each in benchmark.earlier:
        since = None if each.since is None else each.since.isoformat()
        if act <= each.until.isoformat() and (since is None or act >= since):
            return _as_it_was(benchmark, each)
    return None


def bare(benchmark: Benchmark) -> Benchmark:
    """Without tiers: what the statute itself threatens."""
    branches = [msgspec.structs.replace(each, tiers=[], formula=None, score=[]) for each in benchmark.branches]
    return msgspec.structs.replace(benchmark, branches=branches)


def compared(then: Assessment, now: Assessment) -> Sign | None:
    """-1 where the present text is lighter, 1 where it is heavier, 0 where they are alike; None: not comparable."""
    if then.outcome is Verdict.NOT_YET and now.outcome is Verdict.NOT_YET:
        return 0
    if then.outcome in UNCLEAR or now.outcome in UNCLEAR:
        return None
    signs = {
        _money(then.band, now.band),
        _money(then.person, now.person),
        _optional(then, now),
        _measures(set(then.measures), set(now.measures)),
    } - {0}
    if not signs:
        return 0
    return signs.pop() if len(signs) == 1 else None


def choice(act: str, then: Assessment, now: Assessment, chosen: str | None) -> LawChoice:
    """What is to be recorded; ``chosen``: by a person, where the two cannot be compared."""
    sign = compared(then, now)
    if sign is None:
        why = WHY[None] if chosen is None else "两者轻重无法自动比较,经人工选择,须说明理由(行政处罚法第37条)。"
        return LawChoice(act, then.band, now.band, chosen, why)
    return LawChoice(act, then.band, now.band, "present" if sign == -1 else "earlier", WHY[sign])


def words(benchmark: Benchmark, old: Benchmark, made: LawChoice) -> list[str]:
    """For the trace: both texts, both bands, and what follows."""
    bands = f"行为时{_band_words(made.earlier)},现行{_band_words(made.present)}"
    return [
        f"违法行为发生在{made.act_date},当时的规定是{cited(old)};现行规定{cited(benchmark)}自{first_day(benchmark)}起施行。",
        f"法定罚款幅度:{bands}。{made.why}",
    ]


def _as_it_was(benchmark: Benchmark, text: Earlier) -> Benchmark:
    measures = benchmark.measures if text.measures is None else text.measures
    branches: list[Branch] = text.branches or benchmark.branches
    return msgspec.structs.replace(
        benchmark, penalising=text.penalising, branches=branches, measures=measures, lawful=text.lawful
    )


def _money(then: Money | None, now: Money | None) -> Sign | None:
    most, least = (_sign(a, b) for a, b in zip(ends_of(then), ends_of(now), strict=True))
    if most and least and most != least:
        return None
    return most or least


def _sign(then: object, now: object) -> Sign:
    return 0 if then == now else (-1 if now < then else 1)  # type: ignore[operator]


def _optional(then: Assessment, now: Assessment) -> Sign:
    if then.outcome is not Verdict.RANGE or now.outcome is not Verdict.RANGE or then.optional == now.optional:
        return 0
    return -1 if now.optional else 1


def _measures(then: set[str], now: set[str]) -> Sign | None:
    if then == now:
        return 0
    return -1 if now < then else 1 if now > then else None


def _band_words(band: Money | None) -> str:
    return "没有罚款" if band is None else money_words(band)
