"""SQL of 案卷评查. A draw is seen by who oversees its division; a sheet by its reviewer, and by those once it is in."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.divisions import code_range, within
from zhifa.agencies.models import Agency, Division
from zhifa.appraisal.models import Draw, DrawMember, Recusal, Rubric, Sheet
from zhifa.compliance.models import ComplianceCheck
from zhifa.db import table_of
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Account, Role
from zhifa.inspections.models import Entry, Inspection, Participation
from zhifa.inspections.state import State
from zhifa.matters.models import Matter
from zhifa.pages import after, decode_cursor
from zhifa.review.models import Review

Row = sa.Row[Any]
_Drawer = aliased(Account)


def rubrics(session: Session) -> Sequence[Rubric]:
    """The newest version of each."""
    newest = sa.select(col(Rubric.name), sa.func.max(col(Rubric.version)).label("version")).group_by(col(Rubric.name))
    latest = newest.subquery()
    query = sa.select(Rubric).join(
        latest, sa.and_(latest.c.name == col(Rubric.name), latest.c.version == col(Rubric.version))
    )
    return session.scalars(query.order_by(col(Rubric.name))).all()


def versions(session: Session, name: str) -> Sequence[Row]:
    """Every version of a rubric with who wrote it, the newest first."""
    query = sa.select(*table_of(Rubric).c, col(Account.display_name).label("author"))
    query = query.outerjoin(Account, col(Account.id) == col(Rubric.created_by)).where(col(Rubric.name) == name)
    return session.execute(query.order_by(col(Rubric.version).desc())).all()


def last_version(session: Session, name: str) -> int:
    return session.scalar(sa.select(sa.func.max(col(Rubric.version))).where(col(Rubric.name) == name)) or 0


def sees(actor: Actor) -> sa.ColumnElement[bool]:
    """Draws of the actor's division and of those beneath."""
    if actor.role is not Role.OVERSEER or actor.division_code is None:
        return sa.false()
    return within(col(Draw.division_code), actor.division_code)


