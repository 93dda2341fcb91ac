"""Packs on the wire."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from zhifa.credentials.schemas import CertificateCard
from zhifa.credentials.validity import Span
from zhifa.subjects.schemas import SubjectRow

PackName = Literal["matters", "subjects", "officers"]


class PackInfo(msgspec.Struct):
    """``sha256``: of the JSON; ``size``: bytes to be fetched, compressed; ``count``: things in it."""

    name: PackName
    sha256: str
    size: int
    count: int
    made_at: datetime


class PackList(msgspec.Struct):
    packs: list[PackInfo]


class PackCertificate(CertificateCard):
    """A certificate with its whole life, so that a phone without signal can judge it as of any moment."""

    intervals: list[Span]


class PackOfficer(msgspec.Struct):
    """An OfficerCard whose certificates have their ``intervals``."""

    id: UUID
    name: str
    agency_id: UUID
    agency_name: str
    certificates: list[PackCertificate]


class PackSubject(SubjectRow):
    """``code_mark``: by which a phone knows the subject's printed code, see ``subjects/codes.py``; null without one."""

    code_mark: str | None


class PackDevice(msgspec.Struct):
    """A colleague's phone: the key by which its presentation codes are verified without signal."""

    short_id: str
    public_jwk: dict[str, Any]
    officer_id: UUID
    revoked_at: datetime | None
