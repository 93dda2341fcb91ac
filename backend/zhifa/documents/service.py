"""Records that leave the house: what is printed 打印件, whether a paper is still true, and the proof 存证."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.custody import queries as ledger_queries
from zhifa.documents import papers, proofs, queries
from zhifa.documents.checking import check
from zhifa.documents.papers import Paper
from zhifa.documents.proofs import Proof, ProvenDevice, ProvenEntry, ProvenFile, Statement
from zhifa.documents.schemas import PrintedMatter, RecordPaper
from zhifa.feedback import visit_queries
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.identity.keyring import KeyRing
from zhifa.inspections.entry import digest, reread
from zhifa.inspections.fold import fold
from zhifa.inspections.order import ChainedClaims
from zhifa.inspections.policy import require_readable
from zhifa.inspections.record import MatterRef, Record
from zhifa.inspections.record_queries import chains_of, files_by_hash, received_at
from zhifa.inspections.state import State
from zhifa.matters.schemas import ChecklistWire
from zhifa.matters.service import items_by_checklist
from zhifa.settings import Settings


@dataclass(frozen=True, slots=True)
class Known:
    """A paper of ours. ``row``: of ``visit_queries.visit``, None where the visit is gone. ``entries``: how many it was
    printed from, and ``record`` what they said; None where they are no longer there as they were. ``later``: how many
    came since."""

    paper: Paper
    row: Any
    record: Record | None
    entries: int = 0
    later: int = 0


def to_print(
    session: Session, actor: Actor, inspection: UUID, at: datetime, *, ring: KeyRing, settings: Settings
) -> RecordPaper:
    """The record with all that stands on its paper.

    Raises:
        InspectionNotFound
    """
    row, entries = _readable(session, actor, inspection)
    record, last = _folded(entries), {entry.device_id: entry.jws for entry in entries}
    paper = papers.printed(inspection, at, map(digest, last.values()))
    return RecordPaper(
        address=settings.base_url + papers.path(ring, paper),
        printed_at=paper.printed_at,
        agency_name=row.agency_name,
        supervision_phone=row.supervision_phone,
        state=State(row.state).value,
        demo=settings.demo,
        record=record,
        matters=_matters(session, record.matters),
        chains=chains_of(session, inspection),
    )


def to_prove(
    session: Session, actor: Actor, inspection: UUID, at: datetime, *, ring: KeyRing, settings: Settings
) -> Proof:
    """The record's proof.

    Raises:
        InspectionNotFound
    """
    row, entries = _readable(session, actor, inspection)
    statement = Statement(
        iss=settings.base_url,
        iat=int(at.timestamp()),
        sub=inspection,
        demo=settings.demo,
        agency=row.agency_name,
        devices=[ProvenDevice(**one._mapping) for one in queries.devices(session, {one.device_id for one in entries})],
        entries=[ProvenEntry(one.device_id, one.seq, digest(one.jws), one.received_at) for one in entries],
        files=_files(_folded(entries), files_by_hash(session, inspection)),
    )
    jws = [entry.jws for entry in entries]
    return proofs.prove(statement, jws, ring.signing(), checkpoint=ledger_queries.last_checkpoint(session))


def tell_proven(session: Session, actor: Actor, inspection: UUID, *, at: datetime, request_id: str | None) -> None:
    """Audits that the proof was taken out."""
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action="inspection_proof",
        target_type="inspection",
        target_id=inspection,
        request_id=request_id,
    )


def find(session: Session, ring: KeyRing, code: str) -> Known | None:
    """The paper of a code with its record; None for a code that we did not write."""
    paper = papers.read(ring, code)
    row = visit_queries.visit(session, paper.inspection if paper else UUID(int=0))
    if paper is None:
        return None
    checked = check(queries.entries(session, paper.inspection), paper.heads)
    if checked is None:
        return Known(paper, row, None)
    return Known(paper, row, _folded(checked.entries), len(checked.entries), checked.later)


def _readable(session: Session, actor: Actor, inspection: UUID) -> tuple[Any, Sequence[Any]]:
    """The visit and its entries. Raises InspectionNotFound."""
    require_readable(session, actor, inspection)
    row = visit_queries.visit(session, inspection)
    assert row is not None
    return row, queries.entries(session, inspection)


def _files(record: Record, rows: Mapping[str, Sequence[Any]]) -> list[ProvenFile]:
    """Each file that the record names, once."""
    return [
        ProvenFile(one.sha256, one.size, one.type, received_at(rows.get(one.sha256, ())))
        for one in {file.sha256: file for file in record.attachments}.values()
    ]


def _folded(entries: Iterable[Any]) -> Record:
    return fold(ChainedClaims(str(entry.device_id), reread(entry.jws).claims) for entry in entries)


def _matters(session: Session, named: list[MatterRef]) -> list[PrintedMatter]:
    versions = {row.id: row.version for row in queries.checklists(session, [UUID(one.checklist) for one in named])}
    items = items_by_checklist(session, list(versions))
    return [
        PrintedMatter(UUID(one.id), one.code, one.name, ChecklistWire(it, versions[it], items.get(it, [])))
        for one in named
        if (it := UUID(one.checklist)) in versions
    ]