def draws(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Sequence[Row]:
    """``limit + 1`` draws, newest first."""
    query = _draws().where(sees(actor)).order_by(col(Draw.id).desc()).limit(limit + 1)
    if cursor is not None:
        query = query.where(after([col(Draw.id)], decode_cursor(cursor, (UUID,)), descending=True))
    return session.execute(query).all()


def draw(session: Session, actor: Actor, draw_id: UUID) -> Row | None:
    return session.execute(_draws().where(sees(actor), col(Draw.id) == draw_id)).one_or_none()


def draw_held(session: Session, actor: Actor, draw_id: UUID) -> Draw | None:
    """The draw, held until the transaction ends."""
    return session.scalar(sa.select(Draw).where(sees(actor), col(Draw.id) == draw_id).with_for_update())


def freeze(
    session: Session,
    actor: Actor,
    draw_id: UUID,
    *,
    agency: UUID | None,
    matter: UUID | None,
    since: datetime,
    until: datetime,
) -> None:
    """Puts every accepted record of the time, the scope and the matter on the list."""
    listed = sa.select(sa.literal(draw_id, type_=sa.Uuid()), col(Inspection.id)).where(
        col(Inspection.agency_id).in_(agencies_in_scope(actor)),
        col(Inspection.state) == State.ACCEPTED.value,
        col(Inspection.closed_at) >= since,
        col(Inspection.closed_at) < until,
    )
    if agency is not None:
        listed = listed.where(col(Inspection.agency_id) == agency)
    if matter is not None:
        listed = listed.where(col(Inspection.id).in_(_about(session, matter)))
    session.execute(sa.insert(DrawMember).from_select(["draw_id", "inspection_id"], listed))


def members(session: Session, draw_id: UUID) -> Sequence[UUID]:
    """The frozen list, ascending by the hexadecimal digits; both databases order ids so."""
    query = sa.select(col(DrawMember.inspection_id)).where(col(DrawMember.draw_id) == draw_id)
    return session.scalars(query.order_by(col(DrawMember.inspection_id))).all()


def place(session: Session, draw_id: UUID, drawn: Sequence[UUID]) -> None:
    key = sa.and_(
        col(DrawMember.draw_id) == draw_id, col(DrawMember.inspection_id) == sa.bindparam("record", type_=sa.Uuid())
    )
    statement = sa.update(table_of(DrawMember)).where(key).values(place=sa.bindparam("number"))
    session.connection().execute(
        statement, [{"record": each, "number": number} for number, each in enumerate(drawn, 1)]
    )


def drawn(session: Session, draw_id: UUID) -> Sequence[Row]:
    """The drawn records in order."""
    return session.execute(
        sa.select(
            col(DrawMember.inspection_id),
            col(DrawMember.place),
            col(Inspection.subject_name),
            col(Agency.name).label("agency_name"),
            col(Agency.division_code),
        )
        .join(Inspection, col(Inspection.id) == col(DrawMember.inspection_id))
        .join(Agency, col(Agency.id) == col(Inspection.agency_id))
        .where(col(DrawMember.draw_id) == draw_id, col(DrawMember.place).is_not(None))
        .order_by(col(DrawMember.place))
    ).all()


def reviewers_of(session: Session, division_code: str) -> list[UUID]:
    """Active overseers whose division the given one lies in, those with least to do first."""
    load = sa.func.count(sa.case((col(Sheet.submitted_at).is_(None), col(Sheet.id))))
    rows = session.execute(
        sa.select(col(Account.id), col(Account.division_code))
        .outerjoin(Sheet, col(Sheet.account_id) == col(Account.id))
        .where(col(Account.role) == Role.OVERSEER, col(Account.active), col(Account.division_code).is_not(None))
        .group_by(col(Account.id), col(Account.division_code))
        .order_by(load, col(Account.id))
    )
    return [account for account, code in rows if _covers(code, division_code)]


def barred(session: Session, draw_id: UUID, inspections: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """(inspection, account) of all who may not appraise one of the records.

    They decided on it, wrote in it, took part in the visit, belong to the agency that paid it, or withdrew 回避.
    """
    decided = sa.select(col(Review.inspection_id), col(Review.account_id)).where(
        col(Review.inspection_id).in_(inspections), col(Review.decision) != "comment"
    )
    wrote = sa.select(col(Entry.inspection_id), col(Entry.account_id)).where(col(Entry.inspection_id).in_(inspections))
    was_there = (
        sa.select(col(Participation.inspection_id), col(Account.id))
        .join(Account, col(Account.officer_id) == col(Participation.officer_id))
        .where(col(Participation.inspection_id).in_(inspections))
    )
    colleagues = (
        sa.select(col(Inspection.id), col(Account.id))
        .join(Account, col(Account.agency_id) == col(Inspection.agency_id))
        .where(col(Inspection.id).in_(inspections), col(Account.role) == Role.OVERSEER)
    )
    withdrew = sa.select(col(Recusal.inspection_id), col(Recusal.account_id)).where(
        col(Recusal.draw_id) == draw_id, col(Recusal.inspection_id).in_(inspections)
    )
    rows = session.execute(sa.union(decided, wrote, was_there, colleagues, withdrew))
    return {(inspection, account) for inspection, account in rows}


def sheets_of_draw(session: Session, draw_id: UUID, inspection: UUID | None = None) -> Sequence[Row]:
    """The sheets with their reviewers' names, record by record."""
    query = sa.select(*_SHEET, col(Account.display_name).label("reviewer")).join(
        Account, col(Account.id) == col(Sheet.account_id)
    )
    if inspection is not None:
        query = query.where(col(Sheet.inspection_id) == inspection)
    return session.execute(query.where(col(Sheet.draw_id) == draw_id).order_by(col(Sheet.id))).all()


def own_sheets(
    session: Session, actor: Actor, *, submitted: bool | None, cursor: str | None, limit: int
) -> Sequence[Row]:
    """``limit + 1`` of the actor's sheets, newest first."""
    query = _sheets().where(col(Sheet.account_id) == actor.account_id).order_by(col(Sheet.id).desc()).limit(limit + 1)
    if submitted is not None:
        done = col(Sheet.submitted_at).is_not(None)
        query = query.where(done if submitted else sa.not_(done))
    if cursor is not None:
        query = query.where(after([col(Sheet.id)], decode_cursor(cursor, (UUID,)), descending=True))
    return session.execute(query).all()


def sheet(session: Session, actor: Actor, sheet_id: UUID) -> Row | None:
    """The actor's own sheet, or another's of a draw that the actor sees; whether it may be read is asked above."""
    mine_or_seen = sa.or_(col(Sheet.account_id) == actor.account_id, sees(actor))
    return session.execute(_sheets().where(mine_or_seen, col(Sheet.id) == sheet_id)).one_or_none()


def sheet_held(session: Session, actor: Actor, sheet_id: UUID) -> Sheet | None:
    """The actor's own sheet, with its draw held until the end: two that are handed in at once take turns."""
    found = session.scalar(sa.select(Sheet).where(col(Sheet.account_id) == actor.account_id, col(Sheet.id) == sheet_id))
    if found is not None:
        session.execute(sa.select(col(Draw.id)).where(col(Draw.id) == found.draw_id).with_for_update())
        session.refresh(found)
    return found


def sheet_of(session: Session, draw_id: UUID, inspection: UUID, part: str) -> Sheet | None:
    """With the draw held: whoever has that part of a record."""
    return session.scalar(
        sa.select(Sheet)
        .where(col(Sheet.draw_id) == draw_id, col(Sheet.inspection_id) == inspection, col(Sheet.part) == part)
        .execution_options(populate_existing=True)
    )


def handovers(session: Session, draw_id: UUID) -> Sequence[Row]:
    """The sheets of a draw that changed hands, oldest first."""
    by = aliased(Account)
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Recusal.inspection_id),
            col(Account.display_name).label("reviewer"),
            col(by.display_name).label("by"),
            col(Recusal.words),
            col(Recusal.at),
        )
        .join(Account, col(Account.id) == col(Recusal.account_id))
        .outerjoin(by, col(by.id) == col(Recusal.by_id))
        .where(col(Recusal.draw_id) == draw_id)
        .order_by(col(Recusal.at), col(Recusal.id))
    )
    return session.execute(query).all()


