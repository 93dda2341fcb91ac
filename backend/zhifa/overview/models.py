"""What the visits of an agency and a period amount to, made from the visits alone and made anew at any time.

No visit is counted up or down: when anything about one changes, its agency and period are marked *due* and counted
again as a whole. A count is therefore right whatever happened before it, twice or in another order.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Counted(SQLModel, table=True):
    """The count of one agency and period. ``figures``: whole numbers as JSON, see ``figures.py``.

    ``period``: a month ``2026-11``, or a year ``2026``: the sum of its months, and what only a year can tell (caps of
    visits). Whatever writes a month's count marks its year as due, so that the sum follows.
    """

    __tablename__ = "overview_counted"

    agency_id: UUID = Field(foreign_key="agency.id", primary_key=True)
    period: str = Field(primary_key=True)
    counted_at: datetime = Field(sa_type=Instant)
    figures: str


class Due(SQLModel, table=True):
    """An agency and period to be counted again. Whoever counts writes only if ``mark`` is still the one it read
    before it looked at the visits: of two who count at once, the one that saw less writes nothing."""

    __tablename__ = "overview_due"

    agency_id: UUID = Field(foreign_key="agency.id", primary_key=True)
    period: str = Field(primary_key=True)
    mark: UUID
    since: datetime = Field(sa_type=Instant)


class Placed(SQLModel, table=True):
    """In which month a visit was counted last, so that this month, too, is counted again when the visit leaves it."""

    __tablename__ = "overview_placed"

    inspection_id: UUID = Field(foreign_key="inspection.id", primary_key=True)
    month: str
