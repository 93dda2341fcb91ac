"""The sentences of a trace: what a party reads. The phone says the same words (``calculator.ts``)."""

from collections.abc import Sequence

from zhifa.benchmarks.answer import UNIT_WORDS, Money
from zhifa.benchmarks.facts import Facts
from zhifa.benchmarks.model import Benchmark, Branch, Condition, Op, Question, Range, Tier, TierKind, Unit

KIND_WORDS = {
    TierKind.STATUTE: "法条规定",
    TierKind.PUBLISHED: "公布的裁量基准",
    TierKind.DERIVED: "演示数据,不作执法依据",
}
SIGNS = {Op.EQ: "为", Op.LT: "不满", Op.LE: "不超过", Op.GT: "超过", Op.GE: "不低于"}


def law_words(benchmark: Benchmark) -> str:
    return f"违法行为:{benchmark.violation}。处罚依据:{cited(benchmark)}。"


def cited(benchmark: Benchmark) -> str:
    return "、".join(f"《{each.law}》{each.article}" for each in benchmark.penalising)


def questions_of(benchmark: Benchmark) -> list[Question]:
    """The benchmark's own, then those of its lists; each fact once."""
    every = [*benchmark.questions, *(each for ground in benchmark.grounds for each in ground.questions)]
    first: dict[str, Question] = {}
    for question in every:
        first.setdefault(question.fact, question)
    return list(first.values())


def fact_words(benchmark: Benchmark, facts: Facts) -> list[str]:
    """The facts that were given, in the order of the questions."""
    said = []
    for question in questions_of(benchmark):
        value = facts.get(question.fact)
        if value is not None:
            chosen = next((option.text for option in question.options if option.value == value), value)
            said.append(f"事实:{question.text}为{chosen}{question.unit or ''}。")
    return said


def name_of(benchmark: Benchmark, fact: str) -> str:
    return next((question.text for question in questions_of(benchmark) if question.fact == fact), fact)


def condition_words(benchmark: Benchmark, condition: Condition) -> str:
    """With the words of its question, its choice and its unit: 货值金额不满10000元."""
    question = next((each for each in benchmark.questions if each.fact == condition.fact), None)
    options = {each.value: each.text for each in question.options} if question else {}
    unit = (question.unit or "") if question else ""
    value = options.get(condition.value, condition.value)
    return f"{name_of(benchmark, condition.fact)}{SIGNS[condition.op]}{value}{unit}"


def branch_words(branch: Branch) -> str:
    return f"适用情形:{branch.label}。"


def span_words(benchmark: Benchmark, range_: Range, facts: Facts, money: Money, daily: str | None) -> str:
    """The arithmetic: rate, base and result; only the result where nothing is counted."""
    result = money_words(money)
    if range_.of is None and daily is None:
        return result
    rate = ends(range_.min, range_.max, range_.min_inclusive, range_.max_inclusive, UNIT_WORDS[range_.unit])
    base = "" if range_.of is None else f"{name_of(benchmark, range_.of)}{facts[range_.of]}{_counted(range_)}×"
    days = "" if daily is None else f"×{facts[daily]}日"
    return f"{base}({rate}){days},即{result}"


def money_words(money: Money) -> str:
    return ends(money.min, money.max, money.min_inclusive, money.max_inclusive, "元")


def ends(low: str, high: str, low_inclusive: bool, high_inclusive: bool, unit: str) -> str:
    """以上 and 以下 include the number, 超过 and 不满 do not."""
    if low == high:
        return f"{low}{unit}"
    least = f"{low}{unit}以上" if low_inclusive else f"超过{low}{unit}、"
    most = f"{high}{unit}以下" if high_inclusive else f"不满{high}{unit}"
    return most if low == "0" and not low_inclusive else least + most


def tier_words(tier: Tier, arithmetic: str | None) -> str:
    origin = KIND_WORDS[tier.kind] + ("、原文未见而推定" if tier.inferred else "")
    return f"裁量阶次:{tier.level}({origin})" + (f",罚款{arithmetic}。" if arithmetic else "。")


def formula_words(benchmark: Benchmark, branch: Branch) -> list[str]:
    return [f"裁量公式:{each.words}。" for each in benchmark.formulas if each.id == branch.formula]


def measures_words(measures: Sequence[str]) -> str:
    return f"同时:{';'.join(measures)}。"


def ask_words(benchmark: Benchmark, missing: Sequence[str]) -> str:
    return f"还需要知道:{'、'.join(name_of(benchmark, fact) for fact in missing)}。"


def _counted(range_: Range) -> str:
    return {
        Unit.PER_HEAD: "人",
        Unit.PER_VEHICLE: "辆",
        Unit.PER_SQUARE_METRE: "平方米",
    }.get(range_.unit, "元")
