"""Evidence arrives: the original, who handed it in, and the work that follows, in the caller's transaction."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.db import insert_once
from zhifa.evidence.models import Evidence, EvidenceReceipt
from zhifa.evidence.sniff import UNKNOWN
from zhifa.jobs import enqueue

DERIVE = "evidence.derive"


def object_key(sha256: str) -> str:
    return f"evidence/{sha256}"


def record_arrival(
    session: Session, *, account_id: UUID, sha256: str, size: int, media_type: str, at: datetime
) -> None:
    """Records bytes that are already in the object store. The same content again adds at most a receipt."""
    state, reason = derivative_of(media_type)
    first = insert_once(
        session,
        Evidence,
        sha256=sha256,
        size=size,
        media_type=media_type,
        received_at=at,
        derivative=state,
        derivative_reason=reason,
    )
    insert_once(session, EvidenceReceipt, sha256=sha256, account_id=account_id, received_at=at)
    if first and state == "pending":
        enqueue(session, DERIVE, {"sha256": sha256}, at=at)


def derivative_of(media_type: str) -> tuple[str, str | None]:
    """What is known of a preview when the file arrives: pictures wait for the worker, the rest is decided."""
    if media_type.startswith("image/"):
        return "pending", None
    return ("impossible", "not_an_image") if media_type == UNKNOWN else ("none", None)
