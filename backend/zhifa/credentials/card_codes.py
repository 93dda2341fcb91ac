"""Codes printed on cards 卡面二维码: 128 random bits, so that nobody finds one by trying."""

import base64
import secrets
from datetime import datetime

from sqlmodel import Session

from zhifa.credentials import registry_queries
from zhifa.credentials.models import CardCode
from zhifa.credentials.policy import require_one
from zhifa.identity import audit
from zhifa.identity.actor import Actor


def new_code() -> str:
    """base64url of 16 random bytes: 22 characters."""
    return base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")


def issue(session: Session, number: str, at: datetime) -> str:
    """Gives the certificate a new code and ends the one before it."""
    registry_queries.end_card_codes(session, number, at)
    code = new_code()
    session.add(CardCode(code=code, certificate_number=number, issued_at=at))
    session.flush()
    return code


def reissue(session: Session, actor: Actor, number: str, reason: str, *, at: datetime, request_id: str | None) -> str:
    """A new code because the card was lost, copied or printed anew: the old card's code says so from now on.

    Raises:
        CertificateNotFound
    """
    require_one(session, actor, number)
    registry_queries.held(session, number)
    code = issue(session, number, at)
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action="card_code_reissue",
        target_type="certificate",
        target_id=number,
        request_id=request_id,
        detail={"reason": reason.strip()},
    )
    return code
