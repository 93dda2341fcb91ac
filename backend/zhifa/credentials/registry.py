"""Reading the registry: certificates as of a moment, and one of them with all that is known of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.credentials import change_queries, registry_queries, training_queries
from zhifa.credentials.changes_reading import change_of
from zhifa.credentials.lifecycle import steps_from
from zhifa.credentials.policy import require_one
from zhifa.credentials.registry_queries import Filters
from zhifa.credentials.registry_schemas import (
    AssessmentRow,
    Credential,
    CredentialMatter,
    CredentialRow,
    ExamRow,
    HistoryRow,
    StepRow,
    TimelineSpan,
)
from zhifa.credentials.training import years_of
from zhifa.credentials.validity import status_at, status_since, timeline
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.pages import Page, page_of

#: Changes shown with one certificate; a certificate has a handful in its life.
SHOWN_CHANGES = 50


def page(session: Session, actor: Actor, filters: Filters, *, cursor: str | None, limit: int) -> Page[CredentialRow]:
    rows = registry_queries.page(session, actor, filters, cursor=cursor, limit=limit)
    shown = {row.number: row for row in wire_rows(session, rows[:limit], filters.as_of)}
    return page_of(rows, limit, lambda row: (row.number,), lambda row: shown[row.number])


def wire_rows(session: Session, rows: Sequence[Any], at: datetime) -> list[CredentialRow]:
    """Rows of ``registry_queries`` as of ``at``."""
    numbers = [row.number for row in rows]
    history = intervals_by_number(session, numbers)
    pending = registry_queries.open_changes(session, numbers)
    return [_row(row, history.get(row.number, []), pending.get(row.number, 0), at) for row in rows]


def intervals_by_number(session: Session, numbers: Collection[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for interval in registry_queries.intervals(session, numbers):
        found[interval.certificate_number].append(interval)
    return found


def detail(session: Session, actor: Actor, number: str, *, at: datetime, base_url: str) -> Credential:
    """One certificate whole.

    Raises:
        CertificateNotFound
    """
    row = require_one(session, actor, number)
    history = registry_queries.intervals(session, [number])
    shown = _row(row, history, registry_queries.open_changes(session, [number]).get(number, 0), at)
    keeper = actor.may(Permission.CREDENTIAL_ENTER)
    status = status_at(row, history, at)
    changes = change_queries.of_certificate(session, actor, number, limit=SHOWN_CHANGES)
    return Credential(
        row=shown,
        history=[_history(interval) for interval in history],
        timeline=[TimelineSpan(s.status.value, s.starts_at, s.ends_at) for s in timeline(row, history)],
        matters=[CredentialMatter(matter.id, matter.name) for matter in registry_queries.matters(session, [number])],
        exams=[ExamRow(**exam._mapping) for exam in training_queries.exams(session, row.officer_id)],
        assessments=[AssessmentRow(**a._mapping) for a in training_queries.assessments(session, row.officer_id)],
        training=years_of(session, row.officer_id),
        card_code_url=card_url(session, number, base_url) if keeper else None,
        steps=[StepRow(s.after.value, s.act, s.document, s.may_end) for s in steps_from(status) if keeper],
        changes=[change_of(change, actor) for change in changes],
    )


def card_url(session: Session, number: str, base_url: str) -> str | None:
    """The address printed on the card, if it has a code in force."""
    code = registry_queries.card_code(session, number)
    return f"{base_url}/c/{code}" if code else None


def _row(row: Any, history: list[Any] | Sequence[Any], pending: int, at: datetime) -> CredentialRow:
    since = status_since(row, history, at)
    return CredentialRow(
        number=row.number,
        officer_id=row.officer_id,
        officer_name=row.officer_name,
        agency_id=row.agency_id,
        agency_name=row.agency_name,
        kind=row.kind,
        category=row.category,
        area=row.area,
        issuer=row.issuer,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        status=status_at(row, history, at).value,
        status_since=since.astimezone(SHANGHAI).date() if since else None,
        photo=row.portrait is not None,
        pending_changes=pending,
    )


def _history(interval: Any) -> HistoryRow:
    return HistoryRow(
        status=interval.status,
        starts_at=interval.starts_at,
        ends_at=interval.ends_at,
        reason=interval.reason,
        document=interval.document,
        entered_by=interval.entered_name,
        approved_by=interval.approved_name,
        recorded_at=interval.recorded_at,
    )
