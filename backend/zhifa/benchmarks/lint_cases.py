"""The linter's rules about cases: tiers (L2) and branches (L7) of which exactly one has to fit, whatever the facts.

The conditions are tried out: every number at, just below and just above each limit, every choice that a question
offers. So a gap or an overlap is told with an example.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from zhifa.benchmarks.choosing import branches_at, tiers_of
from zhifa.benchmarks.exact import plain
from zhifa.benchmarks.facts import all_hold, number
from zhifa.benchmarks.fault import Fault, Severity
from zhifa.benchmarks.model import STAGE, Benchmark, Branch, Condition, Tier
from zhifa.benchmarks.trace import name_of

STEP = Decimal("0.01")
#: Where more combinations than this are possible, only the first are tried.
MOST = 3000


def tiers_by_facts(benchmark: Benchmark) -> Iterator[Fault]:
    """L2, by the conditions of tiers."""
    for branch in benchmark.branches:
        tiers = [tier for tier in tiers_of(benchmark, branch) if tier.when]
        numeric = [tier for tier in tiers if any(number(each.value) is not None for each in tier.when)]
        if len(numeric) < 2:
            continue
        for facts, count in _wrong(benchmark, tiers):
            words = "没有阶次" if count == 0 else f"同时符合{count}个阶次"
            told = f"{_facts(benchmark, facts)}时{words}。"
            yield Fault("L2", benchmark.code, branch.label, Severity.WARNING, told)
            break


def branches_by_facts(benchmark: Benchmark) -> Iterator[Fault]:
    """L7: branches of one stage that are not exclusive, or leave a case out that no `Gap` admits to."""
    for stage in dict.fromkeys(branch.stage for branch in benchmark.branches):
        among = branches_at(benchmark, stage)
        if not any(branch.when for branch in among):
            if len(among) > 1:
                words = f"“{'”“'.join(branch.label for branch in among)}”没有区分条件,不能确定适用哪一种。"
                yield Fault("L7", benchmark.code, "", Severity.ERROR, words)
            continue
        for facts, count in _wrong(benchmark, among):
            if count == 0 and _admitted(benchmark, facts):
                continue
            words = "没有法定情形可适用" if count == 0 else f"同时符合{count}种法定情形"
            yield Fault("L7", benchmark.code, "", Severity.ERROR, f"{_facts(benchmark, facts)}时{words}。")
            break


def _wrong(benchmark: Benchmark, among: Sequence[Branch] | Sequence[Tier]) -> Iterator[tuple[Mapping[str, str], int]]:
    conditions = [condition for each in among for condition in each.when]
    names = list(dict.fromkeys(each.fact for each in conditions))
    values = [_values(benchmark, name, [each for each in conditions if each.fact == name]) for name in names]
    for chosen in itertools.islice(itertools.product(*values), MOST):
        facts = dict(zip(names, chosen, strict=True))
        count = sum(all_hold(each.when, facts) is True for each in among)
        if count != 1:
            yield facts, count


def _values(benchmark: Benchmark, name: str, conditions: Sequence[Condition]) -> list[str]:
    question = next((each for each in benchmark.questions if each.fact == name), None)
    if question is not None and question.options:
        return [option.value for option in question.options]
    limits = [value for each in conditions if (value := number(each.value)) is not None]
    if not limits:
        return list(dict.fromkeys(each.value for each in conditions))
    whole = question is not None and question.unit in {"人", "次", "台(套)"}
    step = Decimal(1) if whole else STEP
    around = sorted({limit + by for limit in limits for by in (-step, Decimal(0), step)})
    return [plain(value) for value in around if value >= 0]


def _admitted(benchmark: Benchmark, facts: Mapping[str, str]) -> bool:
    return any(number(facts.get(gap.fact)) == Decimal(gap.at) for gap in benchmark.gaps)


def _facts(benchmark: Benchmark, facts: Mapping[str, str]) -> str:
    return "、".join(f"{name_of(benchmark, name)}为{value}" for name, value in facts.items() if name != STAGE)
