"""Lists of inspections as the wire has them, from rows and what is joined to them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from zhifa.identity.actor import Actor
from zhifa.inspections.listing import Filters, count_by_state, count_quarantined, order_of, page_rows
from zhifa.inspections.row_facts import RowFacts, facts_of
from zhifa.inspections.schemas import AnswerCounts, InspectionCounts, InspectionRow
from zhifa.pages import Page, decode_cursor, page_of
from zhifa.review import referral_queries as referrals
from zhifa.settings import Settings


def page(
    session: Session, actor: Actor, filters: Filters, *, cursor: str | None, limit: int, settings: Settings
) -> Page[InspectionRow]:
    """A page of the inspections that the actor may see, newest closed first or by risk.

    Raises:
        CursorInvalid: it is none, or one of another order.
    """
    order = order_of(filters)
    position = decode_cursor(cursor, order.position) if cursor else None
    found = page_rows(session, actor, filters, position, limit + 1)
    shown = dict(zip((row.id for row in found[:limit]), wire_rows(session, found[:limit], settings), strict=True))
    return page_of(found, limit, order.key_of, lambda row: shown[row.id])


def counts(session: Session, actor: Actor, filters: Filters) -> InspectionCounts:
    return InspectionCounts(
        **count_by_state(session, actor, filters),
        quarantined=count_quarantined(session, actor, filters.agency),
        referred=referrals.count_waiting(session, actor),
    )


def wire_rows(session: Session, rows: Sequence[Any], settings: Settings) -> list[InspectionRow]:
    facts = facts_of(session, [row.id for row in rows])
    late_after = timedelta(hours=settings.late_entry_hours)
    return [_wire_row(row, facts, late_after) for row in rows]


def _wire_row(row: Any, facts: RowFacts, late_after: timedelta) -> InspectionRow:
    answers, delay = row.summary.get("answers", {}), facts.closing_delay.get(row.id)
    return InspectionRow(
        id=row.id,
        state=row.state,
        subject_id=row.subject_id,
        subject_name=row.subject_name,
        agency_id=row.agency_id,
        agency_name=row.agency_name,
        officers=facts.officers.get(row.id, []),
        matters=row.summary.get("matters", []),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        received_at=row.last_received_at,
        answers=AnswerCounts(pass_=answers.get("pass", 0), fail=answers.get("fail", 0), na=answers.get("na", 0)),
        photos=row.summary.get("photos", 0),
        missing_evidence=facts.missing_evidence.get(row.id, 0),
        held=facts.held.get(row.id, 0),
        conflict=row.conflict,
        late_by_s=int(delay.total_seconds()) if delay and delay > late_after else None,
        review=facts.reviews.get(row.id),
        version=row.version,
        risk=row.risk,
        reasons=facts.reasons.get(row.id, []),
        assignee=facts.assignees.get(row.id),
        referred=facts.referred.get(row.id),
    )
