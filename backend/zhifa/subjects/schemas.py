"""监管对象 on the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

Risk = Literal["A", "B", "C", "D"]


class SubjectRow(msgspec.Struct):
    """``lat``/``lon``: WGS-84. Visit figures count every agency's visits, withdrawn ones excepted."""

    id: UUID
    name: str
    uscc: str | None
    uscc_valid: bool
    kind: str
    trade: str
    address: str
    division_code: str
    division_name: str
    lat: float | None
    lon: float | None
    risk: Risk
    visits_this_year: int
    last_visit_at: datetime | None
    last_result: str | None
    demo: bool


class Visit(msgspec.Struct):
    """One inspection of the subject that the asker may see. ``result``: as the record was closed, or null."""

    inspection_id: UUID
    agency_name: str
    opened_at: datetime
    result: str | None
    state: str


class SubjectDetail(SubjectRow):
    uscc_reason: str | None
    visits: list[Visit]
