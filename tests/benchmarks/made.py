"""Small benchmarks for tests: one of a kind, with round figures of their own."""

from datetime import date
from typing import Any

import msgspec

from zhifa.benchmarks.model import Article, Benchmark, Branch, Condition, Level, Op, Range, Source, Stage, Tier, Unit

SOURCE = Source("法条原文", "high", "演示", "demo", "confirmed")
YES_GOODS = Condition("goods_value", Op.LT, "10000")


def band(low: str, high: str, **more: Any) -> Range:
    return Range(low, high, **more)


def thirds(cuts: tuple[str, str, str, str], **more: Any) -> list[Tier]:
    """从轻 [a,b], 一般 (b,c), 从重 [c,d], chosen by the officer's word."""
    a, b, c, d = cuts
    ends = [("从轻", a, b, True, True), ("一般", b, c, False, False), ("从重", c, d, True, True)]
    return [
        Tier(name, Range(low, high, left, right, **more), when=[Condition("circumstance", Op.EQ, name)])
        for name, low, high, left, right in ends
    ]


def benchmark(*branches: Branch, **more: Any) -> Benchmark:
    made = Benchmark(
        code="T-1",
        field="食品",
        violation="试验的违法行为",
        authority="市场监督管理",
        level=Level.NATION,
        issuer="演示",
        penalising=[Article("食品安全法", "第122条第1款")],
        branches=list(branches),
        source=SOURCE,
        valid_from=date(2026, 1, 1),
        demo=True,
    )
    return msgspec.structs.replace(made, **more)


def by_value(**more: Any) -> Benchmark:
    """Below 10,000 yuan of goods a fixed band, from there multiples: 食品安全法 art. 122 in its shape."""
    return benchmark(
        Branch(
            "a",
            "货值金额不足10000元",
            when=[YES_GOODS],
            fine=band("50000", "100000"),
            tiers=thirds(("50000", "65000", "85000", "100000")),
        ),
        Branch(
            "b",
            "货值金额10000元以上",
            when=[Condition("goods_value", Op.GE, "10000")],
            fine=band("10", "20", unit=Unit.MULTIPLE, of="goods_value"),
            tiers=thirds(("10", "13", "17", "20"), unit=Unit.MULTIPLE, of="goods_value"),
        ),
        **more,
    )


def two_steps() -> Benchmark:
    """Corrected first, fined only when that is refused."""
    return benchmark(
        Branch("a", "责令改正", Stage.ORDER_TO_CORRECT, measures=["责令改正", "给予警告"]),
        Branch("b", "拒不改正", Stage.REFUSAL, fine=band("0", "2000", min_inclusive=False)),
    )
