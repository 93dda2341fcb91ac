"""One inspection as the wire has it: the record with what stands around it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from zhifa.compliance.reading import findings
from zhifa.identity.actor import Actor
from zhifa.inspections import record_queries as queries
from zhifa.inspections.finding_checks import with_checks
from zhifa.inspections.listing import row_statement
from zhifa.inspections.models import Inspection
from zhifa.inspections.policy import is_referred, is_visible, require_readable
from zhifa.inspections.reading import wire_rows
from zhifa.inspections.record import AttachedFile
from zhifa.inspections.schemas import Blocker, EvidenceRow, InspectionDetail
from zhifa.inspections.state import State
from zhifa.review.blockers import as_blocker, blockers_of
from zhifa.review.jurisdiction import in_the_way
from zhifa.review.queries import reviews_of, standing_of
from zhifa.review.referral_reading import referral_of
from zhifa.review.schemas import Review
from zhifa.settings import Settings


def detail(session: Session, actor: Actor, inspection: UUID, *, settings: Settings) -> InspectionDetail:
    """Everything that a reviewer looks at.

    Raises:
        InspectionNotFound: there is none, or it is not the actor's to see.
    """
    require_readable(session, actor, inspection)
    row = session.execute(row_statement([col(Inspection.id) == inspection], 1)).one()
    record, chains = queries.record_of(session, inspection), queries.chains_of(session, inspection)
    with_checks(session, record)
    own = is_visible(session, actor, inspection)
    return InspectionDetail(
        row=wire_rows(session, [row], settings)[0],
        record=record,
        chains=chains,
        evidence=_evidence(session, actor, inspection, record.attachments),
        reviews=_reviews(session, actor, inspection, settings),
        compliance=findings(session, inspection),
        blockers=_elsewhere(session, actor, inspection)
        + blockers_of(State(row.state), chains, queries.missing_files(session, inspection)),
        own=own,
        reviewable=own or is_referred(session, actor, inspection),
        referral=referral_of(session, actor, inspection),
    )


def _elsewhere(session: Session, actor: Actor, inspection: UUID) -> list[Blocker]:
    """Another agency has the record, where that keeps the actor from deciding."""
    refusal = in_the_way(session, actor, inspection)
    return [as_blocker(refusal)] if refusal else []


def _reviews(session: Session, actor: Actor, inspection: UUID, settings: Settings) -> list[Review]:
    """With the decision that the actor may take back marked."""
    reviews, window = reviews_of(session, inspection), timedelta(minutes=settings.undo_minutes)
    mine = standing_of(session, inspection, actor.account_id)
    for review in reviews:
        if review.id == mine and window:
            review.undo_until = review.at + window
    return reviews


def _evidence(
    session: Session, actor: Actor, inspection: UUID, attachments: Sequence[AttachedFile]
) -> list[EvidenceRow]:
    """One row a file, in the order in which the record names them."""
    files = queries.files_by_hash(session, inspection)
    named = {attachment.sha256: attachment for attachment in reversed(attachments)}
    others = queries.also_named_in(session, actor, inspection, list(named))
    return [
        _evidence_row(named[sha256], files.get(sha256, []), others.get(sha256, []))
        for sha256 in dict.fromkeys(attachment.sha256 for attachment in attachments)
    ]


def _evidence_row(named: AttachedFile, rows: Sequence[Any], also_in: list[UUID]) -> EvidenceRow:
    received_at = queries.received_at(rows)
    known = rows[0] if received_at else None
    return EvidenceRow(
        sha256=named.sha256,
        size=known.size if known else named.size,
        type=known.media_type if known else named.type,
        present=known is not None,
        received_at=received_at,
        derivative=None if known is None or known.derivative == "none" else known.derivative,
        derivative_reason=known.derivative_reason if known else None,
        width=known.width if known else None,
        height=known.height if known else None,
        exif_captured_at=known.exif_captured_at if known else None,
        also_in=also_in,
    )
