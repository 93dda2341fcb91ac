"""Matters put together with the checklists in force."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.errors import NotFound
from zhifa.matters import queries
from zhifa.matters.schemas import ChecklistWire, Item, MatterRow, MatterWire


class MatterNotFound(NotFound):
    code = "matter_not_found"
    detail = "没有找到该执法事项,可能尚未公布或已取消。"


def detail(session: Session, matter_id: UUID, *, agency_id: UUID | None, on: date) -> MatterWire:
    """One matter with its checklist.

    Raises:
        MatterNotFound
    """
    row = queries.one(session, matter_id, agency_id=agency_id, on=on)
    if row is None:
        raise MatterNotFound
    return with_checklists(session, [row], on)[0]


def row_of(row: Any) -> MatterRow:
    return MatterRow(**row._mapping)


def with_checklists(session: Session, rows: Sequence[Any], on: date) -> list[MatterWire]:
    in_force = queries.checklists_in_force(session, [row.id for row in rows], on)
    items = items_by_checklist(session, [checklist.id for checklist in in_force.values()])

    def checklist(matter_id: UUID) -> ChecklistWire | None:
        known = in_force.get(matter_id)
        return None if known is None else ChecklistWire(known.id, known.version, items[known.id])

    return [MatterWire(**row._mapping, checklist=checklist(row.id)) for row in rows]


def items_by_checklist(session: Session, checklists: Sequence[UUID]) -> Mapping[UUID, list[Item]]:
    """The items of versions of checklists, in order."""
    items: dict[UUID, list[Item]] = defaultdict(list)
    for row in queries.items_of(session, checklists):
        items[row.checklist_id].append(
            Item(row.code, row.position, row.text, row.requirement, row.basis, row.merge_key)
        )
    return items
