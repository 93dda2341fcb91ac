"""The rubric 评查标准 as data, and what a sheet filled in against it comes to. Pure.

Points are whole. An item loses ``each`` for every fault found, never more than it has. An item with ``veto`` that
is not met makes the whole record fail, whatever else it earned.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Points = Annotated[int, msgspec.Meta(ge=0, le=1000)]


class RubricItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``each``: points lost for one fault. ``basis``: the article or document that asks for it."""

    code: Annotated[str, msgspec.Meta(pattern="^[A-Z0-9-]{1,12}$")]
    dimension: Text
    text: Text
    points: Points = 0
    each: Points = 0
    veto: bool = False
    basis: Annotated[str, msgspec.Meta(max_length=200)] = ""


class Grade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``at_least``: percent of the points."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    at_least: Annotated[int, msgspec.Meta(ge=0, le=100)]


class Standard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``tolerance``: two reviewers further apart than so many points go to arbitration. ``grades``: best first."""

    items: Annotated[list[RubricItem], msgspec.Meta(min_length=1, max_length=200)]
    grades: Annotated[list[Grade], msgspec.Meta(min_length=1, max_length=10)]
    tolerance: Points

    @property
    def points(self) -> int:
        return sum(item.points for item in self.items)


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was found on one item. ``entries``: the entries of the record that show it.

    ``faults`` 0: the item is met, and the words say why; an arbiter says so of an item in dispute.
    """

    item: str
    faults: Annotated[int, msgspec.Meta(ge=0, le=100)]
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
    entries: Annotated[list[str], msgspec.Meta(max_length=50)] = []


class Result(msgspec.Struct, frozen=True):
    """``vetoed``: codes of the veto items that were not met; then ``points`` is 0."""

    points: int
    of: int
    grade: str
    vetoed: list[str]


class Settled(StrEnum):
    """How two sheets became one result."""

    AGREED = "agreed"  # within the tolerance: the mean, half a point rounded in favour of the record
    ARBITRATED = "arbitrated"
    OPEN = "open"  # too far apart, or of two minds about a veto: a third person decides


FAILED = "不合格"


def faults_of(standard: Standard) -> list[str]:
    """What is wrong with a rubric itself, in words; empty where it can be used."""
    codes = [item.code for item in standard.items]
    told = [f"项目编号 {code} 重复。" for code in sorted({code for code in codes if codes.count(code) > 1})]
    for item in standard.items:
        if item.veto == bool(item.points):
            told.append(f"项目 {item.code}:否决项不设分值,计分项须设分值。")
        if item.points and not 0 < item.each <= item.points:
            told.append(f"项目 {item.code}:每处扣分须大于 0,且不超过该项分值。")
    bounds = [grade.at_least for grade in standard.grades]
    if bounds != sorted(set(bounds), reverse=True):
        told.append("等次须由高到低排列,分数线不得重复。")
    return told


def result_of(standard: Standard, marks: Sequence[Mark]) -> Result:
    """What the marks come to. Items without a mark are met.

    Raises:
        KeyError: a mark names an item that the rubric does not have.
    """
    items = {item.code: item for item in standard.items}
    vetoed = [mark.item for mark in marks if items[mark.item].veto and mark.faults]
    lost = sum(_lost(items[mark.item], mark) for mark in marks)
    points = 0 if vetoed else standard.points - lost
    return Result(points, standard.points, _grade(standard, points, bool(vetoed)), vetoed)


def settle(standard: Standard, first: Result, second: Result, third: Result | None) -> tuple[Settled, Result | None]:
    """The one result of two sheets, or of the arbiter's; none while an arbiter is needed."""
    if third is not None:
        return Settled.ARBITRATED, third
    apart = abs(first.points - second.points) > standard.tolerance or bool(first.vetoed) != bool(second.vetoed)
    if apart:
        return Settled.OPEN, None
    points = (first.points + second.points + 1) // 2
    vetoed = sorted({*first.vetoed, *second.vetoed})
    return Settled.AGREED, Result(points, standard.points, _grade(standard, points, bool(vetoed)), vetoed)


def disputed(standard: Standard, first: Sequence[Mark], second: Sequence[Mark]) -> list[str]:
    """Codes of the items that cost a different number of points, or on whose veto the two are of two minds."""
    one, two = ({mark.item: mark for mark in marks} for marks in (first, second))
    return [
        item.code for item in standard.items if _weight(item, one.get(item.code)) != _weight(item, two.get(item.code))
    ]


def arbitrated(standard: Standard, first: Sequence[Mark], second: Sequence[Mark], third: Sequence[Mark]) -> list[Mark]:
    """The marks that stand after arbitration: the arbiter's where the two differ, theirs where they agree."""
    open_items = set(disputed(standard, first, second))
    agreed = [mark for mark in first if mark.item not in open_items]
    return [*agreed, *(mark for mark in third if mark.item in open_items)]


def unknown_items(standard: Standard, marks: Sequence[Mark]) -> list[str]:
    """Codes that the rubric does not have, or that were marked twice."""
    known: Mapping[str, RubricItem] = {item.code: item for item in standard.items}
    named = [mark.item for mark in marks]
    return sorted({code for code in named if code not in known or named.count(code) > 1})


def _lost(item: RubricItem, mark: Mark) -> int:
    return min(item.points, mark.faults * item.each)


def _weight(item: RubricItem, mark: Mark | None) -> int:
    """What a mark costs: points, or 1 where a veto item is not met."""
    if mark is None:
        return 0
    return min(mark.faults, 1) if item.veto else _lost(item, mark)


def _grade(standard: Standard, points: int, vetoed: bool) -> str:
    if vetoed:
        return FAILED
    percent = 100 * points / standard.points if standard.points else 100.0
    return next((grade.name for grade in standard.grades if percent >= grade.at_least), FAILED)
