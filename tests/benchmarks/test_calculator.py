"""What the calculator says, case by case, worked out by hand."""

import pytest

from tests.benchmarks.made import band, benchmark, by_value, thirds, two_steps
from zhifa.benchmarks.answer import Money, Verdict
from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.model import (
    Branch,
    Condition,
    DecisionLevel,
    Gap,
    Ground,
    ListKind,
    Op,
    Points,
    Stage,
    Tier,
    Unit,
)


def test_the_value_of_the_goods_chooses_the_branch() -> None:
    below = assess(by_value(), {"goods_value": "9999.99", "circumstance": "从轻"})
    assert (below.branch, below.range) == ("a", Money("50000", "65000", True, True))
    at = assess(by_value(), {"goods_value": "10000", "circumstance": "从轻"})
    assert (at.branch, at.range) == ("b", Money("100000", "130000", True, True))


def test_the_trace_says_which_facts_which_rule_and_which_arithmetic() -> None:
    answer = assess(by_value(), {"goods_value": "15000", "circumstance": "一般"})
    assert answer.trace == [
        "违法行为:试验的违法行为。处罚依据:《食品安全法》第122条第1款。",
        "适用情形:货值金额10000元以上。",
        "法定罚款幅度:goods_value15000元×(10倍以上20倍以下),即150000元以上300000元以下。",
        "裁量阶次:一般(演示数据,不作执法依据),罚款goods_value15000元×(超过13倍、不满17倍),即超过195000元、不满255000元。",
    ]


def test_what_is_not_known_is_asked_for() -> None:
    assert assess(by_value(), {}).missing == ["goods_value"]
    assert assess(by_value(), {"goods_value": "about a lot"}).missing == ["goods_value"]
    assert assess(by_value(), {"goods_value": "1"}).missing == ["circumstance"]


def test_an_order_refused_is_a_stage_and_no_second_offence() -> None:
    assert assess(two_steps(), {}).missing == ["stage"]
    first = assess(two_steps(), {"stage": "order_to_correct"})
    assert (first.outcome, first.measures) == (Verdict.MEASURES, ["责令改正", "给予警告"])
    refused = assess(two_steps(), {"stage": "refusal"})
    assert refused.range == Money("0", "2000", False, True)
    assert assess(two_steps(), {"stage": "overdue"}).outcome is Verdict.NOT_YET


def test_a_gap_of_the_statute_is_said_and_not_guessed() -> None:
    gap = Gap("gain", "20000", "法条的“超过”与“不足”均不含本数。")
    made = benchmark(
        Branch(
            "a",
            "超过2万元",
            when=[Condition("gain", Op.GT, "20000")],
            fine=band("1", "2", unit=Unit.MULTIPLE, of="gain"),
        ),
        Branch("b", "不足2万元", when=[Condition("gain", Op.LT, "20000")], fine=band("10000", "100000")),
        gaps=[gap],
    )
    answer = assess(made, {"gain": "20000"})
    assert (answer.outcome, answer.range) == (Verdict.GAP, None)
    assert gap.why in answer.trace[-1]
    assert assess(made, {"gain": "20000.01"}).branch == "a"
    assert assess(made, {"gain": "19999.99"}).branch == "b"


def test_tiers_that_both_claim_a_case_are_not_chosen_between() -> None:
    tiers = [
        Tier("轻", band("1", "2"), when=[Condition("n", Op.LE, "10")]),
        Tier("重", band("2", "3"), when=[Condition("n", Op.GE, "10")]),
    ]
    made = benchmark(Branch("a", "一律", fine=band("1", "3"), tiers=tiers))
    assert assess(made, {"n": "10"}).outcome is Verdict.OVERLAP
    assert assess(made, {"n": "9"}).tier == "轻"


@pytest.mark.parametrize(
    ("tier", "expected", "kept"),
    [
        (band("500", "2000"), Money("1000", "2000", True, True), "一般"),
        (band("4000", "9000"), Money("4000", "5000", True, True), "一般"),
        (band("6000", "9000"), Money("1000", "5000", True, True), None),
    ],
)
def test_the_statutory_band_is_a_hard_stop(tier: object, expected: Money, kept: str | None) -> None:
    made = benchmark(Branch("a", "一律", fine=band("1000", "5000"), tiers=[Tier("一般", tier)]))  # type: ignore[arg-type]
    answer = assess(made, {})
    assert (answer.range, answer.tier) == (expected, kept)


