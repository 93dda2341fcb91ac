"""One word on many records, each in a transaction of its own: one that is refused never stops another.

Accepting unread is for clean records only: no blocker, and nothing open above a severity that is published as data
(``bulk_accept`` of the thresholds). Whatever is graver is opened and read.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from zhifa.clock import SHANGHAI, Clock
from zhifa.compliance.queries import thresholds
from zhifa.compliance.thresholds import limits
from zhifa.db import Database
from zhifa.errors import Conflict, Problem
from zhifa.identity.actor import Actor
from zhifa.inspections.policy import require_reviewable
from zhifa.review import queries
from zhifa.review.schemas import BatchDraft, Review, ReviewDraft, ReviewOutcome, UndoDraft
from zhifa.review.service import write_review
from zhifa.review.undoing import undo_review

#: Which open findings each value of ``bulk_accept`` leaves in the way.
IN_THE_WAY = {0: {"block", "warn", "info"}, 1: {"block", "warn"}, 2: {"block"}}
WORDS = {"block": "须处理", "warn": "应核实", "info": "提示"}


class NotChecked(Conflict):
    code = "not_checked_yet"
    detail = "系统还没有按规则核查完这份记录,未作决定。请稍后再试,或打开记录逐份审核。"


class NotClean(Conflict):
    code = "not_clean"
    detail = "这份记录还有未消除的核查结果,不能批量通过。请打开记录逐份审核。"


def write_batch(
    db: Database, actor: Actor, draft: BatchDraft, *, clock: Clock, window: timedelta, request_id: str | None
) -> list[ReviewOutcome]:
    """What became of each record, in the order asked."""

    def decide(session: Session, inspection: UUID, version: int, at: datetime) -> Review:
        require_reviewable(session, actor, inspection)
        said = ReviewDraft(decision=draft.decision, version=version, words=draft.words)
        if draft.decision == "accept":
            require_clean(session, inspection, at)
        return write_review(session, actor, inspection, said, at=at, request_id=request_id, window=window)

    return [
        _outcome(db, record.id, lambda session, seen=record: decide(session, seen.id, seen.version, clock()))  # type: ignore[misc]
        for record in draft.records
    ]


def undo_batch(
    db: Database, actor: Actor, draft: UndoDraft, *, clock: Clock, window: timedelta, request_id: str | None
) -> list[ReviewOutcome]:
    """What became of each decision that was to be taken back, in the order asked."""

    def undo(session: Session, review: UUID) -> Review:
        return undo_review(session, actor, review, window=window, at=clock(), request_id=request_id)

    return [_outcome(db, review, lambda session, one=review: undo(session, one)) for review in draft.reviews]  # type: ignore[misc]


def require_clean(session: Session, inspection: UUID, at: datetime) -> None:
    """Lets pass what may be accepted unread.

    Raises:
        NotChecked: the rules have not been read against what it holds by now.
        NotClean: with the findings that are in the way.
    """
    found = queries.state_of_check(session, inspection)
    if found is None or found.checked != found.version:
        raise NotChecked
    day = at.astimezone(SHANGHAI).date()
    limit = limits(thresholds(session), found.agency_id, found.division_code, day)["bulk_accept"].value
    open_findings = queries.open_findings(session, inspection, IN_THE_WAY[min(limit, max(IN_THE_WAY))])
    if open_findings:
        named = ";".join(f"{WORDS[each.severity]}:{each.trace.removesuffix('。')}" for each in open_findings[:2])
        rest = f" 等 {len(open_findings)} 项" if len(open_findings) > 2 else ""
        raise NotClean(f"还有未消除的核查结果,不能批量通过:{named}{rest}。请打开记录逐份审核。")


def _outcome(db: Database, asked: UUID, act: Callable[[Session], Review]) -> ReviewOutcome:
    try:
        with db.write() as session:
            return ReviewOutcome(asked, "done", review=act(session))
    except Problem as problem:
        return ReviewOutcome(asked, "refused", problem.code, problem.detail)
