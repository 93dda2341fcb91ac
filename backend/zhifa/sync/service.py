"""Takes a batch of entries in: each is verified, placed, and answered for; nothing is lost and nothing is twice.

Signatures are checked before the transaction. Then, in one write transaction, the notebooks are locked, every
entry is placed under the lock, and what was decided is written together with the read model. The constraints
of the tables have the last word: where they disagree (the same jti in two inspections at one moment), the
transaction is made anew and sees what the other has written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from zhifa.clock import Clock, skew_ms
from zhifa.db import Database
from zhifa.errors import BadRequest
from zhifa.identity.actor import Actor
from zhifa.inspections.changes import announce
from zhifa.inspections.entry import DeviceKey, Entry, Refusal, Sender, glimpse, kid_of, verify
from zhifa.inspections.readmodel import Placed, refresh
from zhifa.notify import occasions as notify
from zhifa.settings import Settings
from zhifa.sync import queries
from zhifa.sync.placing import CONFLICTS, Arrival, Chains, Decisions, Placing
from zhifa.sync.queries import Connection
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


@dataclass(frozen=True, slots=True)
class Reception:
    """What the door for entries works with."""

    db: Database
    settings: Settings
    clock: Clock
    devices: Callable[[UUID], DeviceKey | None]

    def take_in(self, actor: Actor, batch: Batch) -> SyncAnswer:
        """Takes the batch in and tells the fate of every entry, in the order sent.

        Raises:
            BatchTooLarge: more entries than a batch may hold.
            BadRequest: ``sent_at`` has no offset.
        """
        at, most = self.clock(), self.settings.batch_max_entries
        if len(batch.entries) > most:
            raise BatchTooLarge(limit=most)
        if batch.sent_at.tzinfo is None:
            raise BadRequest
        sender = Sender(actor.account_id, actor.officer_id, actor.agency_id, self.devices)
        verified = [verify(jws, sender, max_bytes=self.settings.entry_max_bytes) for jws in batch.entries]
        delivery = Delivery(actor, at, skew_ms(batch.sent_at, at), batch.entries, verified)
        return SyncAnswer(server_time=at, skew_ms=delivery.skew_ms, outcomes=_commit(self.db, delivery))


def _commit(db: Database, delivery: Delivery) -> list[Outcome]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return db.join(lambda session: _write(session, delivery))
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
    _quarantine_unverified(session.connection(), delivery)
    write_decisions(session, placing)
    return [outcomes[index] for index in range(len(delivery.entries))]


def placing_of(session: Session, arrivals: Sequence[Arrival], *, at: datetime, revocations: bool) -> Placing:
    """Locks the notebooks and reads what decides where the arrivals belong. A notebook that this transaction has
    begun is empty, so nothing is asked of it; the jtis are, since they may be in another."""
    if not arrivals:
        return Placing({}, {}, {})
    connection, inspections = session.connection(), {arrival.entry.inspection for arrival in arrivals}
    fresh = queries.lock_notebooks(connection, inspections, at)
    chains = queries.chains_of(connection, inspections - fresh)
    in_place, held = queries.known(connection, {arrival.entry.jti for arrival in arrivals})
    devices = {arrival.entry.device for arrival in arrivals}
    revoked = queries.revoked_among(connection, devices) if revocations else ()
    return Placing({**chains, **{each: Chains() for each in fresh}}, in_place, held, revoked, fresh=fresh)


def write_decisions(session: Session, placing: Placing) -> None:
    """Writes what was decided, and the read model of every inspection that it changes."""
    connection, decisions = session.connection(), placing.decisions
    released = [arrival.entry.jti for arrival in decisions.released]
    queries.delete_held(connection, released)
    queries.insert_entries(connection, decisions.applied)
    queries.insert_held(connection, [each for each in decisions.held if each.entry.jti not in set(released)])
    _quarantine_misfits(connection, decisions.refused)
    contradicted = {arrival.entry.inspection for arrival, refusal in decisions.refused if refusal.code in CONFLICTS}
    changed = contradicted | {arrival.entry.inspection for arrival in decisions.applied}
    placed = [Placed(each.entry, each.account, each.received_at) for each in decisions.applied]
    refresh(session, changed, placed, fresh=placing.fresh - contradicted)
    _announce(session, changed, decisions)
    _tell_named(session, decisions.applied)


def _tell_named(session: Session, applied: Sequence[Arrival]) -> None:
    """Whoever was entered as second officer on the lead's phone, and has not signed for it on their own."""
    for arrival in applied:
        claims = arrival.entry.claims
        if claims.kind == "joined" and claims.body["via"] == "named":
            officer = UUID(claims.body["officer"]["officer"])
            notify.second_officer_named(session, arrival.entry.inspection, [officer], at=arrival.received_at)


def _announce(session: Session, changed: set[UUID], decisions: Decisions) -> None:
    """Those that now have a hole have changed, too."""
    arrivals = [*decisions.applied, *decisions.held, *(arrival for arrival, _ in decisions.refused)]
    holed = {arrival.entry.inspection for arrival in decisions.held}
    if arrivals:
        announce(session, changed | holed, at=max(arrival.received_at for arrival in arrivals))


def _turn(entry: Entry, index: int) -> tuple[UUID, bool, str, int, int]:
    """The order in which a batch is placed: a chain before what follows it, whatever order it was sent in.
    Of two openings the one sent first has the first turn."""
    opened = entry.claims.kind == "opened"
    return entry.inspection, not opened, "" if opened else str(entry.device), entry.seq, index


def _quarantine_misfits(connection: Connection, refused: Sequence[tuple[Arrival, Refusal]]) -> None:
    """Verified entries that found no place, each under the agency of the account that sent it."""
    agencies = queries.agencies_of(connection, {arrival.account for arrival, _ in refused})
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
    queries.insert_quarantine(connection, rows)


def _quarantine_unverified(connection: Connection, delivery: Delivery) -> None:
    rows = [
        queries.quarantine_row(
            jws,
            refusal,
            account=delivery.actor.account_id,
            agency=delivery.actor.agency_id,
            device=_known(connection, kid_of(jws)),
            at=delivery.at,
            skew_ms=delivery.skew_ms,
        )
        for jws, refusal in zip(delivery.entries, delivery.verified, strict=True)
        if isinstance(refusal, Refusal)
    ]
    queries.insert_quarantine(connection, rows)


def _known(connection: Connection, device: UUID | None) -> UUID | None:
    return device if device and queries.device_key(connection, device) else None


def _jti(jws: str) -> UUID | None:
    return queries.as_uuid(glimpse(jws).get("jti"))
