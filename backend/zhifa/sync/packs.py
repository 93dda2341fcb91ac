"""Reference packs: what a phone holds so that it can work where there is no signal.

A pack is JSON, named by the SHA-256 of its uncompressed bytes, stored brotli-compressed, and never changed.
Whether the stored one is still current is asked of a fingerprint; only if not is it made anew.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

import brotli
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, col

from zhifa.db import Database, table_of
from zhifa.errors import NotFound
from zhifa.ports import ObjectMissing, ObjectStore
from zhifa.sync import contents
from zhifa.sync.models import Pack
from zhifa.sync.pack_schemas import PackInfo

#: 5 of 11: a tenth of the time of the best, for a twentieth more bytes.
BROTLI_QUALITY = 5

#: One pack at a time is made in a process; who waited finds it made.
_making = Lock()


class PackNotFound(NotFound):
    code = "pack_not_found"
    detail = "该资料包已被更新的版本取代,或不属于您的单位。请重新获取资料包清单。"


def current(db: Database, objects: ObjectStore, agency_id: UUID, at: datetime) -> list[PackInfo]:
    """The agency's packs as they should be now, made anew where what they hold has changed."""
    return [_info(_current(db, objects, agency_id, name, at)) for name in contents.NAMES]


def compressed(db: Database, objects: ObjectStore, agency_id: UUID, sha256: str) -> bytes:
    """The brotli bytes of one of the agency's packs.

    Raises:
        PackNotFound: it is not this agency's, or has been replaced twice since.
    """
    with db.read() as session:
        known = session.scalar(
            sa.select(col(Pack.name)).where(
                col(Pack.agency_id) == agency_id,
                sa.or_(col(Pack.sha256) == sha256, col(Pack.previous_sha256) == sha256),
            )
        )
    if known is None:
        raise PackNotFound
    try:
        return b"".join(objects.read(key(sha256)))
    except ObjectMissing as error:
        raise PackNotFound from error


def key(sha256: str) -> str:
    return f"packs/{sha256}"


def _current(db: Database, objects: ObjectStore, agency_id: UUID, name: str, at: datetime) -> Any:
    if row := _if_fresh(db, agency_id, name, at):
        return row
    with _making:
        return _if_fresh(db, agency_id, name, at) or _make(db, objects, agency_id, name, at)


def _if_fresh(db: Database, agency_id: UUID, name: str, at: datetime) -> Any | None:
    with db.read() as session:
        row = _stored(session, agency_id, name)
        if row is None or row.fingerprint != contents.fingerprint(session, name, agency_id, at):
            return None
        return row


def _make(db: Database, objects: ObjectStore, agency_id: UUID, name: str, at: datetime) -> Any:
    """The bytes are stored before the row that names them; whoever writes the row first is believed by all."""
    with db.read() as session:
        mark = contents.fingerprint(session, name, agency_id, at)
        made = contents.content(session, name, agency_id, at)
    sha256 = hashlib.sha256(made.json).hexdigest()
    packed = brotli.compress(made.json, quality=BROTLI_QUALITY)
    objects.put_bytes(key(sha256), packed)
    values = {
        "agency_id": agency_id,
        "name": name,
        "fingerprint": mark,
        "sha256": sha256,
        "size": len(packed),
        "count": made.count,
        "made_at": at,
    }
    with db.write() as session:
        before = _stored(session, agency_id, name)
        _write(session, db, values)
        row = _stored(session, agency_id, name)
        dropped = _no_longer_named(session, before)
    for old in dropped:
        objects.delete(key(old))
    return row


def _write(session: Session, db: Database, values: dict[str, Any]) -> None:
    """Inserts the row or replaces an outdated one; the same fingerprint leaves what is there."""
    insert = (sqlite_insert if db.is_sqlite else postgres_insert)(Pack).values(values)
    new = {name: insert.excluded[name] for name in values if name not in {"agency_id", "name"}}
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["agency_id", "name"],
            set_={**new, "previous_sha256": col(Pack.sha256)},
            where=col(Pack.fingerprint) != insert.excluded.fingerprint,
        )
    )


def _stored(session: Session, agency_id: UUID, name: str) -> Any | None:
    return session.execute(
        sa.select(*table_of(Pack).columns).where(col(Pack.agency_id) == agency_id, col(Pack.name) == name)
    ).one_or_none()


def _no_longer_named(session: Session, before: Any | None) -> Sequence[str]:
    """The pack that fell out of the row, unless some row (another agency's may hold the same bytes) still names it."""
    if before is None or before.previous_sha256 is None:
        return []
    named = sa.or_(col(Pack.sha256) == before.previous_sha256, col(Pack.previous_sha256) == before.previous_sha256)
    still = session.scalar(sa.select(sa.func.count()).select_from(Pack).where(named))
    return [] if still else [before.previous_sha256]


def _info(row: Any) -> PackInfo:
    return PackInfo(row.name, row.sha256, row.size, row.count, row.made_at)
