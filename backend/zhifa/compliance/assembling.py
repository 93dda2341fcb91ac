"""Puts the facts of one visit together from its record and what was read of the registries. Pure."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from zhifa.agencies.divisions import prefix_of
from zhifa.benchmarks.model import Benchmark
from zhifa.clock import SHANGHAI
from zhifa.compliance.facts import EntryFacts, Facts, FileFacts, MatterFacts, OfficerFacts, OtherVisit, day_of
from zhifa.compliance.reckoning import reckoned
from zhifa.compliance.rules.frequency import EXEMPT
from zhifa.compliance.thresholds import caps, limits
from zhifa.credentials.validity import status_at
from zhifa.inspections.clocks import set_back
from zhifa.inspections.entry import Entry
from zhifa.inspections.finding_checks import Version
from zhifa.inspections.record import AttachedFile, MatterRef, OfficerOnVisit, Record
from zhifa.legality.criteria import decisive_sha256
from zhifa.legality.standing import standing

EARTH_M = 6_371_000
Pairs = Sequence[tuple[Any, Entry]]


@dataclass(frozen=True, slots=True)
class Registry:
    """What the registries say of everything that some visits name."""

    certificates: Mapping[str, Any]
    intervals: Mapping[str, list[Any]]
    powers: Mapping[str, set[str]]
    officers: Mapping[str, UUID]
    lineage: frozenset[tuple[UUID, UUID]]
    areas: Mapping[str, list[str]]
    matters: Mapping[str, Any]
    holdings: Mapping[tuple[UUID, str], list[Any]]
    checklists: Mapping[str, list[Any]]
    items: Mapping[str, list[Any]]
    visits: Mapping[UUID, list[Any]]
    fined: Mapping[UUID, set[str]]
    sharing: Mapping[str, set[UUID]]
    held: Mapping[UUID, int]
    legal: Mapping[UUID, tuple[str | None, str]]
    duties: Mapping[UUID, Mapping[str, date]]
    thresholds: Sequence[Any]
    benchmarks: Mapping[Version, Benchmark]
    noted: Mapping[UUID, tuple[str, list[str]]]
    verified: Mapping[tuple[str, date], list[Any]]

    def related(self, one: UUID, other: UUID) -> bool:
        return one == other or (one, other) in self.lineage or (other, one) in self.lineage


def assemble(row: Any, record: Record, pairs: Pairs, registry: Registry, now: datetime) -> Facts:
    day = day_of(row.opened_at)
    published = limits(registry.thresholds, row.agency_id, row.division_code, day)
    return Facts(
        inspection=str(row.id),
        record=record,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        now=now,
        agency=str(row.agency_id),
        agency_name=row.agency_name,
        town=row.level == "town",
        subject=str(row.subject_id) if row.subject_id else None,
        officers=tuple(
            _officers(row, record, pairs, registry, {code: limit.value for code, limit in published.items()})
        ),
        matters=tuple(_matters(row, record, registry, day)),
        visits=tuple(_earlier(row, registry)),
        later_visits=tuple(_later(row, registry)),
        files=tuple(_file(row, file, registry) for file in record.attachments),
        entries=tuple(_entries(pairs)),
        held=registry.held.get(row.id, 0),
        conflict=row.conflict,
        benchmarks=tuple(reckoned(record.findings, registry.benchmarks, day, row.level)),
        subject_kind=row.subject_kind,
        legal=standing(*registry.legal.get(row.id, (None, "")), decisive_sha256(record)),
        duties=registry.duties.get(row.id, {}),
        limits=published,
    )


def _officers(
    row: Any, record: Record, pairs: Pairs, registry: Registry, most: Mapping[str, int]
) -> Iterator[OfficerFacts]:
    """Each person once: whoever joined twice is judged by the first."""
    said = {e.claims.body["officer"]["officer"]: str(e.jti) for _, e in reversed(pairs) if e.claims.kind in _JOINING}
    for person in record.people():
        yield _officer(row, person, said.get(person.officer, ""), record, registry, most)


_JOINING = frozenset({"opened", "joined"})


def _officer(
    row: Any, person: OfficerOnVisit, jti: str, record: Record, registry: Registry, most: Mapping[str, int]
) -> OfficerFacts:
    certificate, agency = registry.certificates.get(person.certificate), registry.officers.get(person.officer)
    of_agency = agency is None or registry.related(agency, row.agency_id)
    if certificate is None:
        return OfficerFacts(person.officer, person.name, person.certificate, jti, status=None, of_agency=of_agency)
    limited = registry.powers.get(person.certificate)
    verified = registry.verified.get((person.certificate, day_of(row.opened_at)), [])
    return OfficerFacts(
        id=person.officer,
        name=person.name,
        certificate=person.certificate,
        jti=jti,
        status=status_at(certificate, registry.intervals.get(person.certificate, []), row.opened_at).value,
        kind=certificate.kind,
        own=str(certificate.officer_id) == person.officer,
        of_agency=of_agency,
        covers_area=_covers(registry.areas.get(certificate.area, []), row.subject_division),
        uncovered=tuple(m.name for m in record.matters if limited and m.id not in limited),
        unusual=max(
            (seen.places for seen in verified if seen.places >= most[f"{_CODES[seen.kind]}_places"]), default=0
        ),
    )


#: Kinds of verification, as the thresholds name their codes; what was unreadable is judged as a dynamic code.
_CODES = {"dynamic": "code", "card": "card", "unreadable": "code"}


def _covers(codes: Sequence[str], place: str | None) -> bool:
    """Whether the place lies in one of the divisions; unknown names and places speak against nobody."""
    return not codes or place is None or any(place.startswith(prefix_of(code)) for code in codes)


def _matters(row: Any, record: Record, registry: Registry, day: date) -> Iterator[MatterFacts]:
    published = caps(registry.thresholds, row.agency_id, row.division_code, day)
    answered = _answered(record, registry)
    for named in record.matters:
        known = registry.matters.get(named.id)
        if known is None:
            yield MatterFacts(named.code, named.name, published=False, held=False)
            continue
        stretches = registry.holdings.get((row.agency_id, named.id), [])
        holding = [each for each in stretches if _in_force(each, day)]
        items = registry.items.get(named.checklist, [])
        yield MatterFacts(
            code=known.code,
            name=known.name,
            published=_in_force(known, day),
            held=bool(holding),
            delegated=any(each.delegated for each in holding),
            ended=max((each.valid_to for each in stretches if each.valid_to and each.valid_to < day), default=None),
            checklist_current=_current(named, registry.checklists.get(named.id, []), day),
            cap=published.get(named.id, published.get(None, known.annual_cap)),
            food="食品" in known.basis or "食品" in known.name,
            unanswered=tuple(item.code for item in items if not answered & {item.code, item.merge_key}),
        )


def _answered(record: Record, registry: Registry) -> set[str]:
    """The items that have an answer, and the keys under which items of other matters are asked with them."""
    items = [item for matter in record.matters for item in registry.items.get(matter.checklist, [])]
    keys = {item.merge_key for item in items if item.code in record.answers and item.merge_key}
    return keys | set(record.answers)


def _in_force(stretch: Any, day: date) -> bool:
    return stretch.valid_from <= day and (stretch.valid_to is None or day <= stretch.valid_to)


def _current(named: MatterRef, versions: Sequence[Any], day: date) -> bool:
    """Whether the checklist is the newest published by that day; where none was, nothing can be said."""
    known = [str(each.id) for each in versions if each.published_on <= day]
    return not known or named.checklist == known[-1]


def _earlier(row: Any, registry: Registry) -> Iterator[OtherVisit]:
    for other in registry.visits.get(row.subject_id, []):
        if (other.opened_at, other.id) < (row.opened_at, row.id):
            source, matters = registry.noted.get(other.id, (other.source, other.matters))
            yield OtherVisit(
                id=str(other.id),
                agency=str(other.agency_id),
                agency_name=other.agency_name,
                at=other.opened_at,
                exempt=source in EXEMPT,
                matters=frozenset(matters or ()),
                fined=frozenset(registry.fined.get(other.id, ())),
                superior=other.agency_id != row.agency_id and (other.agency_id, row.agency_id) in registry.lineage,
            )


def _later(row: Any, registry: Registry) -> Iterator[date]:
    """Days of the agency's own visits after this one."""
    for other in registry.visits.get(row.subject_id, []):
        if other.agency_id == row.agency_id and (other.opened_at, other.id) > (row.opened_at, row.id):
            yield day_of(other.opened_at)


