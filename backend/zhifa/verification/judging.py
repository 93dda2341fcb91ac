"""From what is known of a code to the answer: pure, and the only place where it is decided."""

from datetime import datetime, timedelta

import msgspec

from zhifa.credentials.models import CertificateStatus
from zhifa.verification.schemas import Answer, Reason

#: A dynamic code is fresh for so long, by the server's clock; the app draws a new one every 30 s.
FRESH = timedelta(seconds=90)
#: How far a phone's clock may be ahead.
AHEAD = timedelta(seconds=30)

REASONS: dict[CertificateStatus, Reason] = {
    CertificateStatus.PENDING: "not_yet_valid",
    CertificateStatus.SUSPENDED: "suspended",
    CertificateStatus.WITHDRAWN: "withdrawn",
    CertificateStatus.LOST: "lost",
    CertificateStatus.CANCELLED: "cancelled",
    CertificateStatus.VOIDED: "voided",
    CertificateStatus.EXPIRED: "expired",
}


class Judgement(msgspec.Struct, frozen=True, array_like=True):
    answer: Answer
    reason: Reason | None = None


VALID = Judgement("valid")
REUSED = Judgement("unverifiable", "reused")
UNKNOWN = Judgement("invalid", "unknown")
FORGED = Judgement("invalid", "forged")


def of_certificate(status: CertificateStatus, kind: str) -> Judgement:
    """As it stands now. Assisting staff 辅助人员 hold no power to enforce, however valid their card is."""
    if status is not CertificateStatus.VALID:
        return Judgement("invalid", REASONS[status])
    return Judgement("invalid", "assisting") if kind == "assisting" else VALID


def of_dynamic(certificate: Judgement, *, device_revoked: bool, presented: datetime, now: datetime) -> Judgement:
    """An authentic dynamic code. What is wrong with the device or the certificate says more than its age."""
    if device_revoked:
        return Judgement("invalid", "device_revoked")
    if certificate is not VALID:
        return certificate
    return VALID if -AHEAD <= now - presented <= FRESH else Judgement("invalid", "stale")


def of_card(certificate: Judgement, *, replaced: bool) -> Judgement:
    """A printed code. One that was issued anew ends the card, whatever the certificate."""
    return Judgement("invalid", "card_replaced") if replaced and certificate is VALID else certificate