def named(session: Session, model: type[Agency] | type[Matter], identifier: UUID) -> bool:
    return session.get(model, identifier) is not None


def division_of(session: Session, inspection: UUID) -> str:
    where: str = session.execute(
        sa.select(col(Agency.division_code))
        .join(Inspection, col(Inspection.agency_id) == col(Agency.id))
        .where(col(Inspection.id) == inspection)
    ).scalar_one()
    return where


_SHEET = tuple(table_of(Sheet).c)


def _draws() -> sa.Select[*tuple[Any, ...]]:
    of_draw = sa.select(sa.func.count()).where(col(Sheet.draw_id) == col(Draw.id))
    return (
        sa.select(
            *table_of(Draw).c,
            col(Division.name).label("division_name"),
            col(Agency.name).label("agency_name"),
            col(Matter.name).label("matter_name"),
            col(Rubric.name).label("rubric_name"),
            col(_Drawer.display_name).label("frozen_name"),
            of_draw.scalar_subquery().label("sheets"),
            of_draw.where(col(Sheet.submitted_at).is_not(None)).scalar_subquery().label("submitted"),
        )
        .join(Division, col(Division.code) == col(Draw.division_code))
        .join(Rubric, col(Rubric.id) == col(Draw.rubric_id))
        .join(_Drawer, col(_Drawer.id) == col(Draw.frozen_by))
        .outerjoin(Agency, col(Agency.id) == col(Draw.agency_id))
        .outerjoin(Matter, col(Matter.id) == col(Draw.matter_id))
    )


def _about(session: Session, matter: UUID) -> sa.Select[UUID]:
    """Visits about a matter, by its code as their last check noted it."""
    code = session.scalar(sa.select(col(Matter.code)).where(col(Matter.id) == matter)) or ""
    noted = sa.cast(col(ComplianceCheck.matters), sa.Text)
    return sa.select(col(ComplianceCheck.inspection_id)).where(noted.contains(f'"{code}"', autoescape=True))


def _sheets() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            *_SHEET,
            col(Draw.title).label("draw_title"),
            col(Draw.rubric_id),
            col(Inspection.subject_name),
            col(Agency.name).label("agency_name"),
        )
        .join(Draw, col(Draw.id) == col(Sheet.draw_id))
        .join(Inspection, col(Inspection.id) == col(Sheet.inspection_id))
        .join(Agency, col(Agency.id) == col(Inspection.agency_id))
    )


def _covers(overseen: str, code: str) -> bool:
    start, end = code_range(overseen)
    return start <= code < end
