"""Random benchmarks and facts with the server's answers, for the phone to agree with:
``python -m tests.benchmarks.random_cases 10000`` writes a JSON line for each benchmark with its cases.

Nothing here has to make sense in law: overlapping tiers, ranges the wrong way round and facts that are no numbers are
exactly where two implementations drift apart. The seed is fixed, so that a difference can be looked at again.
"""

import sys
from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any, TypeVar

import msgspec

from tests.benchmarks.made import benchmark
from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.formulas import catalogue
from zhifa.benchmarks.history import Past
from zhifa.benchmarks.model import (
    Article,
    Benchmark,
    Branch,
    Condition,
    DecisionLevel,
    Earlier,
    Gap,
    Ground,
    Level,
    ListKind,
    Op,
    Option,
    Points,
    Question,
    Range,
    Stage,
    Tier,
    TierKind,
    Unit,
)

SEED = 20261123
CASES_EACH = 20
NUMBERS = ["value", "count", "days", "offences_before"]
WORDS = ["case", "party", "circumstance"]
LIMITS = ["0", "1", "2", "10", "9999.99", "10000", "10000.01", "33.333333", "123456789012345"]
ODD = ["", "about", "01", "-3", "1.0000001", "1e3", "0.000001", "999999999999999.999999"]
CHOICES = ["从轻", "一般", "从重", "特别轻微", "yes", "no"]
DAYS = ["2024-02-29", "2026-02-30", "2026-08-14", "2026-08-15", "2026-12-31", "2025-12-31", "soon", "2026-1-1"]
MEASURES = ["责令改正", "没收违法所得", "责令停业", "警告"]
T = TypeVar("T")


