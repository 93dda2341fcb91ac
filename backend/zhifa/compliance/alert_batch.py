"""Handing many alerts to one person: each by itself, and the person told once."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from zhifa.clock import Clock
from zhifa.compliance import alert_queries as queries
from zhifa.compliance.alert_schemas import (
    AlertAssignmentDraft,
    AlertAssignmentOutcome,
    AlertStepDraft,
    SeenAlert,
)
from zhifa.compliance.alert_service import take
from zhifa.compliance.reading import title_of
from zhifa.db import Database
from zhifa.errors import Conflict, Problem
from zhifa.identity.actor import Actor
from zhifa.notify import occasions as notify
from zhifa.notify.service import quote


class AlertMoved(Conflict):
    code = "alert_moved"
    detail = "这条预警刚刚已由他人另行交办,没有改动。请刷新后查看。"


def assign(
    db: Database, actor: Actor, draft: AlertAssignmentDraft, *, clock: Clock, request_id: str | None
) -> list[AlertAssignmentOutcome]:
    """What became of each, in the order asked."""
    outcomes = [_outcome(db, actor, draft, seen, clock(), request_id) for seen in draft.alerts]
    done = [outcome.id for outcome in outcomes if outcome.outcome == "done"]
    if done and draft.owner != actor.account_id:
        with db.write() as session:
            _tell(session, draft, done, clock())
    return outcomes


def _outcome(
    db: Database, actor: Actor, draft: AlertAssignmentDraft, seen: SeenAlert, at: datetime, request_id: str | None
) -> AlertAssignmentOutcome:
    step = AlertStepDraft(step="assign", words=draft.words, owner=draft.owner)
    try:
        with db.write() as session:
            held = queries.hold(session, seen.id)
            if held is not None and queries.one(session, actor, seen.id) and held.owner_id != seen.seen:
                raise AlertMoved
            take(session, actor, seen.id, step, at=at, request_id=request_id)
    except Problem as problem:
        return AlertAssignmentOutcome(seen.id, "refused", problem.code, problem.detail)
    return AlertAssignmentOutcome(seen.id, "done")


def _tell(session: Session, draft: AlertAssignmentDraft, done: list[UUID], at: datetime) -> None:
    first = queries.hold(session, done[0])
    if first is None:
        return
    count = f"等 {len(done)} 条" if len(done) > 1 else "的"
    said = f"“{title_of(first.rule)}”{count}预警交由您处理,请打开查看。{quote(draft.words)}"
    notify.alert_assigned(session, str(first.id), [draft.owner], said, at=at)
