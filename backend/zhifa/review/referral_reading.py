"""Referrals as the wire has them."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.agencies.divisions import prefix_of
from zhifa.identity.actor import Actor
from zhifa.inspections.policy import require_visible
from zhifa.pages import Page, decode_cursor, page_of
from zhifa.review import referral_queries as queries
from zhifa.review.queries import agency_of
from zhifa.review.referral_schemas import ReferralAgency, ReferralRow, Relation

#: So many agencies are offered; words narrow them.
OFFERED = 60


def page(
    session: Session, actor: Actor, filters: queries.ReferralFilters, *, cursor: str | None, limit: int
) -> Page[ReferralRow]:
    """Raises CursorInvalid."""
    position = decode_cursor(cursor, queries.POSITION) if cursor else None
    rows = queries.page_rows(session, actor, filters, position, limit + 1)
    return page_of(rows, limit, lambda row: (row.at, row.id), wire_row)


def referral_of(session: Session, actor: Actor, inspection: UUID) -> ReferralRow | None:
    """The latest of a record that the actor may read."""
    row = queries.of_record(session, actor, inspection)
    return wire_row(row) if row else None


def addressable(session: Session, actor: Actor, inspection: UUID, words: str) -> list[ReferralAgency]:
    """Raises InspectionNotFound."""
    require_visible(session, actor, inspection)
    rows = queries.addressable(session, agency_of(session, inspection), words.strip(), OFFERED)
    return [
        ReferralAgency(row.id, row.name, row.division_name, relation(row.own_division, row.division_code))
        for row in rows
    ]


def relation(own: str, other: str) -> Relation:
    """How the other division stands to one's own, by their codes."""
    mine, theirs = prefix_of(own), prefix_of(other)
    if mine == theirs:
        return "same"
    if mine.startswith(theirs):
        return "above"
    return "below" if theirs.startswith(mine) else _by_level(len(mine), len(theirs))


def _by_level(mine: int, theirs: int) -> Relation:
    """Of divisions neither of which holds the other: longer codes stand lower."""
    if mine == theirs:
        return "same"
    return "above" if theirs < mine else "below"


def wire_row(row: Any) -> ReferralRow:
    values = {**row._mapping, "mine": bool(row.mine), "own": bool(row.own)}
    return ReferralRow(**values, open=values["own"] or row.state in queries.HELD)
