"""一户一码: one printed code a subject, which the officer's app scans at the door (扫码入企) and which opens the
subject's history at ``/s/<code>``.

The code is 16 bytes of an HMAC over subject and serial, base64url: 22 characters, like a card's. The database holds
its SHA-256 alone; whoever may print it has it derived again. Phones hold 12 bytes of that hash and match offline.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.identity.keyring import KeyRing
from zhifa.subjects import code_queries as queries
from zhifa.subjects.models import SubjectCode

PURPOSE = "subject code"
MARK_BYTES = 12


def derived(ring: KeyRing, subject: UUID, serial: int) -> str:
    raw = hmac.new(ring.lasting(PURPOSE), f"{subject}/{serial}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(raw[:16]).decode().rstrip("=")


def digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def mark(sha256: str) -> str:
    """What a phone is given of a code: 16 characters."""
    return base64.urlsafe_b64encode(bytes.fromhex(sha256)[:MARK_BYTES]).decode()


def issue(
    session: Session,
    ring: KeyRing,
    actor: Actor,
    subjects: Sequence[UUID],
    *,
    renew: str,
    at: datetime,
    request_id: str | None,
) -> dict[UUID, str]:
    """The codes of these subjects, new ones where there are none; or for all, where ``renew`` says why."""
    held = {row.subject_id: row for row in queries.hold_codes(session, subjects)}
    made: dict[UUID, str] = {}
    for subject in subjects:
        row = held.get(subject)
        made[subject] = derived(ring, subject, row.serial) if row else ""
        if row is None or renew or digest(made[subject]) != row.sha256:
            made[subject] = _issue_one(session, ring, subject, row, at)
            audit.record(
                session, at=at, account_id=actor.account_id, action="subject_code_issue", target_type="subject",
                target_id=subject, request_id=request_id, detail={"reason": renew} if renew else None,
            )  # fmt: skip
    return made


def _issue_one(session: Session, ring: KeyRing, subject: UUID, row: SubjectCode | None, at: datetime) -> str:
    serial = row.serial + 1 if row else 1
    code = derived(ring, subject, serial)
    queries.write_code(session, subject, serial, digest(code), at)
    queries.touch(session, subject, at)
    return code
