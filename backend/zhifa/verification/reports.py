"""举报假冒执法人员: taken down from a public form, shown to the overseers of the justice bureau 司法行政部门."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from zhifa.clock import SHANGHAI
from zhifa.credentials import numbers
from zhifa.identity.actor import Actor
from zhifa.ids import new_id
from zhifa.pages import Page, page_of
from zhifa.verification import codes, report_queries
from zhifa.verification.models import FalseOfficerReport
from zhifa.verification.schemas import ReportRow

#: Letters and digits that nobody confuses on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTHS = {"shown": 600, "place": 200, "words": 2000, "contact": 100}


@dataclass(frozen=True, slots=True)
class Report:
    """As it was typed, without blanks around it. ``shown``: the number or code that was shown."""

    shown: str
    place: str
    words: str
    contact: str

    @property
    def missing(self) -> list[str]:
        return [name for name in ("place", "words") if not getattr(self, name)]

    @property
    def too_long(self) -> list[str]:
        return [name for name, most in LENGTHS.items() if len(getattr(self, name)) > most]


def take(session: Session, report: Report, at: datetime) -> str:
    """Keeps the report; the receipt number under which it can be asked for."""
    receipt = f"J{at.astimezone(SHANGHAI):%Y%m%d}-{''.join(secrets.choice(ALPHABET) for _ in range(6))}"
    agency = report_queries.agency_shown(
        session, number=numbers.normal(report.shown), card=codes.read(report.shown).text
    )
    session.add(
        FalseOfficerReport(
            id=new_id(),
            receipt=receipt,
            at=at,
            shown=report.shown,
            place=report.place,
            words=report.words,
            contact=report.contact,
            agency_id=agency,
        )
    )
    return receipt


def page(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Page[ReportRow]:
    rows = report_queries.page(session, actor, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.id,), lambda row: ReportRow(**row._mapping))
