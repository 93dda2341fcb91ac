"""Officers and certificates as they go over the wire, and into the phone's pack."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

KindName = Literal["province", "ministry", "assisting"]
StatusName = Literal["pending", "valid", "suspended", "withdrawn", "lost", "cancelled", "voided", "expired"]


class CertificateCard(msgspec.Struct):
    """A certificate as of a moment. ``status``: a CertificateStatus, in force since ``status_since`` (law's zone)."""

    number: str
    kind: KindName
    category: str
    area: str
    issuer: str
    valid_from: date
    valid_to: date
    status: StatusName
    status_since: date | None


class OfficerCard(msgspec.Struct):
    id: UUID
    name: str
    agency_id: UUID
    agency_name: str
    certificates: list[CertificateCard]
