"""Training hours: thirty of public law and thirty of one's profession a year, to 31 December.

Each half is needed for itself: many hours of one do not make up for missing ones of the other.
"""

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.credentials import training_queries
from zhifa.credentials.policy import OfficerUnknown
from zhifa.credentials.registry_schemas import TrainingYear
from zhifa.credentials.training_models import Assessment, Exam, Training
from zhifa.credentials.training_schemas import NewAssessment, NewExam, NewTraining, TrainingRow
from zhifa.errors import BadRequest
from zhifa.identity import audit
from zhifa.identity.actor import Actor
from zhifa.ids import new_id

#: Hours a year, by category.
REQUIRED: dict[str, float] = {"public_law": 30.0, "professional": 30.0}


class HeldInTheFuture(BadRequest):
    code = "held_in_the_future"
    detail = "日期在今天之后,尚未登记。请在培训或考试结束后再登记。"


def falls_short(hours: dict[str, float]) -> bool:
    return any(hours.get(category, 0) < needed for category, needed in REQUIRED.items())


def years_of(session: Session, officer_id: UUID) -> list[TrainingYear]:
    """The years in which the officer attended anything, newest first."""
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    for row in training_queries.attended(session, officer_id):
        sums[row.held_on.year][row.category] += row.hours
    return [
        TrainingYear(year, float(hours["public_law"]), float(hours["professional"]), falls_short(dict(hours)))
        for year, hours in sorted(sums.items(), reverse=True)
    ]


def row_of(row: Any, year: int) -> TrainingRow:
    hours = {category: float(getattr(row, category)) for category in REQUIRED}
    missing = {f"{category}_missing": max(needed - hours[category], 0.0) for category, needed in REQUIRED.items()}
    return TrainingRow(
        officer_id=row.officer_id,
        officer_name=row.officer_name,
        agency_id=row.agency_id,
        agency_name=row.agency_name,
        year=year,
        short=falls_short(hours),
        **hours,
        **missing,
    )


def record_training(
    session: Session, actor: Actor, new: NewTraining, *, at: datetime, today: date, request_id: str | None
) -> int:
    """One course for several officers; all of them or none.

    Raises:
        OfficerUnknown, HeldInTheFuture
    """
    officers = set(new.officers)
    if officers - training_queries.officers_in_scope(session, actor, officers):
        raise OfficerUnknown
    if new.held_on > today:
        raise HeldInTheFuture
    same: dict[str, Any] = {
        "category": new.category,
        "course": new.course.strip(),
        "hours": new.hours,
        "held_on": new.held_on,
        "document": new.document.strip(),
        "recorded_by": actor.account_id,
        "recorded_at": at,
    }
    session.add_all(Training(id=new_id(), officer_id=officer, **same) for officer in officers)
    detail = {"category": new.category, "hours": new.hours, "held_on": new.held_on.isoformat()}
    _audit(session, actor, "training_record", None, detail | {"officers": sorted(map(str, officers))}, at, request_id)
    return len(officers)


def record_assessment(
    session: Session, actor: Actor, officer_id: UUID, new: NewAssessment, *, at: datetime, request_id: str | None
) -> None:
    fields: dict[str, Any] = {"year": new.year, "result": new.result, "words": new.words.strip()}
    session.add(Assessment(id=new_id(), officer_id=officer_id, recorded_by=actor.account_id, recorded_at=at, **fields))
    _audit(session, actor, "assessment_record", officer_id, {"year": new.year, "result": new.result}, at, request_id)


def record_exam(
    session: Session, actor: Actor, officer_id: UUID, new: NewExam, *, at: datetime, today: date, request_id: str | None
) -> None:
    """Raises HeldInTheFuture."""
    if new.held_on > today:
        raise HeldInTheFuture
    fields: dict[str, Any] = {"name": new.name, "held_on": new.held_on, "score": new.score, "passed": new.passed}
    session.add(Exam(id=new_id(), officer_id=officer_id, recorded_by=actor.account_id, recorded_at=at, **fields))
    _audit(session, actor, "exam_record", officer_id, {"passed": new.passed}, at, request_id)


def _audit(
    session: Session,
    actor: Actor,
    action: str,
    officer_id: UUID | None,
    detail: dict[str, Any],
    at: datetime,
    request_id: str | None,
) -> None:
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action=action,
        target_type="officer" if officer_id else None,
        target_id=officer_id,
        request_id=request_id,
        detail=detail,
    )
