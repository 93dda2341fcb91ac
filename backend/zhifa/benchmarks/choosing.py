"""Which branch and which tier the facts lead to. Where more or fewer than one fit, that is the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from zhifa.benchmarks.facts import Facts, all_hold, any_holds, unique, unknown
from zhifa.benchmarks.model import STAGE, Benchmark, Branch, Ground, ListKind, Stage, Tier

T = TypeVar("T", Branch, Tier)


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The one that fits; or ``missing`` facts; or neither, and ``fitting`` says how many did."""

    one: T | None
    missing: list[str]
    fitting: int


def stage_of(benchmark: Benchmark, facts: Facts) -> Stage | None:
    """The stage of this case; a benchmark that knows only the act itself need not ask for it."""
    if all(branch.stage is Stage.BASE for branch in benchmark.branches):
        return Stage.BASE
    given = facts.get(STAGE)
    return Stage(given) if given in set(Stage) else None


def branches_at(benchmark: Benchmark, stage: Stage) -> list[Branch]:
    """The branches to choose from: the stage's own, or the base ones where the stage only adds to them."""
    here = [branch for branch in benchmark.branches if branch.stage is stage]
    own = [branch for branch in here if not branch.with_base]
    if own or not here:
        return own
    return [branch for branch in benchmark.branches if branch.stage is Stage.BASE]


def added_at(benchmark: Benchmark, stage: Stage, facts: Facts) -> list[Branch]:
    """What the stage adds to the base."""
    here = [branch for branch in benchmark.branches if branch.stage is stage and branch.with_base]
    return [branch for branch in here if all_hold(branch.when, facts) is True]


def choose(among: Sequence[T], facts: Facts) -> Choice[T]:
    """The only one whose conditions hold; while one is unknown, what has to be asked."""
    verdicts = [(each, all_hold(each.when, facts)) for each in among]
    missing = unique(fact for each, verdict in verdicts if verdict is None for fact in unknown(each.when, facts))
    fitting = [each for each, verdict in verdicts if verdict is True]
    if missing:
        return Choice(None, missing, len(fitting))
    return Choice(fitting[0] if len(fitting) == 1 else None, [], len(fitting))


def grounds(benchmark: Benchmark, facts: Facts, kind: ListKind) -> list[Ground]:
    """The rows of one of the four lists that are known to apply."""
    return [ground for ground in benchmark.grounds if ground.kind is kind and _applies(ground, facts)]


def _applies(ground: Ground, facts: Facts) -> bool:
    """Known to apply: an exclusion that nobody has looked into is no reason to be lenient."""
    excluded = [all_hold([each], facts) for each in ground.excluded_by]
    return (
        all_hold(ground.all_of, facts) is True
        and any_holds(ground.any_of, facts)
        and all(each is False for each in excluded)
    )
