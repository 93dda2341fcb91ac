"""Reference packs that phones hold."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Pack(SQLModel, table=True):
    """The pack of one kind that an agency's phones should hold now; its bytes are ``packs/<sha256>``.

    The one before it is still served, to a phone that was told of it a moment ago.
    """

    agency_id: UUID = Field(foreign_key="agency.id", primary_key=True)
    name: str = Field(primary_key=True)  # matters | subjects | officers
    fingerprint: str  # of the rows it was made from
    sha256: str = Field(index=True)  # of the JSON before compression
    previous_sha256: str | None = Field(default=None, index=True)
    size: int  # bytes, compressed
    count: int
    made_at: datetime = Field(sa_type=Instant)
