"""SQL of the door for entries: locks, the chains as they stand, and what is written."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

import jwt
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from zhifa.identity.models import Account, Device
from zhifa.ids import new_id
from zhifa.inspections.entry import DeviceKey, Refusal, digest, glimpse, reread
from zhifa.inspections.models import Entry, HeldEntry, Notebook, Quarantine
from zhifa.sync.placing import Arrival, Chains

DEVICES, ENTRIES, HELD, NOTEBOOKS, QUARANTINE = (
    cast("sa.Table", sa.inspect(model).local_table) for model in (Device, Entry, HeldEntry, Notebook, Quarantine)
)


#: Built once: what these cost to build and to find in SQLAlchemy's cache is more than what they cost to run.
IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_REVOKED = sa.select(DEVICES.c.id).where(DEVICES.c.id.in_(IDS), DEVICES.c.revoked_at.is_not(None))
_LOCKED = sa.select(NOTEBOOKS.c.id).where(NOTEBOOKS.c.id.in_(IDS)).order_by(NOTEBOOKS.c.id).with_for_update()
_PLACES = sa.select(
    ENTRIES.c.inspection_id, ENTRIES.c.device_id, ENTRIES.c.seq, ENTRIES.c.sha256, ENTRIES.c.kind
).where(ENTRIES.c.inspection_id.in_(IDS))
_HELD_OF = sa.select(HELD).where(HELD.c.inspection_id.in_(IDS))
_IN_PLACE = sa.select(ENTRIES.c.jti, ENTRIES.c.sha256).where(ENTRIES.c.jti.in_(IDS))
_WAITING = sa.select(HELD.c.jti, HELD.c.jws).where(HELD.c.jti.in_(IDS))


def device_key(session: Session, device: UUID) -> DeviceKey | None:
    """Whose it is, and its public key."""
    columns = (DEVICES.c.account_id, DEVICES.c.public_jwk)
    row = session.connection().execute(sa.select(*columns).where(DEVICES.c.id == device)).one_or_none()
    if row is None:
        return None
    return DeviceKey(row.account_id, _public_key(row.public_jwk["x"], row.public_jwk["y"]))


def agencies_of(session: Session, accounts: Collection[UUID]) -> Mapping[UUID, UUID | None]:
    if not accounts:
        return {}
    rows = session.connection().execute(
        sa.select(col(Account.id), col(Account.agency_id)).where(col(Account.id).in_(accounts))
    )
    return {key: value for key, value in rows}


def revoked_among(session: Session, devices: Collection[UUID]) -> frozenset[UUID]:
    return frozenset(session.connection().scalars(_REVOKED, {"ids": list(devices)}))


def lock_notebooks(session: Session, inspections: Collection[UUID], at: datetime) -> None:
    """Makes the notebooks that are not there and locks all, always in the same order, so that two batches
    with the same visits queue and never wait for each other. SQLite's write transaction is its lock."""
    ordered = sorted(inspections)
    rows = [{"id": inspection, "first_received_at": at} for inspection in ordered]
    _insert_new(session, NOTEBOOKS, rows)
    if session.get_bind().dialect.name != "sqlite":
        session.connection().execute(_LOCKED, {"ids": ordered}).all()


def chains_of(session: Session, inspections: Collection[UUID]) -> Mapping[UUID, Chains]:
    """The chains of each inspection, in place and held."""
    found = {inspection: Chains() for inspection in inspections}
    ids = {"ids": list(inspections)}
    for inspection, device, seq, sha256, kind in session.connection().execute(_PLACES, ids):
        found[inspection].placed[device, seq] = sha256
        found[inspection].opened |= kind == "opened"
    for row in session.connection().execute(_HELD_OF, ids):
        arrival = Arrival(reread(row.jws), row.account_id, row.received_at, row.skew_ms)
        found[row.inspection_id].held[row.device_id, row.seq] = arrival
    return found


def in_place(session: Session, jtis: Collection[UUID]) -> Mapping[UUID, str]:
    """Digests of the entries in place, by jti, whatever inspection they are of."""
    rows = session.connection().execute(_IN_PLACE, {"ids": list(jtis)})
    return {key: value for key, value in rows}


def waiting(session: Session, jtis: Collection[UUID]) -> Mapping[UUID, str]:
    """Digests of the entries held, by jti."""
    rows = session.connection().execute(_WAITING, {"ids": list(jtis)})
    return {jti: digest(jws) for jti, jws in rows}


def insert_entries(session: Session, arrivals: Iterable[Arrival]) -> None:
    """Puts entries in place. An unexpected twin is an IntegrityError: the constraints have the last word."""
    rows = [
        {
            **_common(arrival),
            "kind": arrival.entry.claims.kind,
            "at": arrival.entry.at,
            "sha256": arrival.entry.sha256,
        }
        for arrival in arrivals
    ]
    _insert(session, ENTRIES, rows)


def insert_held(session: Session, arrivals: Iterable[Arrival]) -> None:
    _insert(session, HELD, [_common(arrival) for arrival in arrivals])


def delete_held(session: Session, jtis: Sequence[UUID]) -> None:
    if jtis:
        session.connection().execute(sa.delete(HELD).where(HELD.c.jti.in_(jtis)))


def insert_quarantine(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """The same bytes refused again for the same reason are the same row."""
    if rows:
        _insert_new(session, QUARANTINE, sorted(rows, key=lambda row: str(row["fingerprint"])))


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


def _insert_new(session: Session, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """INSERT … ON CONFLICT DO NOTHING, as both engines write it, row after row in the order given."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.connection().execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def _insert(session: Session, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """In the order of jti, so that two transactions never wait for each other's entries."""
    if rows:
        session.connection().execute(sa.insert(table), sorted(rows, key=lambda row: row["jti"]))


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
