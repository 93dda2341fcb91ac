"""Verifying 核验: a code and a moment in, an answer out; one row in the log for each.

Known and unknown codes of a kind take the same way: the same statements, one signature checked, one row written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from zhifa.clock import Clock
from zhifa.credentials.models import CertificateStatus
from zhifa.credentials.validity import status_at
from zhifa.db import Database
from zhifa.identity.keyring import KeyRing
from zhifa.settings import Settings
from zhifa.verification import codes, portraits, queries
from zhifa.verification.codes import Card, Code, Dynamic
from zhifa.verification.journal import Journal, Line
from zhifa.verification.judging import FORGED, UNKNOWN, Judgement, of_card, of_certificate, of_dynamic
from zhifa.verification.limits import Allowance
from zhifa.verification.origins import Asker, Salts, network, origin_of
from zhifa.verification.schemas import ShownCredential, ShownVisit, Verification

MINUTE = timedelta(minutes=1)
#: For these the code does not show that its holder is in front of whoever asks, so no face is given out.
FACELESS = frozenset({"stale", "device_revoked"})


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it was found: ``row`` holds what is printed, the statuses what it is and was worth."""

    row: Any
    now: CertificateStatus
    presented: CertificateStatus


@dataclass(frozen=True, slots=True)
class Finding:
    """What the database and the signature say of a code. No certificate: nothing of it may be shown."""

    judgement: Judgement
    certificate: Certificate | None = None
    visit: Any = None


class Verifier:
    """Answers questions about codes. One a process; safe for threads."""

    def __init__(self, db: Database, settings: Settings, ring: KeyRing, clock: Clock) -> None:
        self._db, self._ring, self._clock = db, ring, clock
        self._salts, self._journal = Salts(db), Journal(db)
        self._of_address = Allowance(settings.verifications_per_address, MINUTE)
        self._of_code = Allowance(settings.verifications_per_code, MINUTE)

    def verify(self, text: str, asker: Asker) -> Verification:
        """The answer to a code as it was scanned.

        Raises:
            TooManyQuestions
            Unavailable: the database does not answer. Whoever shows this says 无法核验, never 无效.
        """
        at, code = self._clock(), codes.read(text)
        sha256 = codes.digest(code)
        self._of_address.take(network(asker.address, v4=32, v6=64), at)
        self._of_code.take(sha256, at)
        origin = origin_of(asker, self._salts.of_day(at))
        with self._db.read() as session:
            found = _find(session, code, at)
        line = Line(at, type(code).__name__.lower(), sha256, found.judgement, origin.place)
        if isinstance(code, Dynamic):
            line.presented_at = code.at
        if found.certificate is not None:
            line.number, line.agency_id = found.certificate.row.number, found.certificate.row.agency_id
            line.viewer = origin.viewer if isinstance(code, Dynamic) else None
        return self._answer(found, self._journal.write(line), line.presented_at, at)

    def _answer(self, found: Finding, said: Judgement, presented: datetime | None, at: datetime) -> Verification:
        if found.certificate is None:
            return Verification(said.answer, said.reason, at)
        return Verification(
            said.answer,
            said.reason,
            at,
            credential=self._shown(found.certificate.row, said, at),
            visit=ShownVisit(**found.visit._mapping) if found.visit else None,
            presented_at=presented,
            status_now=found.certificate.now.value,
            status_presented=found.certificate.presented.value if presented else None,
        )

    def _shown(self, row: Any, said: Judgement, at: datetime) -> ShownCredential:
        faceless = row.portrait is None or said.reason in FACELESS
        return ShownCredential(
            number=row.number,
            name=row.officer_name,
            agency_id=row.agency_id,
            agency_name=row.agency_name,
            kind=row.kind,
            category=row.category,
            area=row.area,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            portrait=None if faceless else portraits.path(self._ring, row.portrait, at),
        )


def _find(session: Session, code: Code, at: datetime) -> Finding:
    if isinstance(code, Dynamic):
        return _find_dynamic(session, code, at)
    return _find_card(session, code, at) if isinstance(code, Card) else Finding(UNKNOWN)


def _find_dynamic(session: Session, code: Dynamic, at: datetime) -> Finding:
    device = queries.device(session, code.device)
    certificate = _certificate(queries.certificate(session, code.number), at, code.at)
    if not codes.signed_by(code, device.public_jwk if device else None):
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
    visit = queries.visit(session, code.inspection, device.officer_id) if code.inspection else None
    return Finding(judgement, certificate, visit)


def _find_card(session: Session, code: Card, at: datetime) -> Finding:
    rows = queries.certificate_of_card(session, code.text)
    certificate = _certificate(rows, at, at)
    if certificate is None:
        return Finding(UNKNOWN)
    replaced = certificate.row.card_ended_at is not None
    return Finding(of_card(of_certificate(certificate.now, certificate.row.kind), replaced=replaced), certificate)


def _certificate(rows: Sequence[Any], now: datetime, presented: datetime) -> Certificate | None:
    if not rows:
        return None
    intervals = [row for row in rows if row.status is not None]
    return Certificate(rows[0], status_at(rows[0], intervals, now), status_at(rows[0], intervals, presented))
