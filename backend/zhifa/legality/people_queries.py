"""SQL of who is qualified, who may be, and who may review a certain record."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.divisions import CITY_SUFFIX, within
from zhifa.agencies.models import Agency, AgencyAncestor, Division
from zhifa.db import table_of
from zhifa.identity.actor import Actor
from zhifa.identity.models import Account, Role
from zhifa.inspections.models import Entry, Participation
from zhifa.legality.models import LegalQualification, LegalReview
from zhifa.pages import after, decode_cursor
from zhifa.review.models import Review

Row = sa.Row[Any]
_Recorder, _Shared = aliased(Account), aliased(Division)
REVIEWERS = (Role.SUPERVISOR.value, Role.OVERSEER.value)


def holds_on(day: date) -> sa.ColumnElement[bool]:
    """Qualifications in force on a day."""
    last = col(LegalQualification.valid_to)
    return sa.and_(col(LegalQualification.valid_from) <= day, sa.or_(last.is_(None), last >= day))


def qualification_on(session: Session, account: UUID, day: date) -> UUID | None:
    """The account's qualification in force on a day; the latest, where there are several."""
    query = sa.select(col(LegalQualification.id)).where(col(LegalQualification.account_id) == account, holds_on(day))
    return session.scalar(query.order_by(col(LegalQualification.valid_from).desc()).limit(1))


def administers(actor: Actor) -> sa.ColumnElement[bool]:
    """Accounts of the actor's division: by their agency's place, or by their own."""
    if actor.division_code is None:
        return sa.false()
    return within(sa.func.coalesce(col(Agency.division_code), col(Account.division_code)), actor.division_code)


def holders(session: Session, actor: Actor, words: str, limit: int) -> Sequence[Row]:
    """Active reviewers whom the actor may qualify, by name."""
    query = (
        sa.select(col(Account.id), col(Account.display_name), _unit())
        .outerjoin(Agency, col(Agency.id) == col(Account.agency_id))
        .outerjoin(Division, col(Division.code) == col(Account.division_code))
        .where(administers(actor), col(Account.active), col(Account.role).in_(REVIEWERS))
    )
    if words:
        query = query.where(col(Account.display_name).contains(words, autoescape=True))
    return session.execute(query.order_by(col(Account.display_name), col(Account.id)).limit(limit)).all()


def may_hold(session: Session, actor: Actor, account: UUID) -> bool:
    query = (
        sa.select(col(Account.id))
        .outerjoin(Agency, col(Agency.id) == col(Account.agency_id))
        .where(col(Account.id) == account, administers(actor), col(Account.role).in_(REVIEWERS))
    )
    return session.scalar(query) is not None


def qualifications(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Sequence[Row]:
    """``limit + 1`` qualifications of accounts that the actor administers, newest first."""
    query = _qualifications().where(administers(actor)).order_by(col(LegalQualification.id).desc()).limit(limit + 1)
    if cursor is not None:
        query = query.where(after([col(LegalQualification.id)], decode_cursor(cursor, (UUID,)), descending=True))
    return session.execute(query).all()


def qualification(session: Session, actor: Actor, identifier: UUID) -> Row | None:
    query = _qualifications().where(administers(actor), col(LegalQualification.id) == identifier)
    return session.execute(query).one_or_none()


def candidates(session: Session, inspection: UUID, agency: UUID, division: str, day: date) -> Sequence[Row]:
    """Qualified today, of the agency or above it, or shared with its division; nobody who had a hand in the record."""
    above = sa.select(col(AgencyAncestor.ancestor_id)).where(col(AgencyAncestor.agency_id) == agency)
    over = _is_over(col(Account.division_code), division)
    own = sa.or_(
        sa.and_(col(Account.role) == Role.SUPERVISOR.value, col(Account.agency_id).in_(above)),
        sa.and_(col(Account.role) == Role.OVERSEER.value, over),
    )
    open_ones = (
        sa.select(sa.func.count())
        .where(col(LegalReview.reviewer_id) == col(Account.id), col(LegalReview.state) == "waiting")
        .scalar_subquery()
    )
    query = (
        sa.select(
            col(Account.id),
            col(Account.display_name),
            _unit(),
            *_ABOUT,
            sa.case((own, False), else_=True).label("shared"),
            open_ones.label("waiting"),
        )
        .join(LegalQualification, col(LegalQualification.account_id) == col(Account.id))
        .outerjoin(Agency, col(Agency.id) == col(Account.agency_id))
        .outerjoin(Division, col(Division.code) == col(Account.division_code))
        .where(
            col(Account.active),
            col(Account.role).in_(REVIEWERS),
            holds_on(day),
            sa.or_(own, _is_over(col(LegalQualification.shared_in), division)),
            col(Account.id).not_in(_involved(inspection)),
        )
    )
    return session.execute(query.order_by(sa.text("waiting"), col(Account.display_name), col(Account.id))).all()


def _involved(inspection: UUID) -> sa.CompoundSelect[UUID]:
    """Who wrote in the record, took part in the visit, decided on it, or withdrew from its review 回避."""
    wrote = sa.select(col(Entry.account_id)).where(col(Entry.inspection_id) == inspection)
    was_there = (
        sa.select(col(Account.id))
        .join(Participation, col(Participation.officer_id) == col(Account.officer_id))
        .where(col(Participation.inspection_id) == inspection)
    )
    decided = sa.select(col(Review.account_id)).where(
        col(Review.inspection_id) == inspection, col(Review.decision) != "comment"
    )
    withdrew = sa.select(col(LegalReview.reviewer_id)).where(
        col(LegalReview.inspection_id) == inspection, col(LegalReview.state) == "recused"
    )
    return sa.union(wrote, was_there, decided, withdrew)


def _is_over(column: Any, code: str) -> sa.ColumnElement[bool]:
    """Divisions in which the given one lies, itself among them."""
    over: sa.ColumnElement[bool] = column.in_({f"{code[:4]}{CITY_SUFFIX}", code[:6], code})
    return over


def _unit() -> Any:
    return sa.func.coalesce(col(Agency.name), col(Division.name), "").label("unit")


_ABOUT: tuple[Any, ...] = (
    col(LegalQualification.id).label("qualification_id"),
    col(LegalQualification.ground),
    col(LegalQualification.number),
    col(LegalQualification.since),
)


def _qualifications() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            *table_of(LegalQualification).c,
            col(Account.display_name).label("name"),
            _unit(),
            col(_Shared.name).label("shared_name"),
            col(_Recorder.display_name).label("recorder"),
        )
        .join(Account, col(Account.id) == col(LegalQualification.account_id))
        .join(_Recorder, col(_Recorder.id) == col(LegalQualification.recorded_by))
        .outerjoin(Agency, col(Agency.id) == col(Account.agency_id))
        .outerjoin(Division, col(Division.code) == col(Account.division_code))
        .outerjoin(_Shared, col(_Shared.code) == col(LegalQualification.shared_in))
    )
