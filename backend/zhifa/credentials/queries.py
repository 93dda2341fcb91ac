"""Officers with their certificates, as of a moment."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.clock import SHANGHAI
from zhifa.credentials.models import Certificate, CertificateInterval, Officer
from zhifa.credentials.schemas import CertificateCard, KindName, OfficerCard
from zhifa.credentials.validity import Span, status_at, status_since, timeline


def officer_card(session: Session, officer_id: UUID, at: datetime) -> OfficerCard | None:
    """One officer, who may have left; None if there is no such officer."""
    cards = _cards(session, col(Officer.id) == officer_id, at)
    return cards[0] if cards else None


def officer_cards(session: Session, agency_id: UUID, at: datetime) -> list[OfficerCard]:
    """The active officers of an agency, by name."""
    return _cards(session, sa.and_(col(Officer.agency_id) == agency_id, col(Officer.active)), at)


def timelines(session: Session, agency_id: UUID) -> dict[str, list[Span]]:
    """The whole life of every certificate of the agency's active officers, by number."""
    whose = sa.and_(col(Officer.agency_id) == agency_id, col(Officer.active))
    intervals = _intervals(session, whose)
    certificates = session.scalars(
        sa.select(Certificate).join(Officer, col(Officer.id) == col(Certificate.officer_id)).where(whose)
    )
    return {card.number: timeline(card, intervals.get(card.number, [])) for card in certificates}


def _cards(session: Session, whose: sa.ColumnElement[bool], at: datetime) -> list[OfficerCard]:
    certificates = _certificates(session, whose, at)
    rows = session.execute(
        sa.select(col(Officer.id), col(Officer.name), col(Officer.agency_id), col(Agency.name).label("agency_name"))
        .join(Agency, col(Agency.id) == col(Officer.agency_id))
        .where(whose)
        .order_by(col(Officer.name), col(Officer.id))
    )
    return [OfficerCard(row.id, row.name, row.agency_id, row.agency_name, certificates.get(row.id, [])) for row in rows]


def _certificates(session: Session, whose: sa.ColumnElement[bool], at: datetime) -> dict[UUID, list[CertificateCard]]:
    """Cards by officer; the newest certificate first."""
    intervals = _intervals(session, whose)
    held: dict[UUID, list[CertificateCard]] = defaultdict(list)
    for certificate in session.scalars(
        sa.select(Certificate)
        .join(Officer, col(Officer.id) == col(Certificate.officer_id))
        .where(whose)
        .order_by(col(Certificate.valid_from).desc(), col(Certificate.number))
    ):
        held[certificate.officer_id].append(_card(certificate, intervals.get(certificate.number, []), at))
    return held


def _intervals(session: Session, whose: sa.ColumnElement[bool]) -> dict[str, list[Any]]:
    rows: Iterable[Any] = session.execute(
        sa.select(
            col(CertificateInterval.certificate_number),
            col(CertificateInterval.status),
            col(CertificateInterval.starts_at),
            col(CertificateInterval.ends_at),
            col(CertificateInterval.recorded_at),
        )
        .join(Certificate, col(Certificate.number) == col(CertificateInterval.certificate_number))
        .join(Officer, col(Officer.id) == col(Certificate.officer_id))
        .where(whose)
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.certificate_number].append(row)
    return found


def _card(certificate: Certificate, intervals: list[Any], at: datetime) -> CertificateCard:
    since = status_since(certificate, intervals, at)
    return CertificateCard(
        number=certificate.number,
        kind=cast(KindName, certificate.kind),
        category=certificate.category,
        area=certificate.area,
        issuer=certificate.issuer,
        valid_from=certificate.valid_from,
        valid_to=certificate.valid_to,
        status=status_at(certificate, intervals, at).value,
        status_since=since.astimezone(SHANGHAI).date() if since else None,
    )
