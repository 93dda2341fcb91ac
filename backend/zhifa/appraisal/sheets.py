"""Marking: kept as it grows, handed in once; where two differ too far, a third is asked."""

from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.appraisal import draws, queries, reading, rubrics
from zhifa.appraisal.models import Draw, Part, Sheet
from zhifa.appraisal.rubric import Settled, unknown_items
from zhifa.appraisal.schemas import SheetDraft, SheetWire
from zhifa.errors import BadRequest, Conflict
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.review.queries import strangers


class SheetSubmitted(Conflict):
    code = "sheet_submitted"
    detail = "这份评查表已经提交,不能再改。本次修改未保存。"


class MarksUnknown(BadRequest):
    code = "marks_unknown"
    detail = "有扣分项不在评查标准中或重复,或引用了不属于该案卷的条目,未作保存。请刷新后重试。"


def write(
    session: Session, actor: Actor, sheet_id: UUID, draft: SheetDraft, *, at: datetime, request_id: str | None
) -> SheetWire:
    """Keeps the marks so far, or hands them in.

    Raises:
        SheetNotFound, SheetSubmitted, MarksUnknown
    """
    sheet = queries.sheet_held(session, actor, sheet_id)
    if sheet is None:
        raise reading.SheetNotFound
    if sheet.submitted_at is not None:
        raise SheetSubmitted
    _check(session, sheet, draft)
    sheet.marks, sheet.words = msgspec.to_builtins(draft.marks), draft.words.strip()
    if draft.submit:
        _hand_in(session, actor, sheet, at, request_id)
    session.flush()
    return reading.sheet(session, actor, sheet_id)


def _check(session: Session, sheet: Sheet, draft: SheetDraft) -> None:
    row = session.get_one(Draw, sheet.draw_id)
    standard = rubrics.standard_of(rubrics.find(session, row.rubric_id))
    try:
        named = {UUID(jti) for mark in draft.marks for jti in mark.entries}
    except ValueError as error:
        raise MarksUnknown from error
    if unknown_items(standard, draft.marks) or strangers(session, sheet.inspection_id, named):
        raise MarksUnknown


def _hand_in(session: Session, actor: Actor, sheet: Sheet, at: datetime, request_id: str | None) -> None:
    sheet.submitted_at = at
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action="sheet_submit",
        target_type="sheet",
        target_id=sheet.id,
        request_id=request_id,
        detail={"draw": str(sheet.draw_id), "inspection": str(sheet.inspection_id)},
    )
    session.flush()
    if _is_open(session, sheet) and sheet.part != Part.ARBITER:
        arbiter = draws.next_reviewer(session, sheet.draw_id, sheet.inspection_id)
        if arbiter is not None:
            session.add(draws.new_sheet(sheet.draw_id, sheet.inspection_id, arbiter, Part.ARBITER, at))


def _is_open(session: Session, sheet: Sheet) -> bool:
    row = session.get_one(Draw, sheet.draw_id)
    standard = rubrics.standard_of(rubrics.find(session, row.rubric_id))
    siblings = queries.sheets_of_draw(session, sheet.draw_id, sheet.inspection_id)
    return reading.outcome(standard, siblings)[0] is Settled.OPEN
