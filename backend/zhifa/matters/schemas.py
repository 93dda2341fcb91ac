"""Matters and checklists on the wire."""

from datetime import date
from uuid import UUID

import msgspec


class Item(msgspec.Struct):
    """``id``: matter code and position, e.g. SP-CY-001-03. Items of one ``merge_key`` are asked once a visit."""

    id: str
    position: int
    text: str
    requirement: str
    basis: str
    merge_key: str | None


class ChecklistWire(msgspec.Struct):
    id: UUID
    version: int
    items: list[Item]


class MatterRow(msgspec.Struct):
    """``delegated``: the asker's agency acts on it by delegation 赋权. ``annual_cap``: visits a year and subject."""

    id: UUID
    code: str
    name: str
    kind: str
    field: str
    basis: str
    basis_confidence: str
    valid_from: date
    valid_to: date | None
    delegated: bool
    demo: bool
    trades: list[str]
    annual_cap: int | None


class MatterWire(MatterRow):
    checklist: ChecklistWire | None
