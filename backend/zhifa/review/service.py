"""Deciding on a record, one at a time: what was read is what is decided on, or the reviewer is told what changed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.errors import BadRequest, Conflict, Forbidden
from zhifa.identity.actor import Actor, require
from zhifa.identity.permissions import Permission
from zhifa.inspections.models import Inspection
from zhifa.inspections.policy import InspectionNotFound, require_reviewable
from zhifa.inspections.record_queries import chains_of, missing_files
from zhifa.inspections.state import State
from zhifa.legality.gate import FineUnlawful as FineUnlawful
from zhifa.legality.gate import LegalReviewMissing as LegalReviewMissing
from zhifa.legality.gate import require_reviewed
from zhifa.notify import occasions as notify
from zhifa.review import queries
from zhifa.review.blockers import blockers_of, refusal_of
from zhifa.review.jurisdiction import in_the_way
from zhifa.review.schemas import Review, ReviewDraft
from zhifa.review.writing import note_in_audit, put, told

DECISION_WORDS = {
    "accept": "审核通过",
    "return": "退回补正",
    "comment": "填写了意见",
    "undo": "撤销了此前的决定",
    "refer": "移送其他单位",
    "take": "接收了移送",
    "give_back": "退还了移送",
    "recall": "收回了移送",
}


class WordsRequired(BadRequest):
    code = "words_required"
    detail = "退回补正和填写意见都要写明内容,尚未提交。请写明后再提交。"


class EntriesUnknown(BadRequest):
    code = "entries_unknown"
    detail = "所选的条目不属于这次检查,尚未提交。请刷新后重新勾选。"


class ConflictOfInterest(Forbidden):
    code = "conflict_of_interest"
    detail = "您参加了这次检查,不能审核或评议自己的记录。请由其他审核人员处理。"


class ReviewConflict(Conflict):
    code = "review_conflict"
    detail = "这份记录在您阅读期间有了变化,您的决定尚未提交。请查看最新内容后再决定。"


def write_review(
    session: Session,
    actor: Actor,
    inspection_id: UUID,
    draft: ReviewDraft,
    *,
    at: datetime,
    request_id: str | None,
    window: timedelta = timedelta(),
) -> Review:
    """Accepts, returns or comments. ``window``: how long a decision may be taken back, as the answer tells.

    Raises:
        InspectionNotFound, Forbidden, ConflictOfInterest, WordsRequired, EntriesUnknown
        ReviewConflict: the record is no longer the version that the reviewer saw.
        FineUnlawful: it is accepted though a fine lies beyond the law, or outside its tier without a reason.
        LegalReviewMissing: it is accepted before a legal review that it needs.
        Conflict: its state or its gaps do not allow a decision.
    """
    if draft.decision != "comment":
        require(actor, Permission.INSPECTION_REVIEW)
    inspection = hold(session, actor, inspection_id)
    words = _checked_words(session, inspection_id, draft)
    if draft.decision != "comment":
        check_unchanged(session, inspection, draft.version)
        _check_not_blocked(session, actor, inspection)
    if draft.decision == "accept":
        require_reviewed(session, inspection_id)
    review = put(session, actor, inspection, draft.decision, at=at, words=words, entries=draft.entries)
    detail = {"decision": draft.decision, "review": str(review.id), "version": draft.version}
    note_in_audit(session, actor, inspection_id, detail, at=at, request_id=request_id)
    _tell_officers(session, inspection, draft, words, at)
    written = told(session, review)
    if draft.decision != "comment" and window:
        written.undo_until = at + window
    return written


def hold(session: Session, actor: Actor, inspection_id: UUID) -> Inspection:
    """The record, locked, for somebody who may review it.

    Raises:
        InspectionNotFound
        ConflictOfInterest: they made some of it.
    """
    require_reviewable(session, actor, inspection_id)
    return lock(session, actor, inspection_id)


def lock(session: Session, actor: Actor, inspection_id: UUID) -> Inspection:
    """The record, locked, once it is known to be the actor's business.

    Raises: as ``hold``.
    """
    inspection = queries.lock(session, inspection_id)
    if inspection is None:
        raise InspectionNotFound
    if queries.took_part(session, inspection_id, actor.account_id, actor.officer_id):
        raise ConflictOfInterest
    return inspection


def _checked_words(session: Session, inspection: UUID, draft: ReviewDraft) -> str:
    words = draft.words.strip()
    if not words and draft.decision != "accept":
        raise WordsRequired
    check_entries(session, inspection, draft.entries)
    return words


def check_entries(session: Session, inspection: UUID, entries: Collection[UUID]) -> None:
    """Raises EntriesUnknown."""
    unknown = queries.strangers(session, inspection, entries)
    if unknown:
        raise EntriesUnknown(entries=sorted(map(str, unknown)))


def check_unchanged(session: Session, inspection: Inspection, seen: int) -> None:
    """Raises ReviewConflict, which tells what has happened since."""
    if inspection.version == seen:
        return
    others = queries.reviews_of(session, inspection.id, since_version=seen)
    happened = [f"{other.reviewer}于 {_clock_time(other.at)} {DECISION_WORDS[other.decision]}" for other in others]
    arrived = inspection.version - seen - len(others)
    if arrived > 0:
        happened.append(f"又收到执法人员的 {arrived} 条记录")
    what = ",".join(happened) or "记录已有更新"
    raise ReviewConflict(
        f"在您阅读期间,{what}。您的决定尚未提交,请查看最新内容后再决定。",
        version=inspection.version,
        state=inspection.state,
        reviews=others,
        arrived_entries=max(arrived, 0),
    )


def _check_not_blocked(session: Session, actor: Actor, inspection: Inspection) -> None:
    elsewhere = in_the_way(session, actor, inspection.id)
    if elsewhere is not None:
        raise elsewhere
    missing = missing_files(session, inspection.id)
    blockers = blockers_of(State(inspection.state), chains_of(session, inspection.id), missing)
    if blockers:
        raise refusal_of(blockers, missing)


def _tell_officers(session: Session, inspection: Inspection, draft: ReviewDraft, words: str, at: datetime) -> None:
    if draft.decision == "comment":
        return
    notify.record_decided(
        session,
        inspection.id,
        subject=inspection.subject_name,
        officers=queries.officers_of(session, inspection.id),
        accepted=draft.decision == "accept",
        words=words,
        at=at,
    )


def _clock_time(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%m月%d日 %H:%M")
