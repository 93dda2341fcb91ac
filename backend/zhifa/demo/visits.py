"""Which visits were paid in the demo city, in the weeks before its present: by whom, to whom, how they ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from zhifa.agencies.divisions import prefix_of
from zhifa.clock import SHANGHAI
from zhifa.demo import matters
from zhifa.demo.agencies import agency_matters, listed
from zhifa.demo.people import Person, people
from zhifa.demo.seed import demo_id, randomness
from zhifa.demo.subjects import subjects

Row = dict[str, Any]
FIRST_DAY = datetime(2026, 9, 7, tzinfo=SHANGHAI)
DAYS = 74

#: How many visits an agency paid.
BUSY = {
    "yanhu-scjg": 12,
    "ruicheng-scjg": 6,
    "guwei": 4,
    "fenglingdu": 2,
    "yanhu-cgj": 3,
    "yanhu-xfjy": 3,
    "yanhu-wsjk": 2,
    "hejin-sthj": 2,
    "ruicheng-yjgl": 2,
    "yuncheng-jtys": 2,
    "yongji-scjg": 2,
}

#: Visits of food businesses that ended with a proposed fine and were accepted, so that cases can be compared.
DECIDED = {"yanhu-scjg": 7, "ruicheng-scjg": 5, "yongji-scjg": 3}
DECIDED_MATTER, DECIDED_BENCHMARK = "SP-CY-001", "FD-02"
CIRCUMSTANCES = ("一般", "从轻")

#: How visits end, in turn. "returned" and "accepted" are what the supervisor said of a clean or a faulty record.
ENDINGS = ("clean", "faulty", "accepted", "faulty", "accepted", "refused", "clean", "returned", "accepted", "withdrawn")

#: What went wrong at some visits, for the rules to find.
FLAWS = {
    "yanhu-scjg/3": "shown_late",  # the certificate after the items
    "yanhu-scjg/5": "unwitnessed",  # a refusal without a witness
    "ruicheng-scjg/2": "far",  # photographs taken kilometres away
    "guwei/2": "unsigned",  # the second officer has not signed
}


@dataclass(frozen=True, slots=True)
class Visit:
    """``faults``: positions, in the joined checklist, of items that were not met. ``benchmark``: code of what was
    looked up, with the ``circumstance`` that the officers saw."""

    id: UUID
    agency: Row
    lead: Person
    second: Person
    subject: Row
    matter: Row
    items: list[Row]
    opened_at: datetime
    ending: str
    faults: frozenset[int]
    benchmark: str | None = None
    circumstance: str = ""
    flaw: str | None = None


@cache
def visits() -> tuple[Visit, ...]:
    """In the order in which they were paid."""
    return tuple(sorted(_visits(), key=lambda visit: visit.opened_at))


def _visits() -> Iterator[Visit]:
    by_code = {agency["code"]: agency for agency in listed()}
    everyone, catalogue = subjects(), matters.matters()
    held = agency_matters(catalogue)
    turn = 0
    for code, count in BUSY.items():
        random, agency = randomness(f"visits/{code}"), by_code[code]
        own = {row["matter_id"] for row in held if row["agency_id"] == demo_id("agency", code) and not row["valid_to"]}
        mine = [matter for matter in catalogue if matter["id"] in own]
        near = [row for row in everyone if row["division_code"].startswith(prefix_of(agency["division"]))]
        for number in range(count):
            yield _visit(random, agency, f"{code}/{number}", mine, near, ENDINGS[turn % len(ENDINGS)])
            turn += 1
        for number in range(DECIDED.get(code, 0)):
            yield _decided(agency, f"{code}/decided/{number}", catalogue, near, CIRCUMSTANCES[number % 2])


def _decided(agency: Row, name: str, catalogue: Sequence[Row], near: list[Row], circumstance: str) -> Visit:
    mine = [matter for matter in catalogue if matter["code"] == DECIDED_MATTER]
    visit = _visit(randomness(f"visits/{name}"), agency, name, mine, near, "decided")
    return replace(visit, benchmark=DECIDED_BENCHMARK, circumstance=circumstance)


def _visit(random: Random, agency: Row, name: str, mine: list[Row], near: list[Row], ending: str) -> Visit:
    matter = random.choice([each for each in mine if any(row["trade"] in each["trades"] for row in near)])
    items = [row for row in matters.items() if row["checklist_id"] == demo_id("checklist", matter["code"])]
    lead, second = random.sample([p for p in people() if p.agency["code"] == agency["code"] and _works(p)], 2)
    faulty = ending in {"faulty", "refused", "returned", "decided"}
    return Visit(
        id=demo_id("inspection", name),
        agency=agency,
        lead=lead,
        second=second,
        subject=random.choice([row for row in near if row["trade"] in matter["trades"]]),
        matter=matter,
        items=items,
        opened_at=_moment(random),
        ending=ending,
        faults=frozenset(random.sample(range(len(items)), random.randrange(1, 3)) if faulty else ()),
        flaw=FLAWS.get(name),
    )


def _works(person: Person) -> bool:
    return person.fate in {"valid", "restored"} and not person.assisting


def _moment(random: Random) -> datetime:
    """A working day, in working hours. Autumn's holidays (1 to 7 October) are kept."""
    while True:
        day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
        if day.weekday() < 5 and not (day.month == 10 and day.day <= 7):
            return day + timedelta(hours=random.choice((9, 10, 11, 15, 16)), minutes=random.randrange(60))
