"""A million visits on both engines: their figures counted anew, the overview, and the queue's pages.

    python -m tests.bench.overview [--visits 1000000] [--engine SQLite]

Limits: the overview of a city and a year in 300 ms; the queue's thousandth page in 1.3 of its first. The rival of
the overview is the same year added up by the database from the visits themselves.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from tests.bench import million, queue
from tests.bench.registry import engines
from tests.conftest import TestClock
from tests.support.city import City, make_city
from zhifa.app import Parts, make_parts
from zhifa.inspections.models import Inspection
from zhifa.migrations import upgrade
from zhifa.overview import reading
from zhifa.overview.counting import Counting
from zhifa.overview.periods import parse
from zhifa.overview.queries import Filters
from zhifa.settings import Settings

VISITS = 1_000_000
LIMIT_MS = 300
TIMES = 15
Say = Callable[[str, str, str], None]


def measure(engine: str, settings: Settings, visits: int, say: Say) -> None:
    parts = make_parts(settings, clock=TestClock())
    upgrade(parts.db)
    city = make_city(parts)
    begun = time.perf_counter()
    visits = million.fill(parts, city, visits)
    say(f"{engine}: {visits:,} visits written", f"{time.perf_counter() - begun:.0f} s", "for the figures below")
    _counted(engine, parts, visits, say)
    for who, code, words in (
        ("overseer", "2026", "the city, a year"),
        ("overseer", "2026-11", "the city, a month"),
        ("supervisor", "2026", "an agency, a year"),
    ):
        _overview(engine, parts, city, (who, code, words), say)
    queue.main(parts, city, say, engine)
    parts.db.close()


def _counted(engine: str, parts: Parts, visits: int, say: Say) -> None:
    begun = time.perf_counter()
    done = Counting(parts.db, parts.clock).rebuild()
    spent = time.perf_counter() - begun
    say(f"{engine}: every figure counted anew", f"{spent:.0f} s", f"{visits / spent:.0f} visits/s, {done:,} counts")


def _overview(engine: str, parts: Parts, city: City, what: tuple[str, str, str], say: Say) -> None:
    who, code, words = what
    actor, filters = queue.actor_of(city, who), Filters(period=parse(code))

    def ask() -> Any:
        with parts.db.read() as session:
            return reading.overview(session, actor, filters)

    spent, core, told = _timed(ask)
    rival, _, _ = _timed(lambda: _added_up(parts, filters), times=3)
    met = "met" if spent < LIMIT_MS else "NOT MET"
    against = f"limit {LIMIT_MS} ms: {met} ({core:.0f} ms of a core); one sum over the visits {rival:.0f} ms"
    say(f"{engine}: overview of {words} ({told.now.visits:,} visits)", f"{spent:.0f} ms", against)


def _added_up(parts: Parts, filters: Filters) -> Any:
    """Only the number of visits by agency and state, of the many figures that the overview shows."""
    place = (col(Inspection.agency_id), col(Inspection.state))
    span = (
        col(Inspection.sort_at) >= filters.period.before.starts_at,
        col(Inspection.sort_at) < filters.period.ends_at,
    )
    with parts.db.read() as session:
        return session.execute(sa.select(*place, sa.func.count()).where(*span).group_by(*place)).all()


def _timed(work: Callable[[], Any], times: int = TIMES) -> tuple[float, float, Any]:
    """Median milliseconds on the clock and of this process on a core, and what the last call said."""
    spent, worked, done = [], [], None
    for _ in range(times):
        begun, before = time.perf_counter(), time.process_time()
        done = work()
        spent.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - before) * 1000)
    return statistics.median(spent), statistics.median(worked), done


def main(visits: int = VISITS, only: str | None = None, say: Say | None = None) -> None:
    tell = say or (lambda name, value, against: print(f"{name:<62} {value:>10}   {against}", flush=True))
    with engines() as both:
        for engine, settings in both:
            if only in (None, engine):
                measure(engine, settings, visits, tell)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--engine", choices=["SQLite", "PostgreSQL"])
    arguments = parser.parse_args()
    main(arguments.visits, arguments.engine)
