"""Complaints 投诉: taken from the public pages, shown to whoever has the secret, read by the bureau's overseers.

A complaint is handled by the justice bureau of the agency's county (of its city where the bureau itself is complained
of), and no permission of the agency's reaches it.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.calendar import add_working_days
from zhifa.clock import SHANGHAI
from zhifa.compliance.facts import Limit
from zhifa.compliance.queries import thresholds
from zhifa.compliance.thresholds import limits
from zhifa.credentials import numbers
from zhifa.errors import NotFound, Unavailable
from zhifa.feedback import complaint_queries as queries
from zhifa.feedback.complaint_steps import open_steps
from zhifa.feedback.models import Complaint
from zhifa.feedback.schemas import Bureau, ComplaintDetail, ComplaintPicture, ComplaintRow, ComplaintStepRow
from zhifa.identity.actor import Actor
from zhifa.identity.keyring import KeyRing
from zhifa.ids import new_id
from zhifa.pages import Page, page_of
from zhifa.verification import codes, report_queries
from zhifa.verification.reports import ALPHABET

PURPOSE = "complaint secret"
LENGTHS = {"about": 200, "place": 200, "words": 2000, "contact": 100}
REQUIRED = ("words",)
ROW_FIELDS = frozenset(ComplaintRow.__struct_fields__)


class ComplaintNotFound(NotFound):
    code = "complaint_not_found"
    detail = "没有找到这件投诉,或它不由您所在的司法行政部门办理。"


@dataclass(frozen=True, slots=True)
class Draft:
    """As it was typed, without blanks around it. ``about``: whom it is about, a name or a number."""

    about: str = ""
    place: str = ""
    words: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """From where the form was opened: a visit's page, an agency's, or neither."""

    agency: UUID | None = None
    inspection: UUID | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """``secret``: shown once, here."""

    id: UUID
    tracking: str
    secret: str
    accept_by: date
    answer_by: date
    uncertain_year: int | None
    bureau: str
    division: str


def take(session: Session, ring: KeyRing, draft: Draft, origin: Origin, at: datetime) -> Taken:
    """Keeps the complaint and reckons its deadlines.

    Raises:
        Unavailable: no division is registered, so nobody would read it.
    """
    today = at.astimezone(SHANGHAI).date()
    agency = _agency(session, draft, origin)
    division = division_for(session, agency)
    if division is None:
        raise Unavailable
    terms = terms_of(session, division, today)
    accept, answer = (add_working_days(today, term.value, term.source) for term in terms)
    tracking, secret = f"T{today:%Y%m%d}-{_drawn(6)}", "-".join(_drawn(4) for _ in range(3))
    complaint = Complaint(
        id=new_id(),
        tracking=tracking,
        secret_mark=_mark(ring, tracking, secret),
        at=at,
        agency_id=agency.id if agency else None,
        inspection_id=origin.inspection,
        certificate_number=origin.number,
        division_code=division,
        about=draft.about,
        place=draft.place,
        words=draft.words,
        contact=draft.contact,
        state="received",
        accept_by=accept.day,
        answer_by=answer.day,
        uncertain_year=answer.uncertain_year,
    )
    session.add(complaint)
    session.flush()
    bureau = queries.bureau_name(session, division) or "司法行政部门"
    return Taken(complaint.id, tracking, secret, accept.day, answer.day, answer.uncertain_year, bureau, division)


def terms_of(session: Session, division: str | None, day: date) -> tuple[Limit, Limit]:
    """Working days until a complaint is accepted and until it is answered, as the bureau of the division published
    them; what an agency complained of has set for itself does not count."""
    found = limits(thresholds(session), None, division or "", day)
    return found["complaint_accept_days"], found["complaint_answer_days"]


def division_for(session: Session, agency: Any | None) -> str | None:
    """Whose bureau handles a complaint about the agency; about none that we know, the city's."""
    return handling_division(agency) if agency else queries.city(session)


def handling_division(agency: Any) -> str:
    """The county of the agency, where a justice bureau reads; about a justice bureau, the one above it."""
    county: str = agency.division_code[: queries.COUNTY_DIGITS]
    return f"{county[:4]}00" if agency.field == queries.BUREAUS else county


def opened(session: Session, ring: KeyRing, tracking: str, secret: str) -> Any | None:
    """The complaint for whoever has both; the same work is done for one that is not there."""
    wanted = tracking.strip().upper()
    row = queries.by_tracking(session, wanted)
    right = hmac.compare_digest(_mark(ring, wanted, _typed(secret)), row.secret_mark if row else "")
    return row if right else None


def page(session: Session, actor: Actor, *, today: date, limit: int, **filters: Any) -> Page[ComplaintRow]:
    rows = queries.page(session, actor, today=today, limit=limit, **filters)
    return page_of(rows, limit, lambda row: (row.id,), lambda row: ComplaintRow(**_row(row, today)))


def detail(session: Session, actor: Actor, complaint: UUID, *, today: date) -> ComplaintDetail:
    """Raises ComplaintNotFound."""
    row = queries.one(session, actor, complaint)
    if row is None:
        raise ComplaintNotFound
    return ComplaintDetail(
        **_row(row, today),
        steps=[ComplaintStepRow(**step._mapping) for step in queries.steps_of(session, complaint)],
        pictures=[ComplaintPicture(**picture._mapping) for picture in queries.pictures_of(session, complaint)],
        steps_open=open_steps(row.state),
        forward_to=[Bureau(**bureau._mapping) for bureau in queries.bureaus(session, but=row.division_code)],
    )


def row_of(session: Session, tracking: str, today: date) -> ComplaintRow:
    row = queries.by_tracking(session, tracking)
    assert row is not None
    return ComplaintRow(**{name: value for name, value in _row(row, today).items() if name in ROW_FIELDS})


def is_overdue(row: Any, today: date) -> bool:
    """As ``queries.overdue`` says it in SQL."""
    waits = row.state == "received" and row.accept_by < today
    return waits or (row.state in {"received", "accepted"} and row.answer_by < today)


def missing(draft: Draft) -> Sequence[str]:
    return [name for name in REQUIRED if not getattr(draft, name)]


def too_long(draft: Draft) -> Sequence[str]:
    return [name for name, most in LENGTHS.items() if len(getattr(draft, name)) > most]


def _row(row: Any, today: date) -> dict[str, Any]:
    return {**row._mapping, "overdue": is_overdue(row, today)}


def _agency(session: Session, draft: Draft, origin: Origin) -> Any | None:
    """The agency whose page it was, or that of the number or code that was typed."""
    known = origin.agency or report_queries.agency_shown(
        session, number=numbers.normal(draft.about), card=codes.read(draft.about).text
    )
    return queries.agency(session, known) if known else None


def _drawn(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _typed(secret: str) -> str:
    """As it was given out, however it was typed."""
    bare = re.sub(r"[^0-9A-Z]", "", secret.upper())[:12]
    return "-".join(bare[place : place + 4] for place in range(0, len(bare), 4))


def _mark(ring: KeyRing, tracking: str, secret: str) -> str:
    return hmac.new(ring.lasting(PURPOSE), f"{tracking}/{secret}".encode(), hashlib.sha256).hexdigest()
