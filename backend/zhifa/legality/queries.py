"""SQL of 法制审核: reviews, who sees them, and what a record stands on."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.models import Agency, Division
from zhifa.db import table_of
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Account
from zhifa.inspections.models import Inspection
from zhifa.legality.models import LegalQualification, LegalReview
from zhifa.legality.standing import VOID
from zhifa.pages import after, decode_cursor
from zhifa.subjects.models import Subject

Row = sa.Row[Any]
_Reviewer, _Asker = aliased(Account), aliased(Account)
_Unit, _Realm = aliased(Agency), aliased(Division)


def last_opinions(session: Session, inspections: Collection[UUID]) -> Mapping[UUID, tuple[str | None, str]]:
    """(state, hash of what it reviewed) of each record's last review that did not end without an opinion."""
    rows = session.execute(
        sa.select(col(LegalReview.inspection_id), col(LegalReview.state), col(LegalReview.decisive_sha256))
        .where(col(LegalReview.inspection_id).in_(inspections), col(LegalReview.state).not_in(VOID))
        .order_by(col(LegalReview.round))
    )
    return {inspection: (state, sha256) for inspection, state, sha256 in rows}


def case_of(session: Session, inspection: UUID) -> Row:
    """Agency, its division, the subject's kind, and the day of the visit."""
    return session.execute(
        sa.select(
            col(Inspection.agency_id),
            col(Inspection.subject_name),
            col(Inspection.opened_at),
            col(Inspection.state),
            col(Agency.division_code),
            col(Subject.kind).label("subject_kind"),
        )
        .join(Agency, col(Agency.id) == col(Inspection.agency_id))
        .outerjoin(Subject, col(Subject.id) == col(Inspection.subject_id))
        .where(col(Inspection.id) == inspection)
    ).one()


def sees(actor: Actor) -> sa.ColumnElement[bool]:
    """Reviews of records in the actor's scope, and those that the actor was asked for."""
    return sa.or_(
        col(LegalReview.agency_id).in_(agencies_in_scope(actor)), col(LegalReview.reviewer_id) == actor.account_id
    )


def reviews(
    session: Session, actor: Actor, *, state: str | None, mine: bool, cursor: str | None, limit: int
) -> Sequence[Row]:
    """``limit + 1`` reviews, newest first."""
    query = _rows().where(col(LegalReview.reviewer_id) == actor.account_id if mine else sees(actor))
    if state is not None:
        query = query.where(col(LegalReview.state) == state)
    if cursor is not None:
        query = query.where(after([col(LegalReview.id)], decode_cursor(cursor, (UUID,)), descending=True))
    return session.execute(query.order_by(col(LegalReview.id).desc()).limit(limit + 1)).all()


def review(session: Session, actor: Actor, review_id: UUID) -> Row | None:
    return session.execute(_rows().where(sees(actor), col(LegalReview.id) == review_id)).one_or_none()


def reviews_of(session: Session, inspection: UUID) -> Sequence[Row]:
    """Every review of a record, newest first. Callers ask first whether the asker may see it."""
    query = _rows().where(col(LegalReview.inspection_id) == inspection)
    return session.execute(query.order_by(col(LegalReview.round).desc())).all()


def held(session: Session, review_id: UUID) -> LegalReview:
    """The review, held until the transaction ends."""
    row: LegalReview = session.execute(
        sa.select(LegalReview)
        .where(col(LegalReview.id) == review_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()
    return row


def last_round(session: Session, inspection: UUID) -> int:
    query = sa.select(sa.func.max(col(LegalReview.round))).where(col(LegalReview.inspection_id) == inspection)
    return session.scalar(query) or 0


def waiting(session: Session, inspection: UUID) -> UUID | None:
    return session.scalar(
        sa.select(col(LegalReview.id)).where(
            col(LegalReview.inspection_id) == inspection, col(LegalReview.state) == "waiting"
        )
    )


def _rows() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            *table_of(LegalReview).c,
            col(Inspection.subject_name),
            col(Agency.name).label("agency_name"),
            col(_Asker.display_name).label("asked_by"),
            col(_Reviewer.display_name).label("reviewer"),
            sa.func.coalesce(col(_Unit.name), col(_Realm.name), "").label("reviewer_unit"),
            col(LegalQualification.ground),
            col(LegalQualification.number),
            col(LegalQualification.since),
        )
        .join(Inspection, col(Inspection.id) == col(LegalReview.inspection_id))
        .join(Agency, col(Agency.id) == col(LegalReview.agency_id))
        .join(_Asker, col(_Asker.id) == col(LegalReview.requested_by))
        .join(_Reviewer, col(_Reviewer.id) == col(LegalReview.reviewer_id))
        .join(LegalQualification, col(LegalQualification.id) == col(LegalReview.qualification_id))
        .outerjoin(_Unit, col(_Unit.id) == col(_Reviewer.agency_id))
        .outerjoin(_Realm, col(_Realm.code) == col(_Reviewer.division_code))
    )
