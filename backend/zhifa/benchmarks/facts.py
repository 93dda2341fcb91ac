"""Facts and conditions. A fact that is not known makes a condition unknown, never false."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from zhifa.benchmarks.terms import Condition, Op

Facts = Mapping[str, str]

NUMBER = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?")


def number(value: str | None) -> Decimal | None:
    """The value as an exact number, or None where it is none."""
    return Decimal(value) if value is not None and NUMBER.fullmatch(value) else None


def holds(condition: Condition, facts: Facts) -> bool | None:
    """True, False, or None where the fact is missing or is no number though one is compared."""
    known = facts.get(condition.fact)
    if known is None:
        return None
    left, right = number(known), number(condition.value)
    if left is None or right is None:
        return known == condition.value if condition.op is Op.EQ else None
    return {
        Op.EQ: left == right,
        Op.LT: left < right,
        Op.LE: left <= right,
        Op.GT: left > right,
        Op.GE: left >= right,
    }[condition.op]


def all_hold(conditions: Iterable[Condition], facts: Facts) -> bool | None:
    """False as soon as one is false, even where others are unknown."""
    found = [holds(condition, facts) for condition in conditions]
    if False in found:
        return False
    return None if None in found else True


def unknown(conditions: Iterable[Condition], facts: Facts) -> list[str]:
    return unique(condition.fact for condition in conditions if holds(condition, facts) is None)


def unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def any_holds(conditions: Sequence[Condition], facts: Facts) -> bool:
    """Whether one is known to hold; no conditions at all are no hindrance."""
    return not conditions or any(holds(condition, facts) is True for condition in conditions)
