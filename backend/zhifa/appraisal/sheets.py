"""Marking: kept as it grows, handed in once; where two differ too far, a third is asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.appraisal import answer_queries, draws, queries, reading, rubrics
from zhifa.appraisal.models import Draw, Part, Recusal, Sheet
from zhifa.appraisal.rubric import Settled, Standard, unknown_items
from zhifa.appraisal.schemas import DrawWire, Reassignment, SheetDraft, SheetWire
from zhifa.errors import BadRequest, Conflict
from zhifa.identity import audit
from zhifa.identity import queries as accounts
from zhifa.identity.actor import Actor
from zhifa.ids import new_id
from zhifa.notify import occasions as notify
from zhifa.review.queries import strangers


class SheetSubmitted(Conflict):
    code = "sheet_submitted"
    detail = "这份评查表已经提交,不能再改。本次修改未保存。"


class NobodyElse(Conflict):
    code = "nobody_else"
    detail = "没有其他人员可以评查这份案卷,没有换人。请先告知组织评查的人员,增加监督人员账号。"


class SheetMoved(Conflict):
    code = "sheet_moved"
    detail = "这份评查表刚刚已换人评查,没有改动。请刷新后查看。"


class ReasonsMissing(BadRequest):
    code = "reasons_missing"
    detail = "两名评查员意见不一致的项目须逐项裁定并写明理由,尚未提交。已填写的内容可先保存。"


class MarksUnknown(BadRequest):
    code = "marks_unknown"
    detail = "有扣分项不在评查标准中或重复,或引用了不属于该案卷的条目,未作保存。请刷新后重试。"


def write(
    session: Session, actor: Actor, sheet_id: UUID, draft: SheetDraft, *, at: datetime, request_id: str | None
) -> SheetWire:
    """Keeps the marks so far, or hands them in.

    Raises:
        SheetNotFound, SheetSubmitted, MarksUnknown
        ReasonsMissing: an arbiter hands in without a word on every item in dispute; ``items`` names the others.
    """
    sheet = queries.sheet_held(session, actor, sheet_id)
    if sheet is None:
        raise reading.SheetNotFound
    if sheet.submitted_at is not None:
        raise SheetSubmitted
    _check(session, sheet, draft)
    if draft.submit and sheet.part == Part.ARBITER:
        _check_reasons(session, sheet, draft)
    sheet.marks, sheet.words = msgspec.to_builtins(draft.marks), draft.words.strip()
    if draft.submit:
        _hand_in(session, actor, sheet, at, request_id)
    session.flush()
    return reading.sheet(session, actor, sheet_id)


def recuse(session: Session, actor: Actor, sheet_id: UUID, words: str, *, at: datetime, request_id: str | None) -> None:
    """回避: the sheet goes to somebody else, empty; the reason is kept.

    Raises:
        SheetNotFound, SheetSubmitted
        NobodyElse: nobody else may appraise the record; the sheet stays where it is.
    """
    sheet = queries.sheet_held(session, actor, sheet_id)
    if sheet is None:
        raise reading.SheetNotFound
    if sheet.submitted_at is not None:
        raise SheetSubmitted
    _hand_over(session, actor, sheet, words, at, request_id, by=None)


def reassign(
    session: Session, actor: Actor, draw_id: UUID, asked: Reassignment, *, at: datetime, request_id: str | None
) -> DrawWire:
    """Takes a sheet from somebody who fell out (leave, a conflict that they did not name) and gives it, empty, to the
    next who may appraise the record. Whose choice that is stays with the draw's rule, not with whoever organises it.

    Raises:
        DrawNotFound, SheetNotFound, SheetSubmitted, NobodyElse
        SheetMoved: somebody else has it by now.
    """
    if queries.draw_held(session, actor, draw_id) is None:
        raise reading.DrawNotFound
    sheet = queries.sheet_of(session, draw_id, asked.inspection_id, asked.part)
    if sheet is None:
        raise reading.SheetNotFound
    if sheet.submitted_at is not None:
        raise SheetSubmitted
    if accounts.name_of(session, sheet.account_id) != asked.reviewer:
        raise SheetMoved
    _hand_over(session, actor, sheet, asked.words, at, request_id, by=actor.account_id)
    return reading.draw(session, actor, draw_id)


def _hand_over(
    session: Session, actor: Actor, sheet: Sheet, words: str, at: datetime, request_id: str | None, *, by: UUID | None
) -> None:
    other = draws.next_reviewer(session, sheet.draw_id, sheet.inspection_id)
    if other is None:
        raise NobodyElse
    where = {"draw_id": sheet.draw_id, "inspection_id": sheet.inspection_id}
    session.add(Recusal(id=new_id(), account_id=sheet.account_id, words=words.strip(), at=at, by_id=by, **where))
    sheet.account_id, sheet.marks, sheet.words, sheet.assigned_at = other, [], "", at
    _audit(session, actor, sheet, "sheet_reassign" if by else "sheet_recuse", at, request_id)
    session.flush()
    notify.sheets_given(session, other, sheet.draw_id, 1, at=at)


def _check_reasons(session: Session, sheet: Sheet, draft: SheetDraft) -> None:
    said = {mark.item for mark in draft.marks}
    missing = [code for code in reading.in_dispute(*_siblings(session, sheet)) if code not in said]
    if missing:
        raise ReasonsMissing(items=missing)


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
    _audit(session, actor, sheet, "sheet_submit", at, request_id)
    session.flush()
    settled, result = reading.outcome(*_siblings(session, sheet))
    if settled is Settled.OPEN:
        _ask_arbiter(session, sheet, at)
    elif result is not None:
        agency, subject, officers = answer_queries.whose(session, sheet.inspection_id)
        notify.record_appraised(
            session, sheet.inspection_id, agency=agency, officers=officers, subject=subject, grade=result.grade, at=at
        )


def _ask_arbiter(session: Session, sheet: Sheet, at: datetime) -> None:
    arbiter = draws.next_reviewer(session, sheet.draw_id, sheet.inspection_id)
    if arbiter is not None:
        session.add(draws.new_sheet(sheet.draw_id, sheet.inspection_id, arbiter, Part.ARBITER, at))
        session.flush()
        notify.sheets_given(session, arbiter, sheet.draw_id, 1, at=at)


def _siblings(session: Session, sheet: Sheet) -> tuple[Standard, Sequence[Any]]:
    """The standard, and every sheet of the same record."""
    row = session.get_one(Draw, sheet.draw_id)
    standard = rubrics.standard_of(rubrics.find(session, row.rubric_id))
    return standard, queries.sheets_of_draw(session, sheet.draw_id, sheet.inspection_id)


def _audit(session: Session, actor: Actor, sheet: Sheet, action: str, at: datetime, request_id: str | None) -> None:
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=action,
        target_type="sheet",
        target_id=sheet.id,
        request_id=request_id,
        detail={"draw": str(sheet.draw_id), "inspection": str(sheet.inspection_id)},
    )
