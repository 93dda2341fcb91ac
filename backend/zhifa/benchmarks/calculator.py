"""From a benchmark and facts to the lawful range and the sentences that say why. Pure.

The twin ``pwa/shared/benchmarks/calculator.ts`` runs on the phone; both run ``tests/vectors/benchmarks``. The day of
the act, where it is among the facts, chooses the text of the law (`old_law`); what the subject did before, where it
is handed over, answers the questions about it (`history`); `reckoning` does the rest.
"""

from collections.abc import Sequence

from zhifa.benchmarks import old_law
from zhifa.benchmarks.answer import Assessment, Verdict
from zhifa.benchmarks.days import day
from zhifa.benchmarks.facts import Facts
from zhifa.benchmarks.history import Past, recalled
from zhifa.benchmarks.model import ACT_DATE, LAW, Benchmark
from zhifa.benchmarks.reckoning import reckon, undecided


def assess(benchmark: Benchmark, facts: Facts, past: Sequence[Past] | None = None) -> Assessment:
    """The lawful answer to these facts: numbers as decimal strings, chosen values, days as YYYY-MM-DD.

    ``past``: what was found at the same subject before; None where nobody at hand knows.
    """
    known, said = recalled(benchmark, facts, past)
    act = old_law.is_earlier(benchmark, known)
    if act is not None:
        return _by_two_texts(benchmark, known, act, said)
    outside = _outside(benchmark, known)
    return reckon(old_law.bare(benchmark) if outside else benchmark, known, [*said, *outside])


def _by_two_texts(benchmark: Benchmark, facts: Facts, act: str, said: list[str]) -> Assessment:
    old = old_law.text_at(benchmark, act)
    if old is None:
        why = f"违法行为发生在{act},早于现行规定施行之日,系统没有当时规定的数据:请人工核对(行政处罚法第37条)。"
        return undecided(benchmark, facts, [*said, why])
    then, now = reckon(old_law.bare(old), facts, said), reckon(old_law.bare(benchmark), facts, said)
    for each in (then, now):
        if each.outcome is Verdict.ASK:
            return each
    chosen = facts.get(LAW) if facts.get(LAW) in {"earlier", "present"} else None
    made = old_law.choice(act, then, now, chosen)
    told = [*said, *old_law.words(benchmark, old, made)]
    if made.chosen is None:
        return undecided(benchmark, facts, told, made)
    return reckon(old if made.chosen == "earlier" else benchmark, facts, told, made)


def _outside(benchmark: Benchmark, facts: Facts) -> list[str]:
    """Why the tiers are not used: the benchmark was not, or is no longer, in force on the day of the act."""
    act = day(facts.get(ACT_DATE))
    if act is None:
        return []
    if act < benchmark.valid_from.isoformat():
        return [f"该裁量基准自{benchmark.valid_from}起施行,违法行为发生在{act},阶次不予采用:在法定幅度内裁量。"]
    if benchmark.valid_to is not None and act > benchmark.valid_to.isoformat():
        return [f"该裁量基准至{benchmark.valid_to}失效,违法行为发生在{act},阶次不予采用:在法定幅度内裁量。"]
    return []
