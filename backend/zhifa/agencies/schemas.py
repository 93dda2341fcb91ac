"""Agencies on the wire."""

from uuid import UUID

import msgspec


class AgencyRow(msgspec.Struct):
    """``field``: 市场监管 …; ``parent_id``: the agency above, if any."""

    id: UUID
    code: str
    name: str
    field: str
    division_code: str
    division_name: str
    parent_id: UUID | None
    address: str
    supervision_phone: str
    demo: bool


class DivisionRow(msgspec.Struct):
    """``level``: city, county or town."""

    code: str
    name: str
    level: str
