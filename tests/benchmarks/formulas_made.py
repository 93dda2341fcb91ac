"""One small benchmark for each published formula, F1 to F10; their vectors' core is reckoned by hand."""

from tests.benchmarks.made import band, benchmark, thirds
from zhifa.benchmarks.formulas import catalogue
from zhifa.benchmarks.model import Benchmark, Branch, Condition, Op, Option, Points, Question, Stage, Unit

CIRCUMSTANCES = Question("circumstance", "违法情节", options=[Option(name, name) for name in ("从轻", "一般", "从重")])
LEVELS = ("特别轻微", "轻微", "一般", "严重", "特别严重")
FIVE = Question("circumstance", "违法情节", options=[Option(name, name) for name in LEVELS])


def made() -> list[Benchmark]:
    return [_f1(), _f2(), _f3(), _f3_without_minimum(), _f4(), _f5(), _f6(), _f7(), _f8(), _f9(), _f10()]


def _cut(code: str, *branches: Branch, question: Question = CIRCUMSTANCES, formula: str | None = None) -> Benchmark:
    formulas = [catalogue()[formula]] if formula else []
    return benchmark(*branches, code=code, formulas=formulas, questions=[question])


def _f1() -> Benchmark:
    return _cut("F1", Branch("a", "一律", fine=band("10000", "50000"), formula="F1"), formula="F1")


def _f2() -> Benchmark:
    return _cut("F2", Branch("a", "一律", fine=band("30000", "300000"), formula="F2"), formula="F2")


def _f3() -> Benchmark:
    return _cut("F3", Branch("a", "一律", fine=band("2000", "20000"), formula="F3"), question=FIVE, formula="F3")


def _f3_without_minimum() -> Benchmark:
    fine = band("0", "20000", min_inclusive=False)
    return _cut("F3-7", Branch("a", "一律", fine=fine, formula="F3"), question=FIVE, formula="F3")


def _f4() -> Benchmark:
    days = [Points([Condition("days", Op.LE, "30")], 1), Points([Condition("days", Op.GT, "30")], 3)]
    size = [
        Points([Condition("area", Op.LT, "100")], 0),
        Points([Condition("area", Op.GE, "100"), Condition("area", Op.LT, "500")], 2),
        Points([Condition("area", Op.GE, "500")], 5),
    ]
    asked = [Question("days", "持续天数", "次"), Question("area", "涉及面积", "平方米")]
    made = benchmark(Branch("a", "一律", fine=band("100000", "1000000"), score=[days, size]), code="F4")
    return _with(made, asked)


def _f5() -> Benchmark:
    less = Branch("a", "不足1万元", when=[Condition("goods_value", Op.LT, "10000")], fine=band("5000", "50000"))
    fine = band("5", "10", unit=Unit.MULTIPLE, of="goods_value")
    more = Branch("b", "1万元以上", when=[Condition("goods_value", Op.GE, "10000")], fine=fine)
    return _with(
        benchmark(less, more, code="F5", measures=["没收违法所得"]), [Question("goods_value", "货值金额", "元")]
    )


def _f6() -> Benchmark:
    unit = {"unit": Unit.PER_HEAD, "of": "workers"}
    branch = Branch("a", "一律", fine=band("100", "500", **unit), tiers=thirds(("100", "220", "380", "500"), **unit))
    return _with(benchmark(branch, code="F6"), [Question("workers", "劳动者人数", "人"), CIRCUMSTANCES])


def _f7() -> Benchmark:
    return _cut("F7", Branch("a", "一律", fine=band("0", "2000", min_inclusive=False), formula="F1"), formula="F1")


def _f8() -> Benchmark:
    asked = Question("offences_before", "行为前24个月内同一违法行为的次数", "次", months=24)
    return _cut("F8", Branch("a", "一律", fine=band("500", "2500"), formula="F8"), question=asked, formula="F8")


def _f9() -> Benchmark:
    refused = Branch("b", "拒不改正,按日连续处罚", Stage.REFUSAL, fine=band("100000", "200000"), daily="days")
    made = benchmark(Branch("a", "一律", fine=band("100000", "200000")), refused, code="F9")
    stages = Question("stage", "本案的阶段", options=[Option("base", "违法行为本身"), Option("refusal", "拒不改正")])
    return _with(made, [stages, Question("days", "自责令改正次日起的天数", "次")])


def _f10() -> Benchmark:
    cost = Branch(
        "a",
        "按工程造价",
        when=[Condition("by", Op.EQ, "cost")],
        fine=band("5", "10", unit=Unit.PERCENT, of="cost"),
    )
    area = Branch(
        "b",
        "按面积",
        when=[Condition("by", Op.EQ, "area")],
        fine=band("20", "50", unit=Unit.PER_SQUARE_METRE, of="area"),
    )
    by = Question("by", "计罚方式", options=[Option("cost", "按工程造价"), Option("area", "按面积")])
    return _with(
        benchmark(cost, area, code="F10"), [by, Question("cost", "工程造价", "元"), Question("area", "面积", "平方米")]
    )


def _with(made: Benchmark, questions: list[Question]) -> Benchmark:
    return benchmark(*made.branches, code=made.code, measures=made.measures, questions=questions)
