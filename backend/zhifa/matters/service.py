"""Matters put together with the checklists in force."""

from collections import defaultdict
from collections.abc import Sequence
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
    items = defaultdict(list)
    for item in queries.items_of(session, [checklist.id for checklist in in_force.values()]):
        items[item.checklist_id].append(
            Item(item.code, item.position, item.text, item.requirement, item.basis, item.merge_key)
        )

    def checklist(matter_id: UUID) -> ChecklistWire | None:
        known = in_force.get(matter_id)
        return None if known is None else ChecklistWire(known.id, known.version, items[known.id])

    return [MatterWire(**row._mapping, checklist=checklist(row.id)) for row in rows]
