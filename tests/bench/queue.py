"""The queue's first and its thousandth page among a million visits, on both engines.

    python -m tests.bench.queue [--visits 1000000]

Limit: the thousandth page costs less than 1.3 of the first, by the clock, of pages asked for in turn.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.support.city import City
from zhifa.app import Parts
from zhifa.identity.actor import Actor
from zhifa.inspections import reading
from zhifa.inspections.listing import Filters

LIMIT = 1.3
PAGES, PER_PAGE, TIMES = 1000, 20, 40


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of the first and of the last page looked at, and which page that was."""

    first: float
    last: float
    page: int


def measure(parts: Parts, city: City, who: str, *, by_risk: bool) -> Cost:
    """Walks the queue of whoever it is, then asks for its first and its thousandth page in turn."""
    actor, filters = actor_of(city, who), Filters(state="closed", by_risk=by_risk)

    def ask(cursor: str | None) -> str | None:
        with parts.db.read() as session:
            found = reading.page(session, actor, filters, cursor=cursor, limit=PER_PAGE, settings=parts.settings)
        return found.next

    cursor, page = None, 1
    while page < PAGES and (following := ask(cursor)):
        cursor, page = following, page + 1
    first, last = alternately(lambda: ask(None), lambda: ask(cursor))
    return Cost(first, last, page)


def alternately(one: Callable[[], Any], other: Callable[[], Any]) -> tuple[float, float]:
    """Median milliseconds of each, asked in turn, so that whoever else is busy minds both."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(TIMES):
        for kept, work in zip(spent, (one, other), strict=True):
            begun = time.perf_counter()
            work()
            kept.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent[0]), statistics.median(spent[1])


def actor_of(city: City, who: str) -> Actor:
    person = city[who]
    division = {"overseer": "140800", "overseer_yanhu": "140802"}.get(who)
    return Actor(person.account, person.account, person.role, who, person.agency, division, person.officer)


def main(parts: Parts, city: City, say: Callable[[str, str, str], None], engine: str) -> None:
    for who, words in (
        ("overseer", "the city's"),
        ("overseer_yanhu", "a county's"),
        ("supervisor", "an agency's"),
    ):
        for by_risk, order in ((True, "gravest"), (False, "newest")):
            cost = measure(parts, city, who, by_risk=by_risk)
            ratio = cost.last / cost.first
            met = "met" if ratio < LIMIT else "NOT MET"
            against = f"page 1 {cost.first:.1f} ms, ratio {ratio:.2f}, limit {LIMIT}: {met}"
            say(f"{engine}: {words} queue, {order}, page {cost.page}", f"{cost.last:.1f} ms", against)
