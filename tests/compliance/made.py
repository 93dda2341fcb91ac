"""A faultless visit as facts, and small changes to it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from zhifa.clock import SHANGHAI
from zhifa.compliance.facts import EntryFacts, Facts, FileFacts, Limit, MatterFacts, OfficerFacts, OtherVisit
from zhifa.compliance.thresholds import default_limits
from zhifa.inspections.record import Record

OPENED = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)  # a Monday
CLOSED = OPENED + timedelta(minutes=50)
NOW = CLOSED + timedelta(minutes=10)
LI, WANG = "11111111-1111-7111-8111-111111111111", "22222222-2222-7222-8222-222222222222"
AGENCY, SUBJECT = "33333333-3333-7333-8333-333333333333", "44444444-4444-7444-8444-444444444444"


def at(minutes: float) -> str:
    return (OPENED + timedelta(minutes=minutes)).isoformat()


def person(officer: str, name: str, number: str, role: str) -> dict[str, Any]:
    told = {"officer": officer, "name": name, "certificate": number, "role": role, "device": "d"}
    return {**told, "via": "opened" if role == "lead" else "device", "reason": None}


def signed(officer: str, name: str, number: str) -> dict[str, Any]:
    who = {"officer": officer, "name": name, "certificate": number}
    return {**who, "strokes": [], "width": 1, "height": 1, "at": at(46), "jti": f"sign-{name}"}


def answer(kind: str = "pass", minutes: float = 10, **more: Any) -> dict[str, Any]:
    told = {"answer": kind, "note": None, "bulk": False, "at": at(minutes), "jti": "answer"}
    return {**told, "late": False, "history": [], **more}


def part(minutes: float, jti: str, **more: Any) -> dict[str, Any]:
    return {"at": at(minutes), "jti": jti, "late": False, **more}


def finding(**more: Any) -> dict[str, Any]:
    return part(20, "found", title="未戴口罩", items=["I-1"], words="一名帮厨未戴口罩", **more)


def measure(kind: str = "order_to_correct", **more: Any) -> dict[str, Any]:
    return part(25, "measure", measure=kind, words="限期改正", **more)


def attachment(**more: Any) -> dict[str, Any]:
    told = {"sha256": "ab" * 32, "size": 9, "type": "image/jpeg", "shows": "现场", "item": None, "pos": None}
    return {**told, "captured_at": at(15), "source": "camera", **part(15, "photo"), **more}


RECORD: dict[str, Any] = {
    "id": "55555555-5555-7555-8555-555555555555",
    "state": "closed",
    "subject": {"id": SUBJECT, "name": "张记面馆", "address": "解放南路 12 号"},
    "matters": [{"id": "m", "code": "SP-1", "name": "餐饮检查", "checklist": "c", "checklist_version": 1}],
    "source": "plan",
    "agency": AGENCY,
    "opened_at": at(0),
    "closed_at": at(50),
    "result": "no_problem",
    "officers": [person(LI, "李明", "N1", "lead"), person(WANG, "王强", "N2", "second")],
    "presented": [{"to": "店主", "method": "card", "certificates": ["N1", "N2"], "at": at(2), "jti": "shown"}],
    "notified": [{"text_version": "1", "acknowledged": "tick", "recusal": "none", "at": at(3), "jti": "told"}],
    "answers": {"I-1": answer(), "I-2": answer(minutes=11)},
    "party": {"outcome": "signed", "name": "张三", "at": at(45), "jti": "party"},
    "officer_signatures": [signed(LI, "李明", "N1"), signed(WANG, "王强", "N2")],
}

OFFICERS = (OfficerFacts(LI, "李明", "N1", "opened"), OfficerFacts(WANG, "王强", "N2", "joined"))
MATTER = MatterFacts("SP-1", "餐饮检查", cap=2)
STEPS = {"opened": 0, "presented": 2, "notified": 3, "answered": 10, "party_signed": 45, "closed": 50}


def entry(kind: str, minutes: float, **more: Any) -> EntryFacts:
    moment = OPENED + timedelta(minutes=minutes)
    return replace(EntryFacts(kind, kind, moment, moment.astimezone(UTC) + timedelta(minutes=1)), **more)


ENTRIES = tuple(entry(kind, minutes) for kind, minutes in STEPS.items())


def record(**changes: Any) -> Record:
    return msgspec.convert({**RECORD, **changes}, Record)


def facts(of_record: dict[str, Any] | None = None, **changes: Any) -> Facts:
    """The faultless visit, changed in its record (``of_record``) and in what it rests on."""
    base = {"officers": OFFICERS, "matters": (MATTER,), "entries": ENTRIES, "limits": default_limits()}
    moments = {"opened_at": OPENED, "closed_at": CLOSED, "now": NOW}
    where = {"inspection": RECORD["id"], "agency": AGENCY, "agency_name": "盐湖区市场监督管理局", "subject": SUBJECT}
    return Facts(**{"record": record(**(of_record or {})), **base, **moments, **where, **changes})


def officers(**changes: Any) -> tuple[OfficerFacts, ...]:
    """The second of the two is changed."""
    return (OFFICERS[0], replace(OFFICERS[1], **changes))


def matters(**changes: Any) -> tuple[MatterFacts, ...]:
    return (replace(MATTER, **changes),)


def entries(**moved: Any) -> tuple[EntryFacts, ...]:
    """The entries with some at other minutes; None: not there."""
    steps = {kind: minutes for kind, minutes in {**STEPS, **moved}.items() if minutes is not None}
    return tuple(entry(kind, minutes) for kind, minutes in steps.items())


def arrived(**later: float) -> tuple[EntryFacts, ...]:
    """The closing's entry comes so much later than it was written."""
    first = [each for each in ENTRIES if each.kind != "closed"]
    closing = entry("closed", 50)
    return (*first, replace(closing, received_at=closing.at + timedelta(**later)))


def visit(days: float, agency: str = AGENCY, **more: Any) -> OtherVisit:
    """An earlier visit, so many days before."""
    return OtherVisit(f"before-{days}", agency, f"机关{agency[:2]}", OPENED - timedelta(days=days), **more)


def file(**more: Any) -> tuple[FileFacts, ...]:
    return (replace(FileFacts("photo", "后厨", OPENED + timedelta(minutes=15), "camera"), **more),)


def limited(**values: int) -> dict[str, Limit]:
    return {**default_limits(), **{code: Limit(value, "公告") for code, value in values.items()}}


def day(text: str, hour: int = 12) -> datetime:
    """Noon of a day: what the check takes for now."""
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), SHANGHAI) + timedelta(hours=hour)
