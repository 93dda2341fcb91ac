"""Gathers the facts of many visits at once: the signed entries, and the registries as of each visit's moment."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.benchmarks.snapshot_queries import snapshots
from zhifa.compliance import queries
from zhifa.compliance.assembling import Registry, assemble
from zhifa.compliance.facts import Facts, day_of
from zhifa.inspections.entry import Entry, reread
from zhifa.inspections.finding_checks import Version, named_version
from zhifa.inspections.fold import fold
from zhifa.inspections.order import ChainedClaims
from zhifa.inspections.record import Record
from zhifa.legality.queries import last_opinions


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection's row with its record and the entries it was folded from, each beside its row."""

    row: Any
    record: Record
    entries: Sequence[tuple[Any, Entry]]


def load(session: Session, ids: Collection[UUID], now: datetime) -> list[tuple[Any, Facts]]:
    """(inspection's row, facts) of each of these inspections that was opened."""
    visits = list(_visits(session, ids))
    if not visits:
        return []
    registry = _registry(session, visits)
    return [(visit.row, assemble(visit.row, visit.record, visit.entries, registry, now)) for visit in visits]


def _visits(session: Session, ids: Collection[UUID]) -> Iterable[Visit]:
    entries = queries.entries(session, ids)
    for row in queries.inspections(session, ids):
        pairs = [(each, reread(each.jws)) for each in entries.get(row.id, [])]
        record = fold(ChainedClaims(device=str(entry.device), claims=entry.claims) for _, entry in pairs)
        yield Visit(row, record, pairs)


def _registry(session: Session, visits: Sequence[Visit]) -> Registry:
    records = [visit.record for visit in visits]
    ids = [visit.row.id for visit in visits]
    numbers = {person.certificate for record in records for person in record.officers}
    matters = uuids(matter.id for record in records for matter in record.matters)
    agencies = {visit.row.agency_id for visit in visits}
    certificates = queries.certificates(session, numbers)
    subjects = {visit.row.subject_id for visit in visits if visit.row.subject_id}
    first = min(visit.row.opened_at for visit in visits)
    fines = any(finding.fine and finding.benchmark for record in records for finding in record.findings)
    others = queries.visits(session, subjects, first)
    hashes = {file.sha256 for record in records for file in record.attachments}
    return Registry(
        certificates=certificates,
        intervals=queries.intervals(session, numbers),
        powers=queries.powers(session, numbers),
        officers=queries.officers(session, uuids(person.officer for record in records for person in record.officers)),
        lineage=queries.lineage(session, agencies),
        areas=queries.divisions_named(session, {row.area for row in certificates.values()}),
        matters=queries.matters(session, matters),
        holdings=queries.holdings(session, agencies, matters),
        checklists=queries.checklists(session, matters),
        items=queries.items(session, uuids(matter.checklist for record in records for matter in record.matters)),
        visits=others,
        fined=queries.fined(session, [one.id for some in others.values() for one in some]) if fines else {},
        sharing=queries.sharing(session, hashes),
        held=queries.held(session, ids),
        legal=last_opinions(session, ids),
        duties=queries.duties(session, ids),
        thresholds=queries.thresholds(session),
        benchmarks=snapshots(session, _named_versions(records)),
        noted={visit.row.id: noted(visit.record) for visit in visits},
        verified=queries.verified_places(session, numbers, {day_of(visit.row.opened_at) for visit in visits}),
    )


def _named_versions(records: Iterable[Record]) -> set[Version]:
    named = (named_version(finding) for record in records for finding in record.findings)
    return {version for version in named if version is not None}


def noted(record: Record) -> tuple[str, list[str]]:
    """What the checks of other visits to the same subject need of this one: why it was paid, and the matters."""
    return record.source or "", sorted({matter.code for matter in record.matters})


def uuids(texts: Iterable[str]) -> set[UUID]:
    """Those that are ids: what an officer's phone names may be any text."""
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found
