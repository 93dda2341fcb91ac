"""What a subject did before, where a rule asks for it: first-minor-exempt 首违不罚 and tiers by frequency.

The feature knows no visits. Whoever has them (the server from accepted records, the phone from its pack) hands over
what was found at the same subject; nobody at hand is None, and then the officer's own answer stands.
"""

from collections.abc import Sequence
from datetime import date

from zhifa.benchmarks.days import day, months_before
from zhifa.benchmarks.facts import Facts, number
from zhifa.benchmarks.model import ACT_DATE, Benchmark, Model
from zhifa.benchmarks.trace import questions_of


class Past(Model, frozen=True):
    """A violation found earlier at the same subject: the code of its benchmark, the day of Asia/Shanghai."""

    code: str
    on: date


def recalled(benchmark: Benchmark, facts: Facts, past: Sequence[Past] | None) -> tuple[Facts, list[str]]:
    """The facts with what the history answers, and a sentence for each; the higher of history and answer counts."""
    act = day(facts.get(ACT_DATE))
    if past is None or act is None:
        return facts, []
    known, said = dict(facts), []
    for question in questions_of(benchmark):
        if question.months is None:
            continue
        since = months_before(act, question.months)
        times = sum(each.code == benchmark.code and since <= each.on.isoformat() < act for each in past)
        stated = number(known.get(question.fact))
        if stated is None or stated < times:
            known[question.fact] = str(times)
        said.append(f"系统记载:{act}前{question.months}个月内,同一当事人同一违法行为{times}次。")
    return known, said
