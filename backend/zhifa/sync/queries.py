"""SQL of the door for entries: locks, the chains as they stand, and what is written.

On the transaction's connection, since asking a session for it costs a quarter of a statement.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, cast
from uuid import UUID

import jwt
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from zhifa.db import Database, OneRow, insert_once
from zhifa.identity.models import Account, Device
from zhifa.ids import new_id
from zhifa.inspections.entry import DeviceKey, Refusal, digest, glimpse, reread
from zhifa.inspections.models import Entry, HeldEntry, Notebook, Quarantine
from zhifa.prepared import Insert, Lookup
from zhifa.sync.placing import BEHIND_REFUSED, OPENED_TWICE, Arrival, Chains

Connection = sa.Connection

DEVICES, ENTRIES, HELD, NOTEBOOKS, QUARANTINE = (
    cast("sa.Table", sa.inspect(model).local_table) for model in (Device, Entry, HeldEntry, Notebook, Quarantine)
)

KNOWN_DEVICES = 16_384

#: Built once: what these cost to build and to find in SQLAlchemy's cache is more than what they cost to run.
IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_REVOKED = Lookup(sa.select(DEVICES.c.id).where(DEVICES.c.revoked_at.is_not(None)), DEVICES.c.id)
_LOCKED = sa.select(NOTEBOOKS.c.id).where(NOTEBOOKS.c.id.in_(IDS)).order_by(NOTEBOOKS.c.id).with_for_update()
_PLACES = sa.select(
    ENTRIES.c.inspection_id, ENTRIES.c.device_id, ENTRIES.c.seq, ENTRIES.c.sha256, ENTRIES.c.kind
).where(ENTRIES.c.inspection_id.in_(IDS))
_HELD_OF = sa.select(HELD).where(HELD.c.inspection_id.in_(IDS))
_SHUT = sa.select(QUARANTINE.c.inspection_id, QUARANTINE.c.content).where(
    QUARANTINE.c.inspection_id.in_(IDS), QUARANTINE.c.code.in_((OPENED_TWICE.code, BEHIND_REFUSED.code))
)
_KNOWN_IN_PLACE = Lookup(sa.select(ENTRIES.c.jti, ENTRIES.c.sha256), ENTRIES.c.jti)
_KNOWN_HELD = Lookup(sa.select(HELD.c.jti, HELD.c.jws), HELD.c.jti)
_DEVICE = sa.select(DEVICES.c.account_id, DEVICES.c.public_jwk).where(DEVICES.c.id == sa.bindparam("device"))
_PUT, _HOLD = Insert(ENTRIES), Insert(HELD)


class DeviceKeys:
    """Devices by id. A device's key and account never change, so each that is there is asked for once."""

    def __init__(self, db: Database) -> None:
        self._row = OneRow(db, _DEVICE)
        self._known = lru_cache(maxsize=KNOWN_DEVICES)(self._found)

    def __call__(self, device: UUID) -> DeviceKey | None:
        """Raises Unavailable."""
        try:
            return self._known(device)
        except LookupError:
            return None

    def _found(self, device: UUID) -> DeviceKey:
        row = self._row.ask(device=device)
        if row is None:
            raise LookupError(device)
        account, jwk = row
        return DeviceKey(account, _public_key(jwk["x"], jwk["y"]))


def device_key(connection: Connection, device: UUID) -> DeviceKey | None:
    """Whose it is, and its public key."""
    row = connection.execute(_DEVICE, {"device": device}).one_or_none()
    return DeviceKey(row.account_id, _public_key(row.public_jwk["x"], row.public_jwk["y"])) if row else None


def agencies_of(connection: Connection, accounts: Collection[UUID]) -> Mapping[UUID, UUID | None]:
    if not accounts:
        return {}
    rows = connection.execute(sa.select(col(Account.id), col(Account.agency_id)).where(col(Account.id).in_(accounts)))
    return {key: value for key, value in rows}


def revoked_among(connection: Connection, devices: Collection[UUID]) -> frozenset[UUID]:
    return frozenset(row.id for row in _REVOKED.rows(connection, devices))


def lock_notebooks(connection: Connection, inspections: Collection[UUID], at: datetime) -> frozenset[UUID]:
    """Makes the notebooks that are not there, tells which those are, and locks all, always in the same order, so
    that two batches with the same visits queue and never wait for each other. SQLite's write transaction is its lock.
    """
    ordered = sorted(inspections)
    fresh = frozenset(each for each in ordered if insert_once(connection, Notebook, id=each, first_received_at=at))
    if connection.dialect.name != "sqlite" and len(fresh) < len(ordered):
        connection.execute(_LOCKED, {"ids": ordered}).all()
    return fresh


