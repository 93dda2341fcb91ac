"""What the rules look at: one visit with everything that it rests on, as of the moment of the visit.

Assembled by ``loading`` from the signed entries and the registries; frozen, so that a rule can only read.
Moments are aware; distances are metres; days are those of Asia/Shanghai.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zhifa.clock import SHANGHAI
from zhifa.inspections.record import Record


@dataclass(frozen=True, slots=True)
class OfficerFacts:
    """A person on the visit and the certificate that the record names. ``status``: what it was worth that day, None
    where no such certificate is registered."""

    id: str
    name: str
    certificate: str
    jti: str
    status: str | None = "valid"
    kind: str = "province"
    own: bool = True  # the certificate is this officer's
    of_agency: bool = True  # the officer belongs to the visiting agency, or one above or beneath it
    covers_area: bool = True
    uncovered: tuple[str, ...] = ()  # names of matters outside 职权范围
    unusual: int = 0  # places in which the certificate's code was verified on that day, where that is unusual


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """A matter as it stood that day. ``held``: the agency had it as its own; ``delegated``: by delegation 赋权;
    ``ended``: the last day on which the agency had it, where that has passed."""

    code: str
    name: str
    published: bool = True
    held: bool = True
    delegated: bool = False
    ended: date | None = None
    checklist_current: bool = True
    cap: int | None = None
    food: bool = False
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherVisit:
    """Another visit to the same subject, paid in the year before this one, not withdrawn. ``fined``: benchmarks by
    which its accepted record proposes a fine."""

    id: str
    agency: str
    agency_name: str
    at: datetime
    exempt: bool = False
    matters: frozenset[str] = frozenset()
    superior: bool = False  # the agency stands above the visiting one
    fined: frozenset[str] = frozenset()

    @property
    def day(self) -> date:
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """An attached file. ``distance``: from the subject's premises, None where either place is unknown."""

    jti: str
    shows: str
    captured_at: datetime
    source: str
    distance: float | None = None
    accuracy: float = 0.0
    elsewhere: int = 0  # other inspections that name the same bytes


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """``skew_ms``: by how much the device's clock was ahead of the server's; ``set_back``: its wall clock fell
    behind its monotonic one since the entry before."""

    jti: str
    kind: str
    at: datetime
    received_at: datetime
    skew_ms: int = 0
    set_back: bool = False


@dataclass(frozen=True, slots=True)
class BenchmarkFacts:
    """A finding's tier reckoned anew. ``verdict``: ok | beyond_law | outside_band | outside_reasoned |
    tampered | not_in_force | unknown | higher_level."""

    jti: str
    title: str
    verdict: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold in force that day for the visiting agency, with who published it."""

    value: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    inspection: str
    record: Record
    opened_at: datetime
    now: datetime
    agency: str
    agency_name: str
    town: bool = False
    subject: str | None = None
    closed_at: datetime | None = None
    officers: tuple[OfficerFacts, ...] = ()
    matters: tuple[MatterFacts, ...] = ()
    visits: tuple[OtherVisit, ...] = ()  # before this one, the latest first
    later_visits: tuple[date, ...] = ()  # days of the same agency's later visits
    files: tuple[FileFacts, ...] = ()
    entries: tuple[EntryFacts, ...] = ()
    held: int = 0
    conflict: bool = False
    benchmarks: tuple[BenchmarkFacts, ...] = ()
    subject_kind: str | None = None
    legal: str = "none"  # where the record stands with its legal review, see `zhifa.legality.standing`
    duties: Mapping[str, date] = field(default_factory=dict)  # what was done about it outside the record, and when
    limits: Mapping[str, Limit] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        return self.closed_at is not None

    @property
    def day(self) -> date:
        return self.opened_at.astimezone(SHANGHAI).date()

    @property
    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    @property
    def closed_on(self) -> date:
        return (self.closed_at or self.opened_at).astimezone(SHANGHAI).date()

    def limit(self, code: str) -> int:
        return self.limits[code].value

    def entries_of(self, *kinds: str) -> Iterator[EntryFacts]:
        return (entry for entry in self.entries if entry.kind in kinds)

    def jtis(self, *kinds: str) -> tuple[str, ...]:
        return tuple(entry.jti for entry in self.entries_of(*kinds))


def day_of(moment: str | datetime) -> date:
    """The day in Asia/Shanghai of a signed moment."""
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return read.astimezone(SHANGHAI).date()


def instant(signed: Any) -> datetime:
    """The moment of a part of the record."""
    return datetime.fromisoformat(signed.at)
