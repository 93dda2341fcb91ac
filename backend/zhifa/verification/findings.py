"""From a code and what the database holds about it to what it is worth: no query, no clock.

Known and unknown codes of a kind take the same way, so that the time of an answer tells nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from zhifa.credentials.models import CertificateStatus
from zhifa.credentials.validity import status_at
from zhifa.verification import codes
from zhifa.verification.codes import Card, Code, Dynamic
from zhifa.verification.judging import FORGED, UNKNOWN, Judgement, of_card, of_certificate, of_dynamic


@dataclass(frozen=True, slots=True)
class Known:
    """Rows about all codes of a turn: devices by short id, certificates (a row for each interval) by number or card
    code, visits by id, and who takes part in them."""

    devices: Mapping[str, Any]
    certificates: Mapping[str, Sequence[Any]]
    cards: Mapping[str, Sequence[Any]]
    visits: Mapping[UUID, Any]
    participants: frozenset[tuple[UUID, UUID]]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it was found: ``row`` holds what is printed, the statuses what it is and was worth."""

    row: Any
    now: CertificateStatus
    presented: CertificateStatus


@dataclass(frozen=True, slots=True)
class Visit:
    """``takes_part``: whether the holder is one of its officers."""

    row: Any
    takes_part: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rows and the signature say of a code. No certificate: nothing of it may be shown. ``inspection``: the
    visit that a true code names, ``visit`` what is known of it."""

    judgement: Judgement
    certificate: Certificate | None = None
    visit: Visit | None = None
    inspection: UUID | None = None


def signatures(known: Known, asked: Sequence[Code]) -> list[bool]:
    """Whether each was signed by the device that it names. A stranger's takes as long."""
    return [isinstance(code, Dynamic) and _signed(known, code) for code in asked]


def _signed(known: Known, code: Dynamic) -> bool:
    device = known.devices.get(code.device)
    return codes.signed_by(code, device.public_jwk if device else None)


def find(known: Known, code: Code, at: datetime, *, signed: bool) -> Finding:
    """``signed``: of a dynamic code, whether its signature is true."""
    if isinstance(code, Dynamic):
        return _find_dynamic(known, code, at, signed=signed)
    return _find_card(known, code, at) if isinstance(code, Card) else Finding(UNKNOWN)


def _find_dynamic(known: Known, code: Dynamic, at: datetime, *, signed: bool) -> Finding:
    device = known.devices.get(code.device)
    certificate = _certificate(known.certificates.get(code.number), at, code.at)
    if not signed:
        return Finding(FORGED if device else UNKNOWN)
    if certificate is None or device is None:
        return Finding(UNKNOWN)
    if certificate.row.officer_id != device.officer_id:
        return Finding(FORGED)
    judgement = of_dynamic(
        of_certificate(certificate.now, certificate.row.kind),
        device_revoked=device.revoked_at is not None or not device.account_active,
        presented=code.at,
        now=at,
    )
    visit = _visit(known, code.inspection, device.officer_id)
    return Finding(judgement, certificate, visit, code.inspection)


def _find_card(known: Known, code: Card, at: datetime) -> Finding:
    certificate = _certificate(known.cards.get(code.text), at, at)
    if certificate is None:
        return Finding(UNKNOWN)
    replaced = certificate.row.card_ended_at is not None
    return Finding(of_card(of_certificate(certificate.now, certificate.row.kind), replaced=replaced), certificate)


def _certificate(rows: Sequence[Any] | None, now: datetime, presented: datetime) -> Certificate | None:
    if not rows:
        return None
    intervals = rows if rows[0].status is not None else ()
    status = status_at(rows[0], intervals, now)
    return Certificate(rows[0], status, status if presented == now else status_at(rows[0], intervals, presented))


def _visit(known: Known, visit: UUID | None, officer: UUID) -> Visit | None:
    row = known.visits.get(visit) if visit else None
    return Visit(row, (row.id, officer) in known.participants) if row else None
