"""Taking back one's own decision, for some minutes and as long as nothing has followed from it.

Nothing is deleted: what takes a decision back is a review of its own, written and audited like the decision.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from zhifa.errors import Conflict, NotFound
from zhifa.identity.actor import Actor
from zhifa.inspections import cases
from zhifa.inspections.models import Inspection
from zhifa.inspections.policy import require_reviewable
from zhifa.notify import occasions as notify
from zhifa.review import models, queries
from zhifa.review.schemas import Review
from zhifa.review.writing import note_in_audit, put, told

#: What may be taken back. A comment decides nothing, so it stays.
DECISIONS = frozenset({"accept", "return"})


#: What may not be passed over when an earlier decision is taken back.
FOLLOWS = DECISIONS | {"refer", "take", "give_back", "recall"}


class ReviewNotFound(NotFound):
    code = "review_not_found"
    detail = "没有找到这个决定,或它不是您作出的。只能撤销自己的决定。"


class UndoTooLate(Conflict):
    code = "undo_too_late"
    detail = "已过可撤销的时限,决定仍然有效。确有错误的,请填写意见说明情况。"


class UndoOvertaken(Conflict):
    code = "undo_overtaken"
    detail = "这个决定之后已有新的情况,不能再撤销,决定仍然有效。请查看最新内容后处理。"


class AlreadyUndone(Conflict):
    code = "already_undone"
    detail = "这个决定已经撤销过了,无须再次撤销。"


def undo_review(
    session: Session, actor: Actor, review_id: UUID, *, window: timedelta, at: datetime, request_id: str | None
) -> Review:
    """Takes a decision back: the record is as it was before it.

    Raises:
        ReviewNotFound, InspectionNotFound: it is not the actor's, or no longer in their scope.
        AlreadyUndone, UndoTooLate, UndoOvertaken
    """
    review = queries.one_of(session, review_id, actor.account_id)
    if review is None or review.decision not in DECISIONS:
        raise ReviewNotFound
    require_reviewable(session, actor, review.inspection_id)
    inspection = queries.lock(session, review.inspection_id)
    if inspection is None:
        raise ReviewNotFound
    _check_may_undo(session, inspection, review, window, at)
    undo = put(session, actor, inspection, "undo", at=at, undoes=review.id)
    cases.forget(session, inspection.id)
    detail = {"decision": "undo", "review": str(undo.id), "undoes": str(review.id)}
    note_in_audit(session, actor, inspection.id, detail, at=at, request_id=request_id)
    _tell_officers(session, inspection, accepted=review.decision == "accept", at=at)
    return told(session, undo)


def _check_may_undo(
    session: Session, inspection: Inspection, review: models.Review, window: timedelta, at: datetime
) -> None:
    later = queries.after(session, review)
    if any(each.undoes == review.id for each in later):
        raise AlreadyUndone
    if at > review.at + window:
        raise UndoTooLate
    arrived = inspection.version - review.version - 1 - len(later)
    if arrived > 0:
        raise UndoOvertaken(f"执法人员在这个决定之后又上传了 {arrived} 条记录,不能再撤销,决定仍然有效。")
    if any(each.decision in FOLLOWS for each in later):
        raise UndoOvertaken("这个决定之后已有人作出新的决定,不能再撤销。请查看最新内容。")
    if queries.drawn_since(session, inspection.id, review.at):
        raise UndoOvertaken("这份记录已被抽入案卷评查,不能再撤销,决定仍然有效。")


def _tell_officers(session: Session, inspection: Inspection, *, accepted: bool, at: datetime) -> None:
    notify.decision_taken_back(
        session,
        inspection.id,
        subject=inspection.subject_name,
        officers=queries.officers_of(session, inspection.id),
        accepted=accepted,
        at=at,
    )
