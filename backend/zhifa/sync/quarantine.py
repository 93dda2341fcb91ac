"""What was refused, for a supervisor to see; and what a revoked device wrote before, for them to admit."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.db import table_of
from zhifa.errors import BadRequest, Conflict, NotFound
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.audit import record as audit
from zhifa.identity.models import Account, Device
from zhifa.inspections.entry import Entry, Refusal, Sender, verify
from zhifa.inspections.models import Quarantine
from zhifa.inspections.readmodel import refresh
from zhifa.pages import Page, decode_cursor, page_of
from zhifa.sync import queries
from zhifa.sync.placing import CONFLICTS, REVOKED, Arrival
from zhifa.sync.schemas import Fate, QuarantineRow, ResolutionDraft
from zhifa.sync.service import placing_of, write_decisions


class QuarantineNotFound(NotFound):
    code = "quarantine_not_found"
    detail = "没有找到这条隔离内容,或它不在您的管辖范围内。"


class AlreadyResolved(Conflict):
    code = "already_resolved"
    detail = "这条隔离内容已由他人处理,您的决定未执行。请刷新后查看。"


class NotAdmissible(Conflict):
    code = "not_admissible"
    detail = "只有设备停用之前记录、且签名有效的内容可以采用。这条内容继续留存在隔离区。"


class ResolutionWordsRequired(BadRequest):
    code = "words_required"
    detail = "请写明处理理由,尚未提交。"


def page(
    session: Session, actor: Actor, *, inspection: UUID | None, open_only: bool, cursor: str | None, limit: int
) -> Page[QuarantineRow]:
    """What is quarantined in the actor's scope, newest first.

    Raises:
        CursorInvalid
    """
    statement = _rows(actor).order_by(col(Quarantine.id).desc()).limit(limit + 1)
    if inspection is not None:
        statement = statement.where(col(Quarantine.inspection_id) == inspection)
    if open_only:
        statement = statement.where(col(Quarantine.resolution).is_(None))
    if cursor:
        (last,) = decode_cursor(cursor, (UUID,))
        statement = statement.where(col(Quarantine.id) < last)
    rows: Sequence[Any] = session.execute(statement).all()
    return page_of(rows, limit, lambda row: (row.id,), lambda row: QuarantineRow(**row._mapping))


def resolve(
    session: Session, actor: Actor, quarantine_id: UUID, draft: ResolutionDraft, *, at: datetime, max_bytes: int
) -> QuarantineRow:
    """Admits what lies in quarantine into its inspection, or decides that it stays.

    Raises:
        QuarantineNotFound, AlreadyResolved, ResolutionWordsRequired
        NotAdmissible: it is not something that a revoked device signed before it was revoked, or has no place.
    """
    if not draft.words.strip():
        raise ResolutionWordsRequired
    if session.execute(_rows(actor).where(col(Quarantine.id) == quarantine_id)).one_or_none() is None:
        raise QuarantineNotFound
    row = session.scalars(sa.select(Quarantine).where(col(Quarantine.id) == quarantine_id).with_for_update()).one()
    if row.resolution is not None:
        raise AlreadyResolved
    if draft.decision == "admit":
        admit(session, row, at=at, max_bytes=max_bytes)
    row.resolution, row.resolved_at, row.resolved_by = draft.decision, at, actor.account_id
    row.words = draft.words.strip()
    session.flush()
    if row.inspection_id and row.code in CONFLICTS:
        refresh(session, [row.inspection_id])
    _audit(session, actor, row, at)
    return QuarantineRow(**session.execute(_rows(actor).where(col(Quarantine.id) == row.id)).one()._mapping)


def admit(session: Session, row: Quarantine, *, at: datetime, max_bytes: int) -> Fate:
    """Takes the entry in as of when it was received: in place, or held until its predecessor is admitted too.

    Raises:
        NotAdmissible
    """
    entry = _admissible(session, row, max_bytes)
    arrival = Arrival(entry, row.account_id, row.received_at, row.skew_ms)
    placing = placing_of(session, [arrival], at=at, revocations=False)
    fate, refusal = placing.place(arrival)
    if refusal is not None:
        raise NotAdmissible(f"{refusal.detail}这条内容继续留存在隔离区。", reason=refusal.code)
    write_decisions(session, placing)
    return fate


def _admissible(session: Session, row: Quarantine, max_bytes: int) -> Entry:
    """The entry, verified anew, if a device signed it before it was revoked."""
    device = session.get(Device, row.device_id) if row.code == REVOKED.code and row.device_id else None
    account = session.get_one(Account, row.account_id)
    connection = session.connection()
    sender = Sender(account.id, account.officer_id, account.agency_id, partial(queries.device_key, connection))
    entry = verify(row.content.decode(), sender, max_bytes=max_bytes) if device else None
    if device is None or entry is None or isinstance(entry, Refusal):
        raise NotAdmissible
    if device.revoked_at is not None and entry.at >= device.revoked_at:
        raise NotAdmissible
    return entry


def _rows(actor: Actor) -> sa.Select[Any]:
    resolver = sa.alias(table_of(Account), "resolver")
    names = ("id", "received_at", "captured_at", "device_id", "inspection_id", "kind", "code", "detail")
    later = ("resolution", "resolved_at", "words")
    table = table_of(Quarantine)
    return (
        sa.select(
            *[table.c[name] for name in names + later],
            col(Account.display_name).label("account_name"),
            col(Agency.name).label("agency_name"),
            sa.func.length(table.c.content).label("bytes"),
            resolver.c.display_name.label("resolved_by"),
        )
        .join(Account, col(Account.id) == col(Quarantine.account_id))
        .outerjoin(Agency, col(Agency.id) == col(Quarantine.agency_id))
        .outerjoin(resolver, resolver.c.id == col(Quarantine.resolved_by))
        .where(col(Quarantine.agency_id).in_(agencies_in_scope(actor)))
    )


def _audit(session: Session, actor: Actor, row: Quarantine, at: datetime) -> None:
    audit(
        session,
        at=at,
        account_id=actor.account_id,
        action="quarantine_resolve",
        target_type="quarantine",
        target_id=row.id,
        detail={"decision": row.resolution, "code": row.code, "inspection": str(row.inspection_id)},
    )