def lines(count: int) -> list[bytes]:
    dice = Random(SEED)
    made = []
    for _ in range(count // CASES_EACH):
        one = _benchmark(dice)
        cases = [_case(dice, one) for _ in range(CASES_EACH)]
        made.append(msgspec.json.encode({"benchmark": one, "cases": cases}))
    return made


def _case(dice: Random, one: Benchmark) -> dict[str, Any]:
    facts = {name: _number(dice) for name in NUMBERS if dice.random() < 0.9}
    facts |= {name: dice.choice(CHOICES) for name in WORDS if dice.random() < 0.9}
    facts["stage"] = str(dice.choice([Stage.BASE, Stage.BASE, Stage.BASE, *Stage]))
    extra = {"act_date": DAYS, "law": ["earlier", "present", "none"]}
    facts |= {name: dice.choice(some) for name, some in extra.items() if dice.random() < 0.5}
    if dice.random() < 0.1:
        del facts["stage"]
    past = [Past(dice.choice([one.code, "X"]), _day(dice)) for _ in range(dice.randrange(4))]
    known = past if dice.random() < 0.4 else None
    return {"facts": facts, "past": known, "expect": assess(one, facts, known)}


def _benchmark(dice: Random) -> Benchmark:
    branches = [_branch(dice, str(number)) for number in range(dice.choice([1, 1, 1, 2, 3]))]
    later = dice.random() < 0.5
    return benchmark(
        *branches,
        code=f"R-{dice.randrange(10**6)}",
        questions=[Question(name, f"问{name}", dice.choice([None, "元", "人"])) for name in NUMBERS[:3]]
        + [Question("circumstance", "情节", options=[Option(each, f"({each})") for each in CHOICES[:3]])],
        measures=_some(dice, MEASURES),
        grounds=[_ground(dice, number) for number in range(dice.randrange(4))],
        gaps=[Gap("value", dice.choice(LIMITS), "两端都不含本数。")] if dice.random() < 0.3 else [],
        decision=DecisionLevel(dice.choice(LIMITS), Level.CITY, "由市级决定") if dice.random() < 0.5 else None,
        valid_to=date(2026, 12, 30) if dice.random() < 0.3 else None,
        law_from=date(2026, 8, 15) if later else None,
        earlier=[_earlier(dice)] if later and dice.random() < 0.8 else [],
        formulas=list(catalogue().values()),
        lawful=dice.random() < 0.03,
    )


def _branch(dice: Random, name: str) -> Branch:
    fine = _range(dice) if dice.random() < 0.85 else None
    formula = dice.choice(list(catalogue())) if dice.random() < 0.4 else None
    return Branch(
        id=name,
        label=f"情形{name}",
        stage=dice.choice([Stage.BASE, Stage.BASE, Stage.BASE, Stage.REFUSAL, Stage.OVERDUE]),
        when=_conditions(dice, 2),
        fine=fine,
        optional=dice.random() < 0.3,
        person=_range(dice) if dice.random() < 0.2 else None,
        measures=_some(dice, MEASURES),
        tiers=[] if formula else [_tier(dice, number) for number in range(dice.choice([0, 1, 1, 2]))],
        with_base=dice.random() < 0.2,
        daily="days" if dice.random() < 0.15 else None,
        score=[_factor(dice) for _ in range(dice.randint(1, 2))] if dice.random() < 0.15 else [],
        formula=formula,
    )


def _tier(dice: Random, number: int) -> Tier:
    return Tier(
        level=f"{number}档",
        range=_range(dice) if dice.random() < 0.85 else None,
        person=_range(dice) if dice.random() < 0.2 else None,
        when=_conditions(dice, 2),
        measures=_some(dice, MEASURES),
        kind=dice.choice(list(TierKind)),
        inferred=dice.random() < 0.2,
        spare=dice.random() < 0.1,
    )


def _range(dice: Random) -> Range:
    unit = dice.choice([Unit.YUAN, Unit.YUAN, *Unit])
    low, high = _number(dice, odd=False), _number(dice, odd=False)
    if dice.random() < 0.9 and len(low.split(".")[0]) > len(high.split(".")[0]):
        low, high = high, low
    of = None if unit is Unit.YUAN else dice.choice(["value", "count"])
    return Range(low, high, dice.random() < 0.7, dice.random() < 0.7, unit, of)


def _factor(dice: Random) -> list[Points]:
    limit = dice.choice(LIMITS)
    return [
        Points([Condition("value", Op.LT, limit)], dice.randrange(3)),
        Points([Condition("value", Op.GE, limit)], dice.randint(1, 9)),
    ]


def _ground(dice: Random, number: int) -> Ground:
    return Ground(
        id=f"g{number}",
        kind=dice.choice(list(ListKind)),
        title=f"清单第{number}行",
        basis="行政处罚法第33条",
        all_of=[*_conditions(dice, 2), *([Condition("offences_before", Op.LT, "1")] if dice.random() < 0.5 else [])],
        any_of=_conditions(dice, 2),
        excluded_by=_conditions(dice, 1),
        discretionary=dice.random() < 0.5,
        questions=[Question("offences_before", "以前的次数", "次", months=dice.choice([1, 12, 24]))],
        valid_from=date(2026, 8, 15) if dice.random() < 0.3 else None,
    )


def _earlier(dice: Random) -> Earlier:
    return Earlier(
        until=date(2026, 8, 14),
        penalising=[Article("旧法", "第1条")],
        branches=[_branch(dice, f"o{number}") for number in range(dice.randrange(3))],
        since=date(2026, 1, 1) if dice.random() < 0.3 else None,
        measures=_some(dice, MEASURES) if dice.random() < 0.5 else None,
        lawful=dice.random() < 0.1,
    )


def _conditions(dice: Random, most: int) -> list[Condition]:
    return [_condition(dice) for _ in range(dice.randrange(most + 1) if dice.random() < 0.4 else 0)]


def _condition(dice: Random) -> Condition:
    if dice.random() < 0.4:
        return Condition(dice.choice(WORDS), Op.EQ, dice.choice(CHOICES))
    return Condition(dice.choice(NUMBERS), dice.choice(list(Op)), dice.choice(LIMITS))


def _number(dice: Random, *, odd: bool = True) -> str:
    if odd and dice.random() < 0.08:
        return dice.choice(ODD)
    if dice.random() < 0.5:
        return dice.choice(LIMITS)
    whole = str(dice.randrange(10 ** dice.randint(1, 8)))
    return whole if dice.random() < 0.5 else f"{whole}.{dice.randrange(10**6):06}"[: len(whole) + dice.randint(2, 7)]


def _day(dice: Random) -> date:
    return date(2023 + dice.randrange(4), dice.randint(1, 12), dice.randint(1, 28))


def _some(dice: Random, among: Sequence[T]) -> list[T]:
    return dice.sample(list(among), dice.randrange(3))


if __name__ == "__main__":
    for line in lines(int(sys.argv[1])):
        sys.stdout.buffer.write(line + b"\n")
