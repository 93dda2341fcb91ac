"""What the approval of a change does to the catalogue, and from which day visits may read differently."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.agencies.models import AgencyMatter
from zhifa.ids import new_id
from zhifa.matters import change_queries as queries
from zhifa.matters.change_schemas import Amend, Delegate, MatterDraft, Publish, TakeBack, What, Withdraw
from zhifa.matters.models import Checklist, ChecklistItem, Matter, MatterChange


def carry_out(session: Session, change: MatterChange, what: What, *, checklist: bool, today: date) -> date:
    """Does it; answers the first day for which something is different. ``checklist``: its items differ.

    What was to begin on a day that has passed while it waited begins today.
    """
    match what:
        case Publish():
            begins = max(what.starts_on, today)
            change.matter_id = _publish(session, what, change.document, begins)
            return begins
        case Amend():
            begins = max(what.starts_on, today)
            matter = _matter(session, what.matter_id)
            _say(matter, what.content)
            if checklist:
                _new_checklist(session, matter, what.content, begins)
            return today
        case Withdraw():
            _matter(session, what.matter_id).valid_to = what.ends_on
            queries.end_intervals(session, what.matter_id, what.ends_on)
            return what.ends_on
        case Delegate():
            _hold(session, what.agency_id, what.matter_id, True, change.document, what.starts_on, what.ends_on)
            return what.starts_on
        case TakeBack():
            interval = queries.interval_on(session, what.agency_id, what.matter_id, what.ends_on, what.ends_on)
            assert interval is not None, "asked before"
            interval.valid_to = what.ends_on
            return what.ends_on


def _matter(session: Session, matter_id: UUID) -> Matter:
    found = queries.matter(session, matter_id)
    assert found is not None, "asked before"
    return found


def _publish(session: Session, what: Publish, document: str, begins: date) -> UUID:
    matter = Matter(id=new_id(), code=what.code, valid_from=begins, **_facts(what.content))
    session.add(matter)
    session.flush()
    _new_checklist(session, matter, what.content, begins)
    _hold(session, what.agency_id, matter.id, False, document, begins, None)
    return matter.id


def _facts(content: MatterDraft) -> dict[str, Any]:
    names = ("name", "kind", "field", "basis", "basis_confidence", "trades", "annual_cap")
    return {name: getattr(content, name) for name in names}


def _say(matter: Matter, content: MatterDraft) -> None:
    for name, value in _facts(content).items():
        setattr(matter, name, value)


def _new_checklist(session: Session, matter: Matter, content: MatterDraft, begins: date) -> None:
    if not content.items:
        return
    version = queries.latest_version(session, matter.id) + 1
    checklist = Checklist(id=new_id(), matter_id=matter.id, version=version, published_on=begins)
    session.add(checklist)
    session.flush()
    session.add_all(
        ChecklistItem(
            checklist_id=checklist.id,
            position=position,
            code=f"{matter.code}-{position:02d}",
            text=item.text,
            requirement=item.requirement,
            basis=item.basis,
            merge_key=item.merge_key or None,
        )
        for position, item in enumerate(content.items, start=1)
    )


def _hold(
    session: Session, agency: UUID, matter: UUID, delegated: bool, document: str, first: date, last: date | None
) -> None:
    session.add(
        AgencyMatter(
            id=new_id(), agency_id=agency, matter_id=matter, delegated=delegated, document=document,
            valid_from=first, valid_to=last,
        )
    )  # fmt: skip
