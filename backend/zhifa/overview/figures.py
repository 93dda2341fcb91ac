"""What is counted of a visit, as whole numbers in families; the figures of many are the sums of theirs. Pure.

    state    closed 3         visits by state; withdrawn ones appear here and nowhere else
    day      05 1             by day of the month
    result   no_problem 2     by how they ended; ``source``: by why they were paid
    field    交通运输 2        by field; a visit about two fields is counted in both
    matter   SP-CY-001 2      by matter
    answer   fail 4           answers to checklist items
    rule     P03-1 1          visits of which a rule says something; ``found`` (any): of which any rule does
    warning  W7 1             visits under a warning model
    hours    26 1             first decisions by the hours they took; ``first``: by what they were
    month    11 42            of a year: visits that count, by month
    cap      near 1           of a year: its subjects by how many visits are left to them

A year has what its months have, but for their days.

There are no fines in here and no targets: who wants to rank agencies by either finds nothing to rank.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec

from zhifa.clock import SHANGHAI
from zhifa.overview.catalogue import warnings_of

Figures = Mapping[str, Mapping[str, int]]
#: The families that months and years share.
OF_A_YEAR = frozenset(
    {"state", "result", "source", "field", "matter", "answer", "rule", "found", "warning", "hours", "first"}
)
WITHDRAWN = "withdrawn"
HOUR = timedelta(hours=1)


decode = msgspec.json.Decoder(dict[str, dict[str, int]]).decode
"""Figures from their text."""


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
    """Adds up visits, and figures. Plain dicts: those of Counter cost twice as much, and a year of a city adds up half
    a million numbers."""

    counts: defaultdict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def one(self, family: str, name: str, number: int = 1) -> None:
        counts = self.counts[family]
        counts[name] = counts.get(name, 0) + number

    def add(self, visit: Visit) -> None:
        self.one("state", visit.state)
        if visit.state == WITHDRAWN:
            return
        for family, name in _names(visit):
            self.one(family, name)
        for answer, number in (visit.summary.get("answers") or {}).items():
            self.one("answer", answer, number)

    def take(self, figures: Figures, families: Collection[str] | None = None) -> None:
        """Adds figures, or these families of them."""
        for family in figures if families is None else families & figures.keys():
            counts = self.counts[family]
            so_far = counts.get
            for name, number in figures[family].items():
                counts[name] = so_far(name, 0) + number

    def take_month(self, name: str, figures: Figures) -> None:
        """Adds the figures of a month to those of its year."""
        self.take(figures, OF_A_YEAR)
        self.one("month", name, visits(figures))

    @property
    def figures(self) -> Figures:
        """In one order, without what is none."""
        return {
            family: {name: number for name, number in sorted(counts.items()) if number}
            for family, counts in sorted(self.counts.items())
        }


def _names(visit: Visit) -> Iterable[tuple[str, str]]:
    yield "day", f"{visit.sort_at.astimezone(SHANGHAI):%d}"
    if visit.summary.get("result"):
        yield "result", visit.summary["result"]
    yield "source", visit.source or "unknown"
    yield from (("field", name) for name in visit.fields)
    yield from (("matter", code) for code in set(visit.matters))
    yield from (("rule", rule) for rule in set(visit.rules))
    yield from (("warning", code) for code in warnings_of(visit.rules))
    if visit.rules:
        yield "found", "any"
    if visit.decided_at and visit.ready_at:
        yield "hours", str(hours_of(visit.decided_at - visit.ready_at))
        yield "first", visit.decision


def hours_of(taken: timedelta) -> int:
    """Hours, rounded up: exactly to 48, to 6 hours until ten days, then to whole days. At least 1."""
    hours = max(1, -(-taken // HOUR))
    step = 1 if hours <= 48 else 6 if hours <= 240 else 24
    return -(-hours // step) * step


def total(several: Iterable[Figures]) -> Figures:
    tally = Tally()
    for figures in several:
        tally.take(figures)
    return tally.counts


def part(figures: Figures, family: str) -> Mapping[str, int]:
    return figures.get(family, {})


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


def standing(paid: int, cap: int) -> str:
    """Where a subject stands that was visited ``paid`` times of ``cap``: near 临近, reached 用满, over 超过, below."""
    if paid >= cap:
        return "over" if paid > cap else "reached"
    return "near" if paid and paid == cap - 1 else "below"
