"""What the register says, put together from its rows."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.errors import NotFound
from zhifa.feedback import ratings
from zhifa.identity.keyring import KeyRing
from zhifa.matters import queries as matter_queries
from zhifa.pages import Page, page_of
from zhifa.register import queries
from zhifa.register.schemas import (
    AgencyName,
    AgencyTold,
    MatterName,
    MatterTold,
    PublishedAgency,
    PublishedItem,
    PublishedMatter,
)

MATTER_FIELDS, AGENCY_FIELDS = PublishedMatter.__struct_fields__, PublishedAgency.__struct_fields__


class NotPublished(NotFound):
    code, title = "not_published", "没有公示"
    detail = "公示里没有这一项:代码可能不完整,或者已经取消公布。请从列表查找。"


def matters(session: Session, at: datetime, *, q: str, field: str, cursor: str | None, limit: int) -> Page[Any]:
    rows = queries.matters(session, _day(at), q=q.strip(), field=field.strip(), cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.field, row.code), lambda row: PublishedMatter(**_matter(row)))


def matter(session: Session, at: datetime, code: str) -> MatterTold:
    """Raises NotPublished."""
    row = queries.matter(session, code)
    if row is None:
        raise NotPublished
    checklist = matter_queries.checklists_in_force(session, [row.id], _day(at)).get(row.id)
    items = matter_queries.items_of(session, [checklist.id]) if checklist else []
    return MatterTold(
        **_matter(row),
        checklist_version=checklist.version if checklist else None,
        items=[PublishedItem(item.code, item.text, item.requirement, item.basis) for item in items],
        agencies=[AgencyName(**each._mapping) for each in queries.agencies_of(session, row.id, _day(at))],
    )


def agencies(session: Session, *, q: str, cursor: str | None, limit: int) -> Page[Any]:
    rows = queries.agencies(session, q=q.strip(), cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.division_code, row.code), lambda row: PublishedAgency(**_agency(row)))


def agency(session: Session, ring: KeyRing, at: datetime, code: str) -> AgencyTold:
    """Raises NotPublished."""
    row = queries.agency(session, code)
    if row is None:
        raise NotPublished
    return AgencyTold(
        **_agency(row),
        id=str(row.id),
        matters=[MatterName(**each._mapping) for each in queries.matters_of(session, row.id, _day(at))],
        ratings=ratings.published(session, ring, [row.id], at).get(row.id),
    )


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def _matter(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in MATTER_FIELDS}


def _agency(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in AGENCY_FIELDS}
