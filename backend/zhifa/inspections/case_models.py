"""What was proposed in accepted records, by benchmark: what 同案同罚 is read from."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class DecidedCase(SQLModel, table=True):
    """One case a record and benchmark, so that no party counts twice; made from the entries, like the read model."""

    __tablename__ = "decided_case"
    __table_args__ = (sa.Index("ix_decided_case_benchmark_city", "benchmark_id", "city", "tier", "fen"),)

    inspection_id: UUID = Field(foreign_key="notebook.id", primary_key=True)
    benchmark_id: UUID = Field(primary_key=True)  # as the finding names it
    city: str  # first four digits of the agency's division
    tier: str  # empty where the benchmark has none
    fen: int = Field(sa_type=sa.BigInteger)
