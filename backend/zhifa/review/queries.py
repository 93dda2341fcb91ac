"""SQL of reviews. Who may see a review is whoever may see its inspection; callers ask that first."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
import sqlalchemy.orm
from sqlmodel import Session, col

from zhifa.agencies.models import Agency, Division
from zhifa.appraisal.models import Draw, DrawMember
from zhifa.compliance.models import ComplianceCheck, ComplianceFinding
from zhifa.identity.models import Account
from zhifa.inspections.models import Entry, Inspection, Notebook, Participation
from zhifa.review import models
from zhifa.review.schemas import Review, ReviewGlance

_OLDEST_FIRST = (col(models.Review.at), col(models.Review.id))


def reviews_of(session: Session, inspection: UUID, *, since_version: int = 0) -> list[Review]:
    """What was said of an inspection at ``since_version`` of it or later, oldest first."""
    columns: list[Any] = [
        col(models.Review.id),
        col(models.Review.decision),
        col(models.Review.words),
        col(models.Review.entries),
        col(models.Review.at),
        col(models.Review.undoes),
        col(Account.display_name).label("reviewer"),
        col(Account.role).label("reviewer_role"),
        sa.func.coalesce(col(Agency.name), col(Division.name), "").label("agency_name"),
    ]
    statement = (
        sa.select(*columns)
        .join(Account, col(Account.id) == col(models.Review.account_id))
        .outerjoin(Agency, col(Agency.id) == col(Account.agency_id))
        .outerjoin(Division, col(Division.code) == col(Account.division_code))
        .where(col(models.Review.inspection_id) == inspection, col(models.Review.version) >= since_version)
        .order_by(*_OLDEST_FIRST)
    )
    return [msgspec.convert(dict(row._mapping), Review, strict=False) for row in session.execute(statement)]


def last_decisions(session: Session, inspections: Collection[UUID]) -> dict[UUID, ReviewGlance]:
    """The latest accept or return of each of a page's inspections that was not taken back."""
    undo = sa.orm.aliased(models.Review)
    rows = session.execute(
        sa.select(
            col(models.Review.inspection_id),
            col(models.Review.id),
            col(models.Review.decision),
            col(models.Review.words),
            col(models.Review.at),
            col(Account.display_name),
        )
        .join(Account, col(Account.id) == col(models.Review.account_id))
        .where(
            col(models.Review.inspection_id).in_(inspections),
            col(models.Review.decision).in_(("accept", "return")),
            ~sa.exists().where(col(undo.undoes) == col(models.Review.id)),
        )
        .order_by(*_OLDEST_FIRST)
    )
    return {row[0]: ReviewGlance(*row[1:]) for row in rows}


def lock(session: Session, inspection: UUID) -> Inspection | None:
    """The inspection as it stands once nobody else can add an entry or a decision to it.

    The notebook's row is what the sync door locks as well. On SQLite the write transaction itself is the lock.
    """
    session.execute(sa.select(col(Notebook.id)).where(col(Notebook.id) == inspection).with_for_update())
    return session.scalar(
        sa.select(Inspection).where(col(Inspection.id) == inspection).execution_options(populate_existing=True)
    )


def took_part(session: Session, inspection: UUID, account: UUID, officer: UUID | None) -> bool:
    """Whether the account, or its officer, made any of the record that is to be reviewed."""
    wrote = sa.select(col(Entry.jti)).where(col(Entry.inspection_id) == inspection, col(Entry.account_id) == account)
    was_there = sa.select(col(Participation.officer_id)).where(
        col(Participation.inspection_id) == inspection, col(Participation.officer_id) == officer
    )
    return bool(session.scalar(sa.select(sa.or_(sa.exists(wrote), sa.exists(was_there)))))


def officers_of(session: Session, inspection: UUID) -> set[UUID]:
    """Who took part."""
    query = sa.select(col(Participation.officer_id)).where(col(Participation.inspection_id) == inspection)
    return set(session.scalars(query))


def strangers(session: Session, inspection: UUID, entries: Collection[UUID]) -> set[UUID]:
    """Those of ``entries`` that do not belong to the inspection."""
    known = sa.select(col(Entry.jti)).where(col(Entry.inspection_id) == inspection, col(Entry.jti).in_(entries))
    return set(entries) - set(session.scalars(known))


def one_of(session: Session, review: UUID, account: UUID) -> models.Review | None:
    """A review, if this account wrote it."""
    query = sa.select(models.Review).where(col(models.Review.id) == review, col(models.Review.account_id) == account)
    return session.scalar(query)


def after(session: Session, review: models.Review) -> Sequence[Any]:
    """What was said of the same record since, oldest first."""
    return session.execute(
        sa.select(col(models.Review.id), col(models.Review.decision), col(models.Review.undoes))
        .where(
            col(models.Review.inspection_id) == review.inspection_id,
            col(models.Review.version) > review.version,
        )
        .order_by(*_OLDEST_FIRST)
    ).all()


def standing_of(session: Session, inspection: UUID, account: UUID) -> UUID | None:
    """The decision in force on a record, if this account made it."""
    found = last_decisions(session, [inspection]).get(inspection)
    return found.id if found and one_of(session, found.id, account) else None


def drawn_since(session: Session, inspection: UUID, moment: datetime) -> bool:
    """Whether it was frozen into a list of 案卷评查 since."""
    drawn = (
        sa.select(col(DrawMember.draw_id))
        .join(Draw, col(Draw.id) == col(DrawMember.draw_id))
        .where(col(DrawMember.inspection_id) == inspection, col(Draw.frozen_at) >= moment)
    )
    return bool(session.scalar(sa.select(sa.exists(drawn))))


def state_of_check(session: Session, inspection: UUID) -> Any | None:
    """``version`` of the record and the one that the rules were last read against; whose record it is."""
    return session.execute(
        sa.select(
            col(Inspection.version),
            col(ComplianceCheck.version).label("checked"),
            col(Inspection.agency_id),
            col(Agency.division_code),
        )
        .join(Agency, col(Agency.id) == col(Inspection.agency_id))
        .outerjoin(ComplianceCheck, col(ComplianceCheck.inspection_id) == col(Inspection.id))
        .where(col(Inspection.id) == inspection)
    ).one_or_none()


def open_findings(session: Session, inspection: UUID, severities: Collection[str]) -> Sequence[Any]:
    """The gravest first."""
    return session.execute(
        sa.select(col(ComplianceFinding.severity), col(ComplianceFinding.trace))
        .where(
            col(ComplianceFinding.inspection_id) == inspection,
            col(ComplianceFinding.state) == "open",
            col(ComplianceFinding.severity).in_(severities),
        )
        .order_by(sa.case({"block": 0, "warn": 1}, value=col(ComplianceFinding.severity), else_=2))
    ).all()


def agency_of(session: Session, inspection: UUID) -> UUID:
    """Whose record it is."""
    return session.scalars(sa.select(col(Inspection.agency_id)).where(col(Inspection.id) == inspection)).one()


def author_of(session: Session, review: UUID) -> UUID:
    return session.scalars(sa.select(col(models.Review.account_id)).where(col(models.Review.id) == review)).one()


def officer_of(session: Session, account: UUID) -> UUID | None:
    return session.scalar(sa.select(col(Account.officer_id)).where(col(Account.id) == account))