def _file(row: Any, file: AttachedFile, registry: Registry) -> FileFacts:
    placed = file.pos is not None and row.lat is not None and row.lon is not None
    return FileFacts(
        jti=file.jti,
        shows=file.shows,
        captured_at=datetime.fromisoformat(file.captured_at),
        source=file.source,
        distance=metres(file.pos.lat, file.pos.lon, row.lat, row.lon) if placed and file.pos else None,
        accuracy=file.pos.acc if file.pos else 0.0,
        elsewhere=len(registry.sharing.get(file.sha256, set()) - {row.id}),
    )


def _entries(pairs: Pairs) -> Iterable[EntryFacts]:
    backwards = set_back([(str(entry.device), entry.claims) for _, entry in pairs], timedelta(minutes=1))
    return (
        EntryFacts(
            jti=str(entry.jti),
            kind=entry.claims.kind,
            at=entry.at.astimezone(SHANGHAI),
            received_at=row.received_at,
            skew_ms=row.skew_ms,
            set_back=str(entry.jti) in backwards,
        )
        for row, entry in pairs
    )


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two WGS-84 positions (haversine)."""
    north, east = math.radians(other_lat - lat), math.radians(other_lon - lon)
    half = math.sin(north / 2) ** 2 + math.cos(math.radians(lat)) * math.cos(math.radians(other_lat)) * (
        math.sin(east / 2) ** 2
    )
    return 2 * EARTH_M * math.asin(math.sqrt(half))
