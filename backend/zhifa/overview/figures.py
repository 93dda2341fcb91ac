"""What is counted of a visit, as whole numbers under names; the figures of many are the sums of theirs. Pure.

    state/closed     visits by state; withdrawn ones appear here and nowhere else
    day/05           by day of the month
    result/…         by how they ended; source/… by why they were paid
    field/交通运输   by field; a visit about two fields is counted in both
    matter/SP-CY-001 by matter
    answer/fail      answers to checklist items
    rule/P03-1       visits of which a rule says something; ``found`` those of which any says it
    warning/W7       visits under a warning model
    hours/26         first decisions by the hours they took; ``first/return`` those that returned the record
    cap/near         subjects of a year by how many visits are left to them

There are no fines in here and no targets: who wants to rank agencies by either finds nothing to rank.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from zhifa.clock import SHANGHAI
from zhifa.overview.catalogue import warnings_of

Figures = Mapping[str, int]
WITHDRAWN = "withdrawn"
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Visit:
    """``ready_at``: when the ended record had arrived; ``decided_at``: when it was first accepted or returned."""

    state: str
    sort_at: datetime
    summary: Mapping[str, Any]
    source: str
    matters: Sequence[str]
    fields: frozenset[str]
    rules: Sequence[str] = ()
    ready_at: datetime | None = None
    decided_at: datetime | None = None
    decision: str = ""


@dataclass(slots=True)
class Tally:
    """Adds visits up."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, visit: Visit) -> None:
        self.counts[f"state/{visit.state}"] += 1
        if visit.state == WITHDRAWN:
            return
        self.counts.update(_names(visit))
        for answer, number in (visit.summary.get("answers") or {}).items():
            self.counts[f"answer/{answer}"] += number

    @property
    def figures(self) -> Figures:
        return {name: number for name, number in sorted(self.counts.items()) if number}


def _names(visit: Visit) -> Iterable[str]:
    yield f"day/{visit.sort_at.astimezone(SHANGHAI):%d}"
    if visit.summary.get("result"):
        yield f"result/{visit.summary['result']}"
    yield f"source/{visit.source or 'unknown'}"
    yield from (f"field/{name}" for name in visit.fields)
    yield from (f"matter/{code}" for code in set(visit.matters))
    yield from (f"rule/{rule}" for rule in set(visit.rules))
    yield from (f"warning/{code}" for code in warnings_of(visit.rules))
    if visit.rules:
        yield "found"
    if visit.decided_at and visit.ready_at:
        yield f"hours/{hours_of(visit.decided_at - visit.ready_at)}"
        yield f"first/{visit.decision}"


def hours_of(taken: timedelta) -> int:
    """Hours, rounded up: exactly to 48, to 6 hours until ten days, then to whole days. At least 1."""
    hours = max(1, -(-taken // HOUR))
    step = 1 if hours <= 48 else 6 if hours <= 240 else 24
    return -(-hours // step) * step


def total(several: Iterable[Figures]) -> Figures:
    summed: dict[str, int] = {}
    for figures in several:
        for name, number in figures.items():
            summed[name] = summed.get(name, 0) + number
    return summed


def part(figures: Figures, family: str) -> dict[str, int]:
    """The figures of one family, by what stands after its name."""
    start = f"{family}/"
    return {name[len(start) :]: number for name, number in figures.items() if name.startswith(start)}


def visits(figures: Figures) -> int:
    """Visits that count: all but the withdrawn."""
    return sum(number for state, number in part(figures, "state").items() if state != WITHDRAWN)


def quantile(figures: Figures, share: float) -> int | None:
    """The hours within which this share of first decisions was made; None where there is none."""
    taken = sorted((int(hours), number) for hours, number in part(figures, "hours").items())
    needed = share * sum(number for _, number in taken)
    seen = 0
    for hours, number in taken:
        seen += number
        if seen >= needed:
            return hours
    return None


def of_cap(paid: int, cap: int) -> str | None:
    """Where a subject stands that was visited ``paid`` times of ``cap``: near 临近, reached 用满, over 超过."""
    if paid > cap:
        return "cap/over"
    if paid == cap:
        return "cap/reached"
    return "cap/near" if paid and paid == cap - 1 else None
