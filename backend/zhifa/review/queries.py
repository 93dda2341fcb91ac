"""SQL of reviews. Who may see a review is whoever may see its inspection; callers ask that first."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency, Division
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
    """The latest accept or return of each of a page's inspections."""
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
        .where(col(models.Review.inspection_id).in_(inspections), col(models.Review.decision).in_(("accept", "return")))
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
