"""Records on paper 检查笔录打印件: what is printed, and whether a paper still says what the record says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.documents import papers, queries
from zhifa.documents.checking import check
from zhifa.documents.papers import Paper
from zhifa.documents.schemas import PrintedMatter, RecordPaper
from zhifa.feedback import visit_queries
from zhifa.identity.actor import Actor
from zhifa.identity.keyring import KeyRing
from zhifa.inspections.entry import digest, reread
from zhifa.inspections.fold import fold
from zhifa.inspections.order import ChainedClaims
from zhifa.inspections.policy import require_readable
from zhifa.inspections.record import MatterRef, Record
from zhifa.inspections.record_queries import chains_of
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
    require_readable(session, actor, inspection)
    row, entries = visit_queries.visit(session, inspection), queries.entries(session, inspection)
    assert row is not None
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
