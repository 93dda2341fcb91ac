"""Sends the demo city's past visits through the same door as every phone's, and has some of them reviewed."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.app import Parts
from zhifa.db import insert_once
from zhifa.demo.agencies import agency_id
from zhifa.demo.lawyers import have_reviewed, qualify
from zhifa.demo.notebooks import Notebook, written
from zhifa.demo.people import Person
from zhifa.demo.phones import DemoPhone
from zhifa.demo.photographs import MEDIA_TYPE
from zhifa.demo.seed import demo_id
from zhifa.demo.visits import Visit, visits
from zhifa.evidence.arrival import object_key, record_arrival
from zhifa.identity.actor import Actor
from zhifa.identity.models import Device, Role
from zhifa.inspections.models import Inspection
from zhifa.inspections.models import Notebook as Received
from zhifa.review.schemas import Decision, ReviewDraft
from zhifa.review.service import write_review
from zhifa.sync.queries import DeviceKeys
from zhifa.sync.schemas import Batch, Fate
from zhifa.sync.service import Reception

SPOKEN: dict[str, tuple[Decision, str]] = {
    "accepted": ("accept", "记录完整,证据与结论一致。"),
    "decided": ("accept", "事实清楚,裁量与幅度一致。"),
    "returned": ("return", "请补充说明责令改正期限的依据,并核对当事人身份。"),
}
#: How many hours after a visit it was reviewed, in turn.
REVIEW_AFTER = (3, 26, 7, 49, 20, 76, 5)


def load_history(parts: Parts) -> list[UUID]:
    """Sends the visits that the server does not know yet, and says which."""
    with parts.db.read() as session:
        known = set(session.scalars(sa.select(col(Received.id))))
    missing = [visit for visit in visits() if visit.id not in known]
    qualify(parts)
    for visit in missing:
        book = written(visit, DemoPhone(visit.lead.username), DemoPhone(visit.second.username))
        _register(parts, [book.leader, book.other])
        _hand_in(parts, book)
        _send(parts, book, visit.lead, book.first)
        _send(parts, book, visit.second, book.second)
        _review(parts, visit, book)
    return [visit.id for visit in missing]


def _register(parts: Parts, phones: Sequence[DemoPhone]) -> None:
    with parts.db.write() as session:
        for phone in phones:
            insert_once(session, Device, **phone.row)


def _hand_in(parts: Parts, book: Notebook) -> None:
    for photograph in book.photographs:
        parts.objects.put_bytes(object_key(photograph.sha256), photograph.content)
    with parts.db.write() as session:
        for photograph in book.photographs:
            record_arrival(
                session,
                account_id=demo_id("account", book.visit.lead.username),
                sha256=photograph.sha256,
                size=len(photograph.content),
                media_type=MEDIA_TYPE,
                at=book.now,
            )


def _send(parts: Parts, book: Notebook, person: Person, entries: list[str]) -> None:
    if not entries:
        return
    batch = Batch(sent_at=book.now, entries=entries)
    reception = Reception(parts.db, parts.settings, lambda: book.now, DeviceKeys(parts.db))
    answer = reception.take_in(_actor(person.username, Role.OFFICER, person), batch)
    refused = [outcome for outcome in answer.outcomes if outcome.outcome is not Fate.APPLIED]
    if refused:
        raise RuntimeError(f"the demo visit {book.visit.id} was not taken in: {refused[0]}")


def _review(parts: Parts, visit: Visit, book: Notebook) -> None:
    if visit.ending not in SPOKEN:
        return
    decision, words = SPOKEN[visit.ending]
    reviewer = _actor(f"{visit.agency['login']}-fz", Role.SUPERVISOR, visit.lead)
    at = book.now + timedelta(hours=REVIEW_AFTER[visit.id.int % len(REVIEW_AFTER)])
    with parts.db.write() as session:
        if decision == "accept":
            have_reviewed(session, reviewer, visit.id, at=at)
        draft = ReviewDraft(decision=decision, version=_version(session, visit.id), words=words)
        write_review(session, reviewer, visit.id, draft, at=at, request_id=None)


def _version(session: Session, inspection: UUID) -> int:
    return session.scalars(sa.select(col(Inspection.version)).where(col(Inspection.id) == inspection)).one()


def _actor(username: str, role: Role, person: Person) -> Actor:
    account = demo_id("account", username)
    return Actor(
        account_id=account,
        session_id=account,
        role=role,
        display_name=username,
        agency_id=agency_id(person.agency["code"]),
        division_code=None,
        officer_id=person.id if role is Role.OFFICER else None,
    )
