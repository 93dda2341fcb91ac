"""Which branch and which tier the facts lead to. Where more or fewer than one fit, that is the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from zhifa.benchmarks.days import day
from zhifa.benchmarks.facts import Facts, all_hold, any_holds, holds, unique, unknown
from zhifa.benchmarks.formulas import tiers_by
from zhifa.benchmarks.model import ACT_DATE, STAGE, Benchmark, Branch, Ground, ListKind, Stage, Tier

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


def tiers_of(benchmark: Benchmark, branch: Branch) -> list[Tier]:
    """The branch's tiers as written, or as its formula cuts them."""
    formula = next((each for each in benchmark.formulas if each.id == branch.formula), None)
    return branch.tiers if formula is None or branch.fine is None else tiers_by(formula, branch.fine)


def grounds(benchmark: Benchmark, facts: Facts, kind: ListKind) -> list[Ground]:
    """The rows of one of the four lists that are known to apply."""
    return [
        each for each in benchmark.grounds if each.kind is kind and _holds_on(each, facts) and _applies(each, facts)
    ]


def waiting_for_history(benchmark: Benchmark, facts: Facts) -> list[Ground]:
    """Rows of 不予处罚 to which nothing is missing but what the subject did before."""
    return [
        each
        for each in benchmark.grounds
        if each.kind is ListKind.NO_PENALTY and _holds_on(each, facts) and _lacks_history_only(each, facts)
    ]


def _holds_on(ground: Ground, facts: Facts) -> bool:
    """Whether the row is in force on the day of the act; a day that is not known is one of these days."""
    act = day(facts.get(ACT_DATE))
    begun = act is None or ground.valid_from is None or act >= ground.valid_from.isoformat()
    return begun and (act is None or ground.valid_to is None or act <= ground.valid_to.isoformat())


def _lacks_history_only(ground: Ground, facts: Facts) -> bool:
    history = {question.fact for question in ground.questions if question.months is not None}
    open_facts = set(unknown(ground.all_of, facts))
    rest = [each for each in ground.all_of if each.fact not in open_facts]
    return (
        bool(open_facts)
        and open_facts <= history
        and all(holds(each, facts) is True for each in rest)
        and any_holds(ground.any_of, facts)
        and all(holds(each, facts) is False for each in ground.excluded_by)
    )


def _applies(ground: Ground, facts: Facts) -> bool:
    """Known to apply: an exclusion that nobody has looked into is no reason to be lenient."""
    return (
        all_hold(ground.all_of, facts) is True
        and any_holds(ground.any_of, facts)
        and all(holds(each, facts) is False for each in ground.excluded_by)
    )
