"""The audit trail: a row beside every change, in the change's own transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.identity.models import AuditRow
from zhifa.ids import new_id


def record(
    session: Session,
    *,
    at: datetime,
    account_id: UUID | None,
    action: str,
    refused: bool = False,
    target_type: str | None = None,
    target_id: object = None,
    request_id: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Adds a row. ``detail`` holds identifiers and codes, never passwords, tokens or a party's words."""
    session.add(
        AuditRow(
            id=new_id(),
            at=at,
            account_id=account_id,
            action=action,
            refused=refused,
            target_type=target_type,
            target_id=None if target_id is None else str(target_id),
            request_id=request_id,
            detail=detail or {},
        )
    )


def request_id_of(scope: Mapping[str, Any]) -> str | None:
    """The id that the outer layer gave the request (None where a test calls without that layer)."""
    request_id: str | None = scope.get("state", {}).get("request_id")
    return request_id
