"""SQL of referrals. Both sides see one: whoever may see the record's agency, and whoever the addressed one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.divisions import prefix_of, within
from zhifa.agencies.models import Agency, Division
from zhifa.compliance.models import ComplianceFinding
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Account
from zhifa.inspections.models import Inspection
from zhifa.inspections.queries import BY_AGENCY
from zhifa.inspections.state import State
from zhifa.pages import after
from zhifa.review.models import Review
from zhifa.review.referral_models import Referral

KEY = (col(Referral.at), col(Referral.id))
POSITION = (datetime, UUID)
HELD = ("pending", "accepted")

_From, _To = aliased(Agency), aliased(Agency)
_Sent, _Answer = aliased(Review), aliased(Review)
_Sender, _Answerer = aliased(Account), aliased(Account)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFilters:
    """``direction``: sent to agencies of the actor's scope, or from them."""

    direction: str
    state: str | None = None


def in_force(session: Session, inspection: UUID) -> Referral | None:
    """The referral under which another agency has the record, or is to take it."""
    query = sa.select(Referral).where(col(Referral.inspection_id) == inspection, col(Referral.state).in_(HELD))
    return session.scalar(query.execution_options(populate_existing=True))


def all_in_force(session: Session, inspections: Collection[UUID]) -> Sequence[Any]:
    """(inspection, state, name of the agency addressed)."""
    return session.execute(
        sa.select(col(Referral.inspection_id), col(Referral.state), col(_To.name))
        .join(_To, col(_To.id) == col(Referral.to_agency_id))
        .where(col(Referral.inspection_id).in_(inspections), col(Referral.state).in_(HELD))
    ).all()


def count_waiting(session: Session, actor: Actor) -> int:
    """Those to agencies of the actor's scope, from none of it, that were not answered, or whose record has ended and
    waits for review."""
    if actor.role not in BY_AGENCY:
        return 0
    scope = agencies_in_scope(actor)
    statement = (
        sa.select(sa.func.count())
        .select_from(Referral)
        .join(Inspection, col(Inspection.id) == col(Referral.inspection_id))
        .where(
            col(Referral.state).in_(HELD),
            col(Referral.to_agency_id).in_(scope),
            col(Referral.from_agency_id).not_in(scope),
            sa.or_(col(Referral.state) == "pending", col(Inspection.state) == State.CLOSED),
        )
    )
    return session.scalar(statement) or 0


def held(session: Session, actor: Actor, referral: UUID) -> Referral | None:
    """One that the actor may see; callers lock its record before they change it."""
    seen = sa.or_(_reaches(actor, Referral.from_agency_id), _reaches(actor, Referral.to_agency_id))
    return session.scalar(sa.select(Referral).where(col(Referral.id) == referral, seen))


def page_rows(
    session: Session, actor: Actor, filters: ReferralFilters, position: tuple[Any, ...] | None, limit: int
) -> Sequence[Any]:
    """The latest sent first."""
    side = Referral.to_agency_id if filters.direction == "in" else Referral.from_agency_id
    conditions = [_reaches(actor, side)]
    if filters.state:
        conditions.append(col(Referral.state) == filters.state)
    if position is not None:
        conditions.append(after(KEY, position, descending=True))
    query = _rows(actor).where(*conditions).order_by(*(column.desc() for column in KEY)).limit(limit)
    return session.execute(query).all()


def of_record(session: Session, actor: Actor, inspection: UUID) -> Any | None:
    """The latest of a record that the actor may read."""
    query = _rows(actor).where(col(Referral.inspection_id) == inspection)
    return session.execute(query.order_by(*(column.desc() for column in KEY)).limit(1)).one_or_none()


def one(session: Session, actor: Actor, referral: UUID) -> Any:
    return session.execute(_rows(actor).where(col(Referral.id) == referral)).one()


def addressable(session: Session, agency: UUID, words: str, limit: int) -> Sequence[Any]:
    """Other agencies of the same city, those of the record's own county first."""
    own = session.scalars(sa.select(col(Agency.division_code)).where(col(Agency.id) == agency)).one()
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Agency.id), col(Agency.name), col(Agency.division_code),
            col(Division.name).label("division_name"), sa.literal(own).label("own_division"),
        )
        .join(Division, col(Division.code) == col(Agency.division_code))
        .where(within(col(Agency.division_code), f"{own[:4]}00"), col(Agency.id) != agency)
        .order_by(sa.case((within(col(Agency.division_code), own[:6]), 0), else_=1), col(Agency.division_code))
        .order_by(col(Agency.code))
        .limit(limit)
    )  # fmt: skip
    if words:
        query = query.where(col(Agency.name).icontains(words, autoescape=True))
    return session.execute(query).all()


def may_address(session: Session, agency: UUID, to: UUID) -> bool:
    """Whether both are agencies of one city, and not the same."""
    both = {row.id: row.division_code for row in session.execute(
        sa.select(col(Agency.id), col(Agency.division_code)).where(col(Agency.id).in_({agency, to}))
    )}  # fmt: skip
    return len(both) == 2 and len({prefix_of(f"{code[:4]}00") for code in both.values()}) == 1


def unknown_rules(session: Session, inspection: UUID, rules: Collection[str]) -> set[str]:
    """Those that found nothing in the record."""
    found = sa.select(col(ComplianceFinding.rule)).where(
        col(ComplianceFinding.inspection_id) == inspection, col(ComplianceFinding.rule).in_(rules)
    )
    return set(rules) - set(session.scalars(found))


def _reaches(actor: Actor, side: Any) -> sa.ColumnElement[bool]:
    """Asked of each row in turn, so that the walk along the index keeps its order."""
    if actor.role not in BY_AGENCY:
        return sa.false()
    scope = agencies_in_scope(actor).subquery("scope")
    return sa.exists().where(scope.c[0] == col(side))


def _rows(actor: Actor) -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        col(Referral.id), col(Referral.inspection_id), col(Inspection.subject_name),
        col(Inspection.state).label("record_state"), col(_From.name).label("from_agency"),
        col(_To.name).label("to_agency"), col(Referral.state), col(_Sent.words), col(Referral.findings),
        col(Referral.at), col(_Sender.display_name).label("sent_by"),
        sa.func.coalesce(col(_Answer.words), "").label("answer"), col(_Answerer.display_name).label("answered_by"),
        col(_Answer.at).label("answered_at"), _reaches(actor, Referral.to_agency_id).label("mine"),
        _reaches(actor, Referral.from_agency_id).label("own"),
    )  # fmt: skip
    return (
        sa.select(*columns)
        .join(Inspection, col(Inspection.id) == col(Referral.inspection_id))
        .join(_From, col(_From.id) == col(Referral.from_agency_id))
        .join(_To, col(_To.id) == col(Referral.to_agency_id))
        .join(_Sent, col(_Sent.id) == col(Referral.sent_id))
        .join(_Sender, col(_Sender.id) == col(_Sent.account_id))
        .outerjoin(_Answer, col(_Answer.id) == col(Referral.answer_id))
        .outerjoin(_Answerer, col(_Answerer.id) == col(_Answer.account_id))
    )
