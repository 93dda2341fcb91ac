"""Handing records out to a reviewer, each by itself; and who may be handed what."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.agencies.queries import in_scope
from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.errors import BadRequest, Conflict, NotFound, Problem
from zhifa.identity.actor import Actor
from zhifa.identity.audit import record as audit
from zhifa.inspections.models import Inspection
from zhifa.inspections.policy import InspectionNotFound, require_visible
from zhifa.notify import occasions as notify
from zhifa.review import assignment_queries as queries
from zhifa.review import queries as reviews
from zhifa.review.assignment_schemas import AssignmentDraft, AssignmentOutcome, Reviewer, SeenAssignment


class AgencyOutOfScope(NotFound):
    code = "agency_not_found"
    detail = "没有找到这些单位,或它们不在您的管辖范围内。"


class ReviewerInvalid(BadRequest):
    code = "reviewer_invalid"
    detail = "所选人员不能审核这份记录,没有交办。请选择有权审核该单位记录、且没有参加这次检查的人员。"


class AssignmentConflict(Conflict):
    code = "assignment_conflict"
    detail = "这份记录刚刚已由他人另行交办,没有改动。请刷新后查看。"


def reviewers(session: Session, actor: Actor, agencies: Collection[UUID]) -> list[Reviewer]:
    """Who may review records, and handle alerts, of all these agencies.

    Raises:
        AgencyOutOfScope
    """
    if not in_scope(session, actor, agencies):
        raise AgencyOutOfScope
    return [Reviewer(row.id, row.name, row.role, row.unit) for row in queries.reviewers_of(session, agencies)]


def assign(
    db: Database, actor: Actor, draft: AssignmentDraft, *, clock: Clock, request_id: str | None
) -> list[AssignmentOutcome]:
    """What became of each record, in the order asked; the reviewer is told of all of them at once."""
    outcomes = [_outcome(db, actor, draft.reviewer, record, clock(), request_id) for record in draft.records]
    done = [outcome.id for outcome in outcomes if outcome.outcome == "done"]
    if draft.reviewer not in {None, actor.account_id} and done:
        _tell(db, draft.reviewer, done, clock())
    return outcomes


def _outcome(
    db: Database, actor: Actor, reviewer: UUID | None, record: SeenAssignment, at: datetime, request_id: str | None
) -> AssignmentOutcome:
    try:
        with db.write() as session:
            _assign_one(session, actor, reviewer, record, at, request_id)
    except Problem as problem:
        return AssignmentOutcome(record.id, "refused", code=problem.code, detail=problem.detail)
    return AssignmentOutcome(record.id, "done", before=record.seen)


def _assign_one(
    session: Session, actor: Actor, reviewer: UUID | None, record: SeenAssignment, at: datetime, request_id: str | None
) -> None:
    require_visible(session, actor, record.id)
    inspection = reviews.lock(session, record.id)
    if inspection is None:
        raise InspectionNotFound
    if queries.current(session, record.id) != record.seen:
        raise AssignmentConflict
    if reviewer is not None and not _may_review(session, inspection, reviewer):
        raise ReviewerInvalid
    queries.give(session, record.id, reviewer, by=actor.account_id, at=at)
    audit(
        session,
        at=at,
        account_id=actor.account_id,
        action="inspection_assign",
        target_type="inspection",
        target_id=record.id,
        request_id=request_id,
        detail={"to": str(reviewer) if reviewer else None, "before": str(record.seen) if record.seen else None},
    )


def _may_review(session: Session, inspection: Inspection, reviewer: UUID) -> bool:
    able = {row.id for row in queries.reviewers_of(session, [inspection.agency_id])}
    officer = reviews.officer_of(session, reviewer)
    return reviewer in able and not reviews.took_part(session, inspection.id, reviewer, officer)


def _tell(db: Database, reviewer: UUID | None, records: Sequence[UUID], at: datetime) -> None:
    with db.write() as session:
        first = session.get_one(Inspection, records[0])
        if reviewer is not None:
            notify.records_assigned(session, first.id, reviewer, first.subject_name, len(records), at=at)
