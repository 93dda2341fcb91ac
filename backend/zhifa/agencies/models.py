"""Divisions 行政区划, agencies 执法机关 and the matters each may act on."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Division(SQLModel, table=True):
    """A city, county or town-level unit. Codes: GB/T 2260, nine digits for towns."""

    code: str = Field(primary_key=True)
    name: str
    level: str  # city | county | town
    kind: str  # 市 区 县 街道 镇 乡
    parent_code: str | None = Field(default=None, foreign_key="division.code", index=True)


class Agency(SQLModel, table=True):
    """An enforcement agency, or a town government with delegated matters."""

    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    name: str
    field: str  # 市场监管, 卫生健康 …; 综合 for town governments, 司法行政 for justice bureaus
    division_code: str = Field(foreign_key="division.code", index=True)
    parent_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    address: str = ""
    supervision_phone: str = ""
    demo: bool = False


class AgencyAncestor(SQLModel, table=True):
    """Closure of the hierarchy: every agency with itself and all above it."""

    __tablename__ = "agency_ancestor"

    ancestor_id: UUID = Field(foreign_key="agency.id", primary_key=True)
    agency_id: UUID = Field(foreign_key="agency.id", primary_key=True, index=True)


class AgencyMatter(SQLModel, table=True):
    """A matter that an agency has published as its own, or that was delegated 赋权 to a town, for a time."""

    __tablename__ = "agency_matter"
    __table_args__ = (sa.UniqueConstraint("agency_id", "matter_id", "valid_from"),)

    id: UUID = Field(primary_key=True)
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    matter_id: UUID = Field(foreign_key="matter.id", index=True)
    delegated: bool = False
    document: str = ""
    valid_from: date
    valid_to: date | None = None
