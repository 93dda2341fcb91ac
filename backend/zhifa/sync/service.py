"""Takes a batch of entries in: each is verified, placed, and answered for; nothing is lost and nothing is twice.

Signatures are checked before the transaction. Then, in one write transaction, the notebooks are locked, every
entry is placed under the lock, and what was decided is written together with the read model. The constraints
of the tables have the last word: where they disagree (the same jti in two inspections at one moment), the
transaction is made anew and sees what the other has written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from zhifa.clock import skew_ms
from zhifa.db import Database
from zhifa.errors import BadRequest
from zhifa.identity.actor import Actor
from zhifa.inspections.entry import DeviceKey, Entry, Refusal, Sender, glimpse, kid_of, verify
from zhifa.inspections.readmodel import refresh
from zhifa.settings import Settings
from zhifa.sync import queries
from zhifa.sync.placing import CONFLICTS, Arrival, Decisions, Placing
from zhifa.sync.schemas import Batch, Fate, Outcome, SyncAnswer

ATTEMPTS = 3


class BatchTooLarge(BadRequest):
    code = "batch_too_large"
    detail = "一次上传的记录过多,未作任何改动。请分批上传,手机上的内容不受影响。"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A batch as it came: by whom, when, and how far off the phone's clock is."""

    actor: Actor
    at: datetime
    skew_ms: int
    entries: Sequence[str]
    verified: Sequence[Entry | Refusal]


def take_in(db: Database, actor: Actor, batch: Batch, settings: Settings, at: datetime) -> SyncAnswer:
    """Takes the batch in and tells the fate of every entry, in the order sent.

    Raises:
        BatchTooLarge: more entries than a batch may hold.
        BadRequest: ``sent_at`` has no offset.
    """
    if len(batch.entries) > settings.batch_max_entries:
        raise BatchTooLarge(limit=settings.batch_max_entries)
    if batch.sent_at.tzinfo is None:
        raise BadRequest
    sender = Sender(actor.account_id, actor.officer_id, actor.agency_id, _Devices(db))
    verified = [verify(jws, sender, max_bytes=settings.entry_max_bytes) for jws in batch.entries]
    delivery = Delivery(actor, at, skew_ms(batch.sent_at, at), batch.entries, verified)
    return SyncAnswer(server_time=at, skew_ms=delivery.skew_ms, outcomes=_commit(db, delivery))


def _commit(db: Database, delivery: Delivery) -> list[Outcome]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with db.write() as session:
                return _write(session, delivery)
        except IntegrityError:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _write(session: Session, delivery: Delivery) -> list[Outcome]:
    arrivals = {
        index: Arrival(entry, delivery.actor.account_id, delivery.at, delivery.skew_ms)
        for index, entry in enumerate(delivery.verified)
        if isinstance(entry, Entry)
    }
    outcomes = {
        index: Outcome(index, _jti(delivery.entries[index]), Fate.REJECTED, refusal.code, refusal.detail)
        for index, refusal in enumerate(delivery.verified)
        if isinstance(refusal, Refusal)
    }
    placing = placing_of(session, list(arrivals.values()), at=delivery.at, revocations=True)
    for index in sorted(arrivals, key=lambda index: _turn(arrivals[index].entry, index)):
        fate, refusal = placing.place(arrivals[index])
        why = (refusal.code, refusal.detail) if refusal else (None, None)
        outcomes[index] = Outcome(index, arrivals[index].entry.jti, fate, *why)
    _quarantine_unverified(session, delivery)
    write_decisions(session, placing.decisions)
    return [outcomes[index] for index in range(len(delivery.entries))]


def placing_of(session: Session, arrivals: Sequence[Arrival], *, at: datetime, revocations: bool) -> Placing:
    """Locks the notebooks and reads what decides where the arrivals belong."""
    if not arrivals:
        return Placing({}, {}, {})
    inspections = {arrival.entry.inspection for arrival in arrivals}
    jtis = {arrival.entry.jti for arrival in arrivals}
    devices = {arrival.entry.device for arrival in arrivals}
    queries.lock_notebooks(session, inspections, at)
    return Placing(
        queries.chains_of(session, inspections),
        queries.in_place(session, jtis),
        queries.waiting(session, jtis),
        queries.revoked_among(session, devices) if revocations else (),
    )


def write_decisions(session: Session, decisions: Decisions) -> None:
    """Writes what was decided, and the read model of every inspection that it changes."""
    released = [arrival.entry.jti for arrival in decisions.released]
    queries.delete_held(session, released)
    queries.insert_entries(session, decisions.applied)
    queries.insert_held(session, [each for each in decisions.held if each.entry.jti not in set(released)])
    _quarantine_misfits(session, decisions.refused)
    changed = {arrival.entry.inspection for arrival in decisions.applied}
    changed |= {arrival.entry.inspection for arrival, refusal in decisions.refused if refusal.code in CONFLICTS}
    refresh(session, changed, [arrival.entry for arrival in decisions.applied])


def _turn(entry: Entry, index: int) -> tuple[UUID, bool, str, int, int]:
    """The order in which a batch is placed: a chain before what follows it, whatever order it was sent in.
    Of two openings the one sent first has the first turn."""
    opened = entry.claims.kind == "opened"
    return entry.inspection, not opened, "" if opened else str(entry.device), entry.seq, index


def _quarantine_misfits(session: Session, refused: Sequence[tuple[Arrival, Refusal]]) -> None:
    """Verified entries that found no place, each under the agency of the account that sent it."""
    agencies = queries.agencies_of(session, {arrival.account for arrival, _ in refused})
    rows = [
        queries.quarantine_row(
            arrival.entry.jws,
            refusal,
            account=arrival.account,
            agency=agencies[arrival.account],
            device=arrival.entry.device,
            at=arrival.received_at,
            skew_ms=arrival.skew_ms,
        )
        for arrival, refusal in refused
    ]
    queries.insert_quarantine(session, rows)


def _quarantine_unverified(session: Session, delivery: Delivery) -> None:
    rows = [
        queries.quarantine_row(
            jws,
            refusal,
            account=delivery.actor.account_id,
            agency=delivery.actor.agency_id,
            device=_known(session, kid_of(jws)),
            at=delivery.at,
            skew_ms=delivery.skew_ms,
        )
        for jws, refusal in zip(delivery.entries, delivery.verified, strict=True)
        if isinstance(refusal, Refusal)
    ]
    queries.insert_quarantine(session, rows)


def _known(session: Session, device: UUID | None) -> UUID | None:
    return device if device and queries.device_key(session, device) else None


def _jti(jws: str) -> UUID | None:
    return queries.as_uuid(glimpse(jws).get("jti"))


class _Devices(dict[UUID, DeviceKey | None]):
    """Devices by id, each asked of the database once a batch."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self._db = db

    def __call__(self, device: UUID) -> DeviceKey | None:
        if device not in self:
            with self._db.read() as session:
                self[device] = queries.device_key(session, device)
        return self[device]
