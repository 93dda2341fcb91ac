"""The entries of an inspection as the wire has them, in canonical order, with both clocks.

A page goes on after the entry that its cursor names. Where an entry stands depends on its own chain up to it
and on nothing else, so entries that arrive meanwhile never make a page repeat or lose one of those known.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec import UNSET
from sqlmodel import Session

from zhifa.identity.actor import Actor
from zhifa.inspections.claims import Claims
from zhifa.inspections.clocks import set_back
from zhifa.inspections.entry import reread
from zhifa.inspections.order import ChainedClaims, canonical
from zhifa.inspections.policy import require_readable
from zhifa.inspections.record_queries import Row, entry_rows
from zhifa.inspections.schemas import EntryRow
from zhifa.pages import CursorInvalid, Page, decode_cursor, page_of
from zhifa.settings import Settings


def page(
    session: Session, actor: Actor, inspection: UUID, *, cursor: str | None, limit: int, settings: Settings
) -> Page[EntryRow]:
    """A page of the entries.

    Raises:
        InspectionNotFound: there is none, or it is not the actor's to see.
        CursorInvalid: the cursor names no entry of this inspection.
    """
    require_readable(session, actor, inspection)
    rows = entry_rows(session, inspection)
    claims = {str(row.jti): reread(row.jws).claims for row in rows}
    suspects = _clock_suspects(rows, claims, timedelta(seconds=settings.clock_skew_warn_s))
    by_jti = {str(row.jti): row for row in rows}
    chained = [ChainedClaims(device=str(row.device_id), claims=claims[str(row.jti)]) for row in rows]
    ordered = [each.claims.jti for each in canonical(chained)]
    start = _after(ordered, cursor)
    return page_of(
        ordered[start : start + limit + 1],
        limit,
        lambda jti: (jti,),
        lambda jti: _entry_row(by_jti[jti], claims[jti], suspect=jti in suspects),
    )


def _after(ordered: Sequence[str], cursor: str | None) -> int:
    if not cursor:
        return 0
    (jti,) = decode_cursor(cursor, (str,))
    try:
        return ordered.index(jti) + 1
    except ValueError as error:
        raise CursorInvalid from error


def _clock_suspects(rows: Sequence[Row], claims: Mapping[str, Claims], tolerance: timedelta) -> set[str]:
    """The entries whose wall clock is off against the server's, or was set back since the entry before."""
    off = {str(row.jti) for row in rows if abs(timedelta(milliseconds=row.skew_ms)) > tolerance}
    return off | set_back([(str(row.device_id), claims[str(row.jti)]) for row in rows], tolerance)


def _entry_row(row: Any, claims: Claims, *, suspect: bool) -> EntryRow:
    return EntryRow(
        jti=row.jti,
        device_id=row.device_id,
        officer_name=row.officer_name,
        seq=row.seq,
        kind=row.kind,
        at=datetime.fromisoformat(claims.at),
        received_at=row.received_at,
        skew_ms=row.skew_ms,
        clock_suspect=suspect,
        pos=claims.pos,
        pos_error=None if claims.pos_error is UNSET else claims.pos_error,
        body=claims.body,
        jws=row.jws,
        sha256=row.sha256,
    )
