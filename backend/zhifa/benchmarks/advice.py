"""Rows of the lists that an officer should look at; the phone says the same (``advice.ts``)."""

from zhifa.benchmarks.choosing import grounds, waiting_for_history
from zhifa.benchmarks.facts import Facts
from zhifa.benchmarks.model import Benchmark, ListKind


def advice_of(benchmark: Benchmark, facts: Facts) -> list[str]:
    """可以 rows that apply, and rows that would apply if nothing of the kind was found before."""
    rows = [
        *(each for each in grounds(benchmark, facts, ListKind.NO_PENALTY) if each.discretionary),
        *grounds(benchmark, facts, ListKind.LIGHTER),
        *grounds(benchmark, facts, ListKind.NO_COERCION),
    ]
    unsure = waiting_for_history(benchmark, facts)
    return [
        *(f"{row.title}({row.basis})" for row in rows),
        *(f"可能符合“{row.title}”({row.basis}):以前有无同类违法行为未知,请核实" for row in unsure),
    ]
