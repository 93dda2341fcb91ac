"""A finding with a looked-up benchmark, as the phone would write it."""

from random import Random
from typing import Any

from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.indexing import sha256
from zhifa.benchmarks.recompute import told
from zhifa.demo.benchmarks import library
from zhifa.demo.seed import demo_id

#: Yuan; all below the value from which the fine is a multiple of it.
GOODS = ("320", "860", "1500", "2400", "5200")


def looked_up(code: str, circumstance: str, random: Random) -> dict[str, Any]:
    """The ``found`` body for some goods and this circumstance, with a fine within the tier, in full hundreds."""
    benchmark = next(each for each in library() if each.code == code)
    facts = {"goods_value": random.choice(GOODS), "circumstance": circumstance}
    answer = assess(benchmark, facts)
    if answer.range is None:
        raise ValueError(f"{code} gives no range for {facts}")
    tier, range_ = told(answer)
    low, high = int(answer.range.min), int(answer.range.max)
    return {
        "title": benchmark.violation,
        "words": f"货架上有超过保质期的食品,货值金额{facts['goods_value']}元。",
        "basis": ";".join(f"{each.law} {each.article}" for each in benchmark.penalising),
        "benchmark": {"id": str(demo_id("benchmark", code)), "version": "1", "sha256": sha256(benchmark)},
        "facts": facts,
        "tier": tier,
        "range": range_,
        "trace": answer.trace,
        "fine": str(low + (high - low) * random.randrange(10, 90) // 100 // 100 * 100),
    }
