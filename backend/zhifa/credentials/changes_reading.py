"""Proposals as they are shown."""

from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.credentials import change_queries
from zhifa.credentials.registry_schemas import (
    Change,
    ImportProposal,
    NewCredential,
    PortraitProposal,
    StatusProposal,
)
from zhifa.errors import NotFound
from zhifa.identity.actor import Actor
from zhifa.pages import Page, page_of


class ChangeNotFound(NotFound):
    code = "change_not_found"
    detail = "没有找到这项申请,或它不在您的管辖范围内。"


def page(
    session: Session, actor: Actor, *, state: str | None, kind: str | None, cursor: str | None, limit: int
) -> Page[Change]:
    rows = change_queries.page(session, actor, state=state, kind=kind, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.id,), lambda row: change_of(row, actor))


def shown(session: Session, actor: Actor, change_id: UUID) -> Change:
    """Raises ChangeNotFound."""
    row = change_queries.one(session, actor, change_id)
    if row is None:
        raise ChangeNotFound
    return change_of(row, actor)


def change_of(row: Any, actor: Actor) -> Change:
    made = Change(
        id=row.id,
        kind=row.kind,
        state=row.state,
        number=row.certificate_number,
        officer_name=row.officer_name,
        agency_id=row.agency_id,
        agency_name=row.agency_name,
        reason=row.reason,
        document=row.document,
        entered_by=row.entered_name,
        entered_at=row.entered_at,
        decided_by=row.decided_name,
        decided_at=row.decided_at,
        words=row.words,
        own=row.entered_by == actor.account_id,
    )
    if row.kind == "create":
        made.create = msgspec.convert(row.proposal, NewCredential)
        made.officer_name = made.create.officer_name
    elif row.kind == "status":
        made.status = msgspec.convert(row.proposal, StatusProposal)
    elif row.kind == "portrait":
        made.portrait = msgspec.convert(row.proposal, PortraitProposal)
    else:
        made.import_file = msgspec.convert(row.proposal, ImportProposal)
    return made
