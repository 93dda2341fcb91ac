"""Records on paper 检查笔录打印件: what is printed, and whether a paper still says what the record says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.documents import papers, queries
from zhifa.documents.checking import Checked, check
from zhifa.documents.papers import Paper
from zhifa.documents.schemas import PrintedMatter, RecordPaper
from zhifa.feedback import visit_queries
from zhifa.identity.actor import Actor
from zhifa.identity.keyring import KeyRing
from zhifa.inspections.policy import require_readable
from zhifa.inspections.record import MatterRef, Record
from zhifa.inspections.record_queries import chains_of, record_of
from zhifa.inspections.state import State
from zhifa.matters.schemas import ChecklistWire
from zhifa.matters.service import items_by_checklist
from zhifa.settings import Settings


@dataclass(frozen=True, slots=True)
class Known:
    """A paper of ours and the record as it is now. ``row``: of ``visit_queries.visit``. ``record``: None where what the
    paper was printed from is no longer there as it was."""

    paper: Paper
    checked: Checked
    row: Any
    record: Record | None


def to_print(
    session: Session, actor: Actor, inspection: UUID, at: datetime, *, ring: KeyRing, settings: Settings
) -> RecordPaper:
    """The record with all that stands on its paper.

    Raises:
        InspectionNotFound
    """
    require_readable(session, actor, inspection)
    row, record = visit_queries.visit(session, inspection), record_of(session, inspection)
    assert row is not None
    chains = chains_of(session, inspection)
    paper = papers.printed(inspection, at, [chain.head_sha256 for chain in chains if chain.head_sha256])
    return RecordPaper(
        address=settings.base_url + papers.path(ring, paper),
        printed_at=paper.printed_at,
        agency_name=row.agency_name,
        supervision_phone=row.supervision_phone,
        state=State(row.state).value,
        demo=settings.demo,
        record=record,
        matters=_matters(session, record.matters),
        chains=chains,
    )


def find(session: Session, ring: KeyRing, code: str) -> Known | None:
    """The paper of a code with its record; None for a code that we did not write."""
    paper = papers.read(ring, code)
    row = visit_queries.visit(session, paper.inspection if paper else UUID(int=0))
    if paper is None or row is None:
        return None
    checked = check(queries.entries(session, paper.inspection), paper.heads)
    return Known(paper, checked, row, record_of(session, paper.inspection) if checked.intact else None)


def _matters(session: Session, named: list[MatterRef]) -> list[PrintedMatter]:
    versions = {row.id: row.version for row in queries.checklists(session, [UUID(one.checklist) for one in named])}
    items = items_by_checklist(session, list(versions))
    return [
        PrintedMatter(UUID(one.id), one.code, one.name, ChecklistWire(it, versions[it], items.get(it, [])))
        for one in named
        if (it := UUID(one.checklist)) in versions
    ]
