"""法制审核: asked for, given, given back, called back. One review of a record is open at a time."""

from datetime import datetime
from typing import Any, get_args
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.errors import BadRequest, Conflict
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.ids import new_id
from zhifa.inspections.changes import announce
from zhifa.inspections.policy import require_reviewable
from zhifa.inspections.state import State as RecordState
from zhifa.legality import people_queries, queries, reading
from zhifa.legality.criteria import criteria
from zhifa.legality.gate import Stand, stand_of
from zhifa.legality.models import LegalReview
from zhifa.legality.schemas import Legality, LegalOpinion, LegalReviewRequest, LegalReviewWire, PointName
from zhifa.legality.standing import State
from zhifa.notify import occasions as notify
from zhifa.review.queries import lock, strangers

OPINIONS = {"agreed": "同意", "amend": "建议修改", "refused": "不同意"}


class ReviewWaiting(Conflict):
    code = "legal_review_waiting"
    detail = "这份记录已送法制审核,正在等待意见,没有重复送审。如需更换审核人员,请先撤回。"


class RecordNotClosed(Conflict):
    code = "legal_review_too_early"
    detail = "检查尚未结束、已撤回或已审核通过,不能送法制审核。"


class ReviewerUnfit(Conflict):
    code = "legal_reviewer_unfit"
    detail = "所选人员当日没有法制审核资格,或参与过这份记录,或不在共享范围内,尚未送审。请另选一人。"


class ReviewOver(Conflict):
    code = "legal_review_over"
    detail = "这件法制审核已经结束,您的操作未执行。请刷新查看结果。"


class NotYours(Conflict):
    code = "legal_review_not_yours"
    detail = "这件法制审核不是交给您的,或您的审核资格已不在有效期内,意见未提交。"


class DecisionChanged(Conflict):
    code = "legal_review_decision_changed"
    detail = "在您审核期间,认定或处理有变动,意见尚未提交。请查看最新内容后再提交;已写的内容还在。"


class OpinionIncomplete(BadRequest):
    code = "legal_opinion_incomplete"
    detail = "请逐项审核;不符合的项目和不同意、建议修改的意见须写明理由,同意的须各项符合。意见尚未提交。"


def request(
    session: Session, actor: Actor, inspection: UUID, draft: LegalReviewRequest, *, at: datetime, request_id: str | None
) -> Legality:
    """Sends a record to a qualified reviewer.

    Raises:
        InspectionNotFound, RecordNotClosed, ReviewWaiting, ReviewerUnfit
    """
    require_reviewable(session, actor, inspection)
    lock(session, inspection)
    case = queries.case_of(session, inspection)
    if case.state in {RecordState.OPEN, RecordState.WITHDRAWN, RecordState.ACCEPTED}:
        raise RecordNotClosed
    if queries.waiting(session, inspection) is not None:
        raise ReviewWaiting
    qualification = _fit(session, actor, inspection, case, draft.reviewer_id, at)
    stand = stand_of(session, inspection)
    row = LegalReview(
        id=new_id(),
        inspection_id=inspection,
        agency_id=case.agency_id,
        round=queries.last_round(session, inspection) + 1,
        state=State.WAITING.value,
        grounds=_grounds(stand, draft.words),
        decisive_sha256=stand.sha256,
        request=draft.words.strip(),
        requested_by=actor.account_id,
        requested_at=at,
        reviewer_id=draft.reviewer_id,
        qualification_id=qualification,
    )
    session.add(row)
    session.flush()
    notify.legal_review_asked(session, row.id, draft.reviewer_id, case.subject_name, at=at)
    _note(session, actor, row, "legal_review_request", at, request_id)
    return reading.legality(session, actor, inspection)


def give(
    session: Session, actor: Actor, review_id: UUID, draft: LegalOpinion, *, at: datetime, request_id: str | None
) -> LegalReviewWire:
    """The opinion, once and for good.

    Raises:
        ReviewNotFound, NotYours, ReviewOver, OpinionIncomplete, DecisionChanged
    """
    row = _held(session, actor, review_id, mine=True)
    today = at.astimezone(SHANGHAI).date()
    qualification = people_queries.qualification_on(session, actor.account_id, today)
    if qualification is None:
        raise NotYours
    _check(session, row, draft)
    if stand_of(session, row.inspection_id).sha256 != draft.decisive_sha256:
        raise DecisionChanged
    row.state, row.words = draft.opinion, draft.words.strip()
    row.points = msgspec.to_builtins(draft.points)
    row.decisive_sha256, row.qualification_id, row.ended_at = draft.decisive_sha256, qualification, at
    return _end(session, actor, row, "legal_opinion", at, request_id)


