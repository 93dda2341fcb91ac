"""Whose evidence is whose, and which uploads are under way. The only SQL of this feature."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.evidence.models import Evidence, EvidenceReceipt, Upload, UploadPart
from zhifa.identity.actor import Actor
from zhifa.ids import new_id
from zhifa.inspections.models import Attachment
from zhifa.inspections.queries import admitted, visible_to


def visible(session: Session, actor: Actor, sha256: str) -> Evidence | None:
    """The evidence, if the actor handed it in or may see an inspection to which it was attached.

    The second only counts where the account that attached it also handed in the bytes: whoever merely
    knows a hash can write it into an entry of their own, and that must open nothing.
    """
    receipt = (
        sa.select(sa.literal(1)).select_from(EvidenceReceipt).where(col(EvidenceReceipt.sha256) == col(Evidence.sha256))
    )
    own = receipt.where(col(EvidenceReceipt.account_id) == actor.account_id)
    attached = (
        receipt.join(
            Attachment,
            (col(Attachment.sha256) == col(EvidenceReceipt.sha256))
            & (col(Attachment.account_id) == col(EvidenceReceipt.account_id)),
        )
        .where(
            col(Attachment.inspection_id).in_(visible_to(actor)) | col(Attachment.inspection_id).in_(admitted(actor))
        )
        .correlate(Evidence)
    )
    return session.scalar(
        sa.select(Evidence).where(col(Evidence.sha256) == sha256, own.correlate(Evidence).exists() | attached.exists())
    )


def handed_in(session: Session, account_id: UUID, sha256: Sequence[str]) -> set[str]:
    """Those of the hashes whose bytes this account itself has handed in."""
    mine = sa.select(col(EvidenceReceipt.sha256)).where(
        col(EvidenceReceipt.account_id) == account_id, col(EvidenceReceipt.sha256).in_(sha256)
    )
    return set(session.scalars(mine))


def pending(session: Session, sha256: Sequence[str]) -> Sequence[Evidence]:
    """Those of the originals whose previews are still to be made."""
    return session.scalars(
        sa.select(Evidence).where(col(Evidence.sha256).in_(sha256), col(Evidence.derivative) == "pending")
    ).all()


def record_outcomes(session: Session, outcomes: Mapping[str, Mapping[str, Any]]) -> None:
    """What became of their previews, as ``derive.Outcome`` says it."""
    for sha256, told in outcomes.items():
        shown = {**told, "derivative": told["state"], "derivative_reason": told["reason"]}
        values = {name: shown[name] for name in _OUTCOME}
        session.execute(sa.update(Evidence).where(col(Evidence.sha256) == sha256).values(values))


_OUTCOME = ("derivative", "derivative_reason", "width", "height", "exif_captured_at")


def upload_of(session: Session, account_id: UUID, upload_id: UUID, *, at: datetime) -> Upload | None:
    """The account's upload, if it has not expired."""
    return session.scalar(
        sa.select(Upload).where(
            col(Upload.id) == upload_id, col(Upload.account_id) == account_id, col(Upload.expires_at) > at
        )
    )


def finished(session: Session, account_id: UUID, sha256: str, *, expires_at: datetime) -> Upload | None:
    """What an upload of a file that the account has handed in would look like (it is not a row)."""
    row = session.execute(
        sa.select(col(Evidence.size), col(Evidence.media_type), col(EvidenceReceipt.received_at))
        .join(EvidenceReceipt, col(EvidenceReceipt.sha256) == col(Evidence.sha256))
        .where(col(Evidence.sha256) == sha256, col(EvidenceReceipt.account_id) == account_id)
    ).one_or_none()
    if row is None:
        return None
    return Upload(
        id=new_id(),
        account_id=account_id,
        sha256=sha256,
        media_type=row.media_type,
        length=row.size,
        offset=row.size,
        created_at=row.received_at,
        expires_at=expires_at,
    )


def open_uploads(session: Session, account_id: UUID, *, at: datetime) -> int:
    """Unfinished uploads that still matter: those whose content has arrived another way do not."""
    arrived = sa.exists().where(
        col(EvidenceReceipt.sha256) == col(Upload.sha256), col(EvidenceReceipt.account_id) == account_id
    )
    unfinished = sa.select(sa.func.count()).where(
        col(Upload.account_id) == account_id,
        col(Upload.offset) < col(Upload.length),
        col(Upload.expires_at) > at,
        ~arrived,
    )
    return session.scalar(unfinished) or 0


def advance(session: Session, upload: Upload, to: int, *, expires_at: datetime) -> bool:
    """Moves the offset if nobody else has moved it since ``upload`` was read."""
    moved: Any = session.execute(
        sa.update(Upload)
        .where(col(Upload.id) == upload.id, col(Upload.offset) == upload.offset)
        .values(offset=to, expires_at=expires_at)
    )
    return bool(moved.rowcount)


def remove(session: Session, upload: Upload, *, at_offset: bool = False) -> bool:
    """Removes an upload with its parts' rows; with ``at_offset`` only if nobody has moved it since it was read."""
    which = sa.delete(Upload).where(col(Upload.id) == upload.id)
    if at_offset:
        which = which.where(col(Upload.offset) == upload.offset)
    removed: Any = session.execute(which)
    return bool(removed.rowcount)


def parts_of(session: Session, upload_id: UUID) -> Sequence[UploadPart]:
    return session.scalars(
        sa.select(UploadPart).where(col(UploadPart.upload_id) == upload_id).order_by(col(UploadPart.offset))
    ).all()


def forget_parts(session: Session, upload_id: UUID) -> None:
    session.execute(sa.delete(UploadPart).where(col(UploadPart.upload_id) == upload_id))
