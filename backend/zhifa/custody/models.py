"""The ledger 存证台账: every entry of every visit in one row of places, each sealing all before it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from zhifa.db import Instant, RowNumber


class LedgerPlace(SQLModel, table=True):
    """An entry's place, from 1 on without a gap. ``sha256`` is the entry's own, ``head`` the chain's after it."""

    __tablename__ = "ledger_place"

    position: int = Field(sa_type=RowNumber, primary_key=True, sa_column_kwargs={"autoincrement": False})
    jti: UUID = Field(foreign_key="entry.jti", unique=True)
    sha256: str
    head: str


class Checkpoint(SQLModel, table=True):
    """What the ledger was at a moment, signed by the server (``chain.Checkpointed``)."""

    position: int = Field(
        sa_type=RowNumber, primary_key=True, foreign_key="ledger_place.position",
        sa_column_kwargs={"autoincrement": False},
    )  # fmt: skip
    at: datetime = Field(sa_type=Instant)
    jws: str
