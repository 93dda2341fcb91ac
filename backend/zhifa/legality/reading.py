"""Reviews as the wire has them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.errors import NotFound
from zhifa.identity.actor import Actor
from zhifa.inspections.policy import require_readable
from zhifa.legality import people_queries, queries
from zhifa.legality.criteria import Ground
from zhifa.legality.gate import stand_of
from zhifa.legality.schemas import LegalCandidate, LegalGround, Legality, LegalPoint, LegalReviewRow, LegalReviewWire
from zhifa.pages import Page, page_of

GROUNDS = {"legal_exam": "法律职业资格", "before_2018": "2018 年前已从事法制审核"}


class ReviewNotFound(NotFound):
    code = "legal_review_not_found"
    detail = "没有找到这件法制审核,或不在您的管辖范围内。"


def legality(session: Session, actor: Actor, inspection: UUID) -> Legality:
    """Where a record stands, with every review of it.

    Raises:
        InspectionNotFound
    """
    require_readable(session, actor, inspection)
    stand = stand_of(session, inspection)
    rows = queries.reviews_of(session, inspection)
    return Legality(
        grounds=[ground(each) for each in stand.grounds],
        standing=stand.standing,  # type: ignore[arg-type]  # the wire's Literal
        blocks=stand.blocks,
        detail=stand.detail,
        reviews=[_whole(row, actor, stand.sha256) for row in rows],
    )


def candidates(session: Session, actor: Actor, inspection: UUID, *, at: datetime) -> list[LegalCandidate]:
    """Who may review the record today, those with least to do first.

    Raises:
        InspectionNotFound
    """
    require_readable(session, actor, inspection)
    case = queries.case_of(session, inspection)
    today = at.astimezone(SHANGHAI).date()
    rows = people_queries.candidates(session, inspection, case.agency_id, case.division_code, today)
    once = {row.id: row for row in reversed(rows) if row.id != actor.account_id}
    return [
        LegalCandidate(row.id, row.display_name, row.unit, qualification_words(row), row.shared, row.waiting)
        for row in sorted(once.values(), key=lambda row: (row.waiting, row.display_name))
    ]


def listed(
    session: Session, actor: Actor, *, state: str | None, mine: bool, cursor: str | None, limit: int
) -> Page[LegalReviewRow]:
    rows = queries.reviews(session, actor, state=state, mine=mine, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.id,), lambda row: review_row(row, actor))


def review(session: Session, actor: Actor, review_id: UUID) -> LegalReviewWire:
    """A review with the hash of what is decided as of now.

    Raises:
        ReviewNotFound
    """
    row = queries.review(session, actor, review_id)
    if row is None:
        raise ReviewNotFound
    return _whole(row, actor, stand_of(session, row.inspection_id).sha256)


def review_row(row: Any, actor: Actor) -> LegalReviewRow:
    return LegalReviewRow(
        id=row.id,
        inspection_id=row.inspection_id,
        subject_name=row.subject_name,
        agency_name=row.agency_name,
        round=row.round,
        state=row.state,
        grounds=[msgspec.convert(each, LegalGround) for each in row.grounds],
        request=row.request,
        requested_by=row.asked_by,
        requested_at=row.requested_at,
        reviewer=row.reviewer,
        reviewer_unit=row.reviewer_unit,
        mine=row.reviewer_id == actor.account_id,
        ended_at=row.ended_at,
    )


def qualification_words(row: Any) -> str:
    return f"{GROUNDS[row.ground]}({row.number},{row.since.isoformat()})"


def _whole(row: Any, actor: Actor, sha256: str) -> LegalReviewWire:
    points = msgspec.convert(row.points, list[LegalPoint])
    return LegalReviewWire(review_row(row, actor), sha256, points, row.words, qualification_words(row))


def ground(told: Ground) -> LegalGround:
    return LegalGround(told.code, told.words, told.source, list(told.entries))
