"""Originals by SHA-256, who handed them in, uploads under way, and derivatives."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Evidence(SQLModel, table=True):
    """An original, immutable, in the object store under its hash (lower-case hex)."""

    sha256: str = Field(primary_key=True)
    size: int  # bytes
    media_type: str  # as found in the bytes; application/octet-stream if unknown
    received_at: datetime = Field(sa_type=Instant)
    width: int | None = None
    height: int | None = None
    exif_captured_at: str | None = None  # as the camera wrote it, no zone
    derivative: str = "pending"  # pending | ready | impossible | none (nothing to derive)
    derivative_reason: str | None = None  # image_too_large | image_truncated | not_an_image


class EvidenceReceipt(SQLModel, table=True):
    """This account has handed in these bytes. Knowing a hash alone opens nothing."""

    __tablename__ = "evidence_receipt"

    sha256: str = Field(foreign_key="evidence.sha256", primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", primary_key=True, index=True)
    received_at: datetime = Field(sa_type=Instant)


class Upload(SQLModel, table=True):
    """A tus upload under way; what has arrived is kept as parts in the object store."""

    id: UUID = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    sha256: str
    media_type: str
    length: int
    offset: int = 0
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant, index=True)


class UploadPart(SQLModel, table=True):
    """A stretch of an upload: an object ``uploads/<upload>/<offset>``."""

    __tablename__ = "upload_part"

    upload_id: UUID = Field(foreign_key="upload.id", primary_key=True, ondelete="CASCADE")
    offset: int = Field(primary_key=True)
    size: int
