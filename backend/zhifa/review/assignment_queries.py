"""SQL of who a record is given to, and of who may be given what."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.divisions import prefix_of
from zhifa.agencies.models import Agency, AgencyAncestor, Division
from zhifa.identity.models import Account, Role
from zhifa.review.assignment_models import Assignment
from zhifa.review.assignment_schemas import Assignee


def assignees(session: Session, inspections: Collection[UUID]) -> dict[UUID, Assignee]:
    """Of those of a page's inspections that were given to somebody."""
    rows = session.execute(
        sa.select(col(Assignment.inspection_id), col(Account.id), col(Account.display_name))
        .join(Account, col(Account.id) == col(Assignment.account_id))
        .where(col(Assignment.inspection_id).in_(inspections))
    )
    return {row[0]: Assignee(row[1], row[2]) for row in rows}


def given_to(account: UUID) -> sa.Select[UUID]:
    """The ids of the inspections that an account was given, as a subquery."""
    return sa.select(col(Assignment.inspection_id)).where(col(Assignment.account_id) == account)


def current(session: Session, inspection: UUID) -> UUID | None:
    """With the inspection locked: to whom it is given."""
    return session.scalar(sa.select(col(Assignment.account_id)).where(col(Assignment.inspection_id) == inspection))


def give(session: Session, inspection: UUID, account: UUID | None, *, by: UUID, at: datetime) -> None:
    session.execute(sa.delete(Assignment).where(col(Assignment.inspection_id) == inspection))
    if account is not None:
        row = {"inspection_id": inspection, "account_id": account, "by_id": by, "at": at}
        session.execute(sa.insert(Assignment), row)


def reviewers_of(session: Session, agencies: Collection[UUID]) -> Sequence[Any]:
    """Active reviewers whose scope holds every one of the agencies: those nearest to them first."""
    codes = list(session.scalars(sa.select(col(Agency.division_code)).where(col(Agency.id).in_(agencies))))
    divisions = {above for code in codes for above in (f"{code[:4]}00", code[:6], code)}
    above = (
        sa.select(col(AgencyAncestor.ancestor_id))
        .where(col(AgencyAncestor.agency_id).in_(agencies))
        .group_by(col(AgencyAncestor.ancestor_id))
        .having(sa.func.count() == len(set(agencies)))
    )
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Account.id), col(Account.display_name).label("name"), col(Account.role),
            col(Account.division_code), sa.func.coalesce(col(Agency.name), col(Division.name), "").label("unit"),
        )
        .outerjoin(Agency, col(Agency.id) == col(Account.agency_id))
        .outerjoin(Division, col(Division.code) == col(Account.division_code))
        .where(
            col(Account.active),
            sa.or_(
                sa.and_(col(Account.role) == Role.SUPERVISOR.value, col(Account.agency_id).in_(above)),
                sa.and_(col(Account.role) == Role.OVERSEER.value, col(Account.division_code).in_(divisions)),
            ),
        )
        .order_by(col(Account.username))
    )  # fmt: skip
    able = [row for row in session.execute(query) if _holds(row, codes)]
    return sorted(able, key=_distance)


def _holds(row: Any, codes: Collection[str]) -> bool:
    return row.role != Role.OVERSEER.value or all(code.startswith(prefix_of(row.division_code)) for code in codes)


def _distance(row: Any) -> tuple[bool, int]:
    """Supervisors first, then overseers of the smaller division."""
    return row.role != Role.SUPERVISOR.value, -len(prefix_of(row.division_code or ""))