def chains_of(connection: Connection, inspections: Collection[UUID]) -> dict[UUID, Chains]:
    """The chains of each inspection, in place and held."""
    found = {inspection: Chains() for inspection in inspections}
    if not found:
        return found
    ids = {"ids": list(inspections)}
    for inspection, device, seq, sha256, kind in connection.execute(_PLACES, ids):
        found[inspection].placed[device, seq] = sha256
        found[inspection].opened |= kind == "opened"
    for row in connection.execute(_HELD_OF, ids):
        arrival = Arrival(reread(row.jws), row.account_id, row.received_at, row.skew_ms)
        found[row.inspection_id].held[row.device_id, row.seq] = arrival
    for inspection, content in connection.execute(_SHUT, ids):
        found[inspection].shut.add(digest(content.decode()))
    return found


def known(connection: Connection, jtis: Collection[UUID]) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """Digests by jti, whatever inspection they are of: of the entries in place, and of those held."""
    in_place = {jti: sha256 for jti, sha256 in _KNOWN_IN_PLACE.rows(connection, jtis)}
    return in_place, {jti: digest(jws) for jti, jws in _KNOWN_HELD.rows(connection, jtis)}


def insert_entries(connection: Connection, arrivals: Iterable[Arrival]) -> None:
    """Puts entries in place. An unexpected twin is an IntegrityError: the constraints have the last word."""
    rows = (
        {
            **_common(arrival),
            "kind": arrival.entry.claims.kind,
            "at": arrival.entry.at,
            "sha256": arrival.entry.sha256,
        }
        for arrival in arrivals
    )
    _PUT.add(connection, _in_order(rows))


def insert_held(connection: Connection, arrivals: Iterable[Arrival]) -> None:
    _HOLD.add(connection, _in_order(_common(arrival) for arrival in arrivals))


def delete_held(connection: Connection, jtis: Sequence[UUID]) -> None:
    if jtis:
        connection.execute(sa.delete(HELD).where(HELD.c.jti.in_(jtis)))


def insert_quarantine(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """The same bytes refused again for the same reason are the same row."""
    if rows:
        ordered = sorted(rows, key=lambda row: str(row["fingerprint"]))
        connection.execute(_insert_new(connection.dialect.name), ordered)


def quarantine_row(
    jws: str, refusal: Refusal, *, account: UUID, agency: UUID | None, device: UUID | None, at: datetime, skew_ms: int
) -> dict[str, Any]:
    """What is kept of something refused: its bytes, and what it says of itself, which nobody vouches for."""
    said, content = glimpse(jws), jws.encode("utf-8", "surrogatepass")
    return {
        "id": new_id(),
        "fingerprint": hashlib.sha256(f"{refusal.code} {account} ".encode() + content).hexdigest(),
        "received_at": at,
        "captured_at": _moment(said.get("at")),
        "account_id": account,
        "agency_id": agency,
        "device_id": device,
        "inspection_id": as_uuid(said.get("sub")),
        "kind": _word(said.get("kind")),
        "code": refusal.code,
        "detail": refusal.detail,
        "skew_ms": skew_ms,
        "content": content,
    }


def as_uuid(text: object) -> UUID | None:
    """Something said to be an id, where it is one."""
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


@cache
def _insert_new(dialect: str) -> Any:
    """INSERT … ON CONFLICT DO NOTHING as each engine writes it."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(QUARANTINE).on_conflict_do_nothing()


def _in_order(rows: Iterable[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """Of jti, so that two transactions never wait for each other's entries."""
    return sorted(rows, key=lambda row: row["jti"])


def _common(arrival: Arrival) -> dict[str, Any]:
    entry = arrival.entry
    return {
        "jti": entry.jti,
        "inspection_id": entry.inspection,
        "device_id": entry.device,
        "account_id": arrival.account,
        "seq": entry.seq,
        "received_at": arrival.received_at,
        "skew_ms": arrival.skew_ms,
        "jws": entry.jws,
    }


def _moment(text: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(text) if isinstance(text, str) else None
        return read if read is not None and read.tzinfo and 1900 <= read.year < 3000 else None
    except ValueError:
        return None


def _word(said: object) -> str | None:
    return said[:40].replace("\0", "") if isinstance(said, str) else None


@lru_cache(maxsize=4096)
def _public_key(x: str, y: str) -> EllipticCurvePublicKey:
    """A P-256 key from its JWK coordinates (RFC 7518 §6.2.1)."""
    made = jwt.algorithms.ECAlgorithm.from_jwk({"kty": "EC", "crv": "P-256", "x": x, "y": y})
    return cast("EllipticCurvePublicKey", made)