def test_what_is_counted_by_head_by_percent_and_by_day() -> None:
    heads = benchmark(Branch("a", "一律", fine=band("100", "500", unit=Unit.PER_HEAD, of="workers")))
    assert assess(heads, {"workers": "12"}).range == Money("1200", "6000", True, True)
    cost = benchmark(Branch("a", "一律", fine=band("5", "10", unit=Unit.PERCENT, of="cost")))
    assert assess(cost, {"cost": "1234567.89"}).range == Money("61728.4", "123456.78", True, True)
    daily = benchmark(Branch("a", "一律", fine=band("100000", "100000"), daily="days"))
    assert assess(daily, {"days": "30"}).range == Money("3000000", "3000000", True, True)


def test_scored_factors_place_the_fine_in_the_band() -> None:
    factor = [Points([Condition("times", Op.LE, "1")], 1), Points([Condition("times", Op.GT, "1")], 3)]
    made = benchmark(Branch("a", "一律", fine=band("100000", "1000000"), score=[factor]))
    assert assess(made, {"times": "1"}).range == Money("400000", "400000", True, True)
    assert assess(made, {"times": "2"}).range == Money("1000000", "1000000", True, True)


def test_a_high_food_fine_is_for_the_city_to_decide() -> None:
    made = by_value(decision=DecisionLevel("300000", "city", "须由设区的市级以上部门决定"))
    sure = assess(made, {"goods_value": "30000", "circumstance": "从轻"})
    assert sure.decision == "罚款达到300000元,须由设区的市级以上部门决定。"
    maybe = assess(made, {"goods_value": "29999", "circumstance": "从轻"})
    assert maybe.decision is not None
    assert maybe.decision.startswith("如果")
    assert assess(made, {"goods_value": "20000", "circumstance": "从轻"}).decision is None


def test_a_first_minor_offence_in_time_corrected_may_go_unpunished_and_what_must_must() -> None:
    minor = Condition("harm", Op.EQ, "none")
    must = Ground("n1", ListKind.NO_PENALTY, "轻微并及时改正", "行政处罚法第33条第1款", [minor])
    may = Ground("n2", ListKind.NO_PENALTY, "初次违法", "行政处罚法第33条第1款", [minor], discretionary=True)
    barred = Ground("n3", ListKind.NO_PENALTY, "x", "y", [minor], excluded_by=[Condition("danger", Op.EQ, "yes")])
    facts = {"goods_value": "1", "circumstance": "从轻", "harm": "none"}
    assert assess(by_value(grounds=[must]), facts).outcome is Verdict.NO_PENALTY
    advised = assess(by_value(grounds=[may]), facts)
    assert (advised.outcome, advised.advice) == (Verdict.RANGE, ["初次违法(行政处罚法第33条第1款)"])
    assert assess(by_value(grounds=[barred]), facts).outcome is Verdict.RANGE, "nobody looked into the exclusion"
    assert assess(by_value(grounds=[barred]), facts | {"danger": "no"}).outcome is Verdict.NO_PENALTY


def test_below_the_band_only_by_a_ground_of_mitigation() -> None:
    ground = Ground(
        "m", ListKind.MITIGATED, "主动消除后果", "行政处罚法第32条第1项", [Condition("relief", Op.EQ, "yes")]
    )
    answer = assess(by_value(grounds=[ground]), {"goods_value": "1", "relief": "yes"})
    assert answer.range == Money("0", "50000", False, False)
    none = assess(benchmark(two_steps().branches[1], grounds=[ground]), {"stage": "refusal", "relief": "yes"})
    assert none.range == Money("0", "2000", False, True), "no least amount: nothing below it"


def test_what_a_stage_adds_to_the_base() -> None:
    made = benchmark(
        Branch("a", "一律", fine=band("100", "200"), tiers=thirds(("100", "130", "170", "200"))),
        Branch("b", "拒不改正", Stage.REFUSAL, measures=["责令停工整治"], with_base=True),
    )
    answer = assess(made, {"stage": "refusal", "circumstance": "从重"})
    assert (answer.range, answer.measures) == (Money("170", "200", True, True), ["责令停工整治"])
    assert assess(made, {"stage": "base", "circumstance": "从重"}).measures == []