def recuse(
    session: Session, actor: Actor, review_id: UUID, words: str, *, at: datetime, request_id: str | None
) -> None:
    """回避: ends without an opinion; whoever asked chooses somebody else.

    Raises:
        ReviewNotFound, NotYours, ReviewOver
    """
    row = _held(session, actor, review_id, mine=True)
    row.state, row.words, row.ended_at = State.RECUSED.value, words.strip(), at
    _end(session, actor, row, "legal_review_recuse", at, request_id)


def recall(
    session: Session, actor: Actor, review_id: UUID, words: str, *, at: datetime, request_id: str | None
) -> LegalReviewWire:
    """撤回 by the side that asked: ends without an opinion.

    Raises:
        ReviewNotFound, InspectionNotFound, ReviewOver
    """
    row = _held(session, actor, review_id, mine=False)
    require_reviewable(session, actor, row.inspection_id)
    row.state, row.words, row.ended_at = State.RECALLED.value, words.strip(), at
    return _end(session, actor, row, "legal_review_recall", at, request_id)


def _fit(session: Session, actor: Actor, inspection: UUID, case: Any, reviewer: UUID, at: datetime) -> UUID:
    """The qualification by which the reviewer may review this record today."""
    today = at.astimezone(SHANGHAI).date()
    rows = people_queries.candidates(session, inspection, case.agency_id, case.division_code, today)
    found = next((row for row in rows if row.id == reviewer), None)
    if found is None or reviewer == actor.account_id:
        raise ReviewerUnfit
    qualification: UUID = found.qualification_id
    return qualification


def _grounds(stand: Stand, words: str) -> list[dict[str, Any]]:
    if stand.grounds:
        return [msgspec.to_builtins(reading.ground(each)) for each in stand.grounds]
    asked = criteria()["asked"]
    return [{"code": asked.code, "words": f"{asked.words}:{words.strip()}", "source": asked.source, "entries": []}]


def _held(session: Session, actor: Actor, review_id: UUID, *, mine: bool) -> LegalReview:
    seen = queries.review(session, actor, review_id)
    if seen is None:
        raise reading.ReviewNotFound
    lock(session, seen.inspection_id)
    row = queries.held(session, review_id)
    if mine and row.reviewer_id != actor.account_id:
        raise NotYours
    if row.state != State.WAITING:
        raise ReviewOver
    return row


def _check(session: Session, row: LegalReview, draft: LegalOpinion) -> None:
    answered = [point.point for point in draft.points]
    unmet = [point for point in draft.points if not point.met]
    whole = sorted(answered) == sorted(get_args(PointName))
    agreed = draft.opinion == "agreed"
    told = all(point.words.strip() for point in unmet) and (agreed or bool(draft.words.strip()))
    if not whole or not told or (agreed and unmet):
        raise OpinionIncomplete
    try:
        named = {UUID(jti) for point in draft.points for jti in point.entries}
    except ValueError as error:
        raise OpinionIncomplete from error
    if strangers(session, row.inspection_id, named):
        raise OpinionIncomplete("所选的条目不属于这份记录,意见尚未提交。请刷新后重新选择。")


def _end(
    session: Session, actor: Actor, row: LegalReview, action: str, at: datetime, request_id: str | None
) -> LegalReviewWire:
    session.flush()
    case = queries.case_of(session, row.inspection_id)
    if row.state != State.RECALLED:
        said = OPINIONS.get(row.state, "审核人员已回避,请另选一人")
        notify.legal_opinion_given(session, row.inspection_id, row.requested_by, case.subject_name, said, at=at)
    _note(session, actor, row, action, at, request_id)
    return reading.review(session, actor, row.id)


def _note(session: Session, actor: Actor, row: LegalReview, action: str, at: datetime, request_id: str | None) -> None:
    """The audit's row, and that the record's findings are made anew."""
    announce(session, [row.inspection_id], at=at)
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=action,
        target_type="legal_review",
        target_id=row.id,
        request_id=request_id,
        detail={"inspection": str(row.inspection_id), "state": row.state, "round": row.round},
    )
