"""GET /register and below: published matters, checklists, caps and agencies, as pages and, beside each, as JSON."""

from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter

from zhifa.feedback.counter import Counter
from zhifa.feedback.layout import answer
from zhifa.feedback.refusal_pages import PAGES
from zhifa.identity.permissions import Permission
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page
from zhifa.refusals import refusals
from zhifa.register import pages, reading
from zhifa.register.reading import NotPublished
from zhifa.register.schemas import AgencyTold, MatterTold, PublishedAgency, PublishedMatter

PUBLIC = {"permission": Permission.PUBLIC}
PAGE: dict[str, Any] = {
    "opt": PUBLIC, "include_in_schema": False, "sync_to_thread": True, "exception_handlers": PAGES,
}  # fmt: skip
DATA: dict[str, Any] = {"opt": PUBLIC, "sync_to_thread": True, "tags": ["register"]}
#: Rows of a page; fewer than of a list at a desk, so that it stays light.
PAGE_ROWS = 20
#: What is published changes by the day; a shared cache may hold it for minutes.
FRESH = {"Cache-Control": "public, max-age=300"}

Sought = Annotated[str, QueryParameter(max_length=60)]


@get("/register", **PAGE)
def home(counter: NamedDependency[Counter]) -> Response[str]:
    """执法公示: what is published, and where."""
    return answer(pages.home(demo=counter.settings.demo), headers=FRESH)


@get("/register/matters", **PAGE)
def matters_page(
    counter: NamedDependency[Counter],
    q: FromQuery[Sought] = "",
    field: FromQuery[Sought] = "",
    cursor: FromQuery[str | None] = None,
) -> Response[str]:
    """执法事项 in force today."""
    found = _matters(counter, q, field, cursor, PAGE_ROWS)
    content = pages.matters(found, q=q, field=field, first=cursor is None, demo=counter.settings.demo)
    return answer(content, headers=FRESH)


@get("/register/matters.json", responses=refusals(CursorInvalid, public=True), **DATA)
def matters_listed(
    counter: NamedDependency[Counter],
    q: FromQuery[Sought] = "",
    field: FromQuery[Sought] = "",
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[PublishedMatter]:
    """The same for programs. ``q``: part of the name or basis, or the beginning of the code."""
    return _matters(counter, q, field, cursor, limit)


@get("/register/matters/{code:str}", **PAGE)
def matter_page(code: FromPath[str], counter: NamedDependency[Counter]) -> Response[str]:
    """One matter with its checklist."""
    return answer(pages.matter(_matter(counter, code), demo=counter.settings.demo), headers=FRESH)


@get("/register/matters/{code:str}/data.json", responses=refusals(NotPublished, public=True), **DATA)
def matter_told(code: FromPath[str], counter: NamedDependency[Counter]) -> MatterTold:
    """The same for programs."""
    return _matter(counter, code)


@get("/register/agencies", **PAGE)
def agencies_page(
    counter: NamedDependency[Counter], q: FromQuery[Sought] = "", cursor: FromQuery[str | None] = None
) -> Response[str]:
    """执法机关 with their supervision telephones."""
    found = _agencies(counter, q, cursor, PAGE_ROWS)
    content = pages.agencies(found, q=q, first=cursor is None, demo=counter.settings.demo)
    return answer(content, headers=FRESH)


@get("/register/agencies.json", responses=refusals(CursorInvalid, public=True), **DATA)
def agencies_listed(
    counter: NamedDependency[Counter],
    q: FromQuery[Sought] = "",
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[PublishedAgency]:
    """The same for programs. ``q``: part of the agency's, the division's or the field's name."""
    return _agencies(counter, q, cursor, limit)


@get("/register/agencies/{code:str}", **PAGE)
def agency_page(code: FromPath[str], counter: NamedDependency[Counter]) -> Response[str]:
    """One agency: its matters, its telephone, and how it was rated."""
    return answer(pages.agency(_agency(counter, code), demo=counter.settings.demo), headers=FRESH)


@get("/register/agencies/{code:str}/data.json", responses=refusals(NotPublished, public=True), **DATA)
def agency_told(code: FromPath[str], counter: NamedDependency[Counter]) -> AgencyTold:
    """The same for programs."""
    return _agency(counter, code)


def _matters(counter: Counter, q: str, field: str, cursor: str | None, limit: int) -> Page[PublishedMatter]:
    with counter.db.read() as session:
        return reading.matters(session, counter.clock(), q=q, field=field, cursor=cursor, limit=limit)


def _matter(counter: Counter, code: str) -> MatterTold:
    with counter.db.read() as session:
        return reading.matter(session, counter.clock(), code)


def _agencies(counter: Counter, q: str, cursor: str | None, limit: int) -> Page[PublishedAgency]:
    with counter.db.read() as session:
        return reading.agencies(session, q=q, cursor=cursor, limit=limit)


def _agency(counter: Counter, code: str) -> AgencyTold:
    with counter.db.read() as session:
        return reading.agency(session, counter.ring, counter.clock(), code)
