"""SQL of one inspection: its entries, chains and files. Callers ask first whether the actor may see it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.db import table_of
from zhifa.evidence.models import Evidence, EvidenceReceipt
from zhifa.identity.actor import Actor
from zhifa.identity.models import Account, Device
from zhifa.inspections.entry import reread
from zhifa.inspections.fold import fold
from zhifa.inspections.models import Attachment, Entry, HeldEntry
from zhifa.inspections.order import ChainedClaims
from zhifa.inspections.queries import visible_to
from zhifa.inspections.record import Record
from zhifa.inspections.row_facts import not_handed_in
from zhifa.inspections.schemas import ChainHead, MissingFile

Row = sa.Row[Any]


def record_of(session: Session, inspection: UUID) -> Record:
    """The record, folded anew from the signed entries.

    Raises:
        ValueError: there are no entries.
    """
    rows = session.execute(
        sa.select(col(Entry.device_id), col(Entry.jws)).where(col(Entry.inspection_id) == inspection)
    )
    return fold(ChainedClaims(device=str(device), claims=reread(jws).claims) for device, jws in rows)


def chains_of(session: Session, inspection: UUID) -> list[ChainHead]:
    """The chain of every device that has sent anything, by device."""
    count, last = sa.func.count(), sa.func.max(col(Entry.seq))
    entries = session.execute(
        sa.select(col(Entry.device_id), count, last)
        .where(col(Entry.inspection_id) == inspection)
        .group_by(col(Entry.device_id))
    ).all()
    waiting = session.execute(
        sa.select(col(HeldEntry.device_id), sa.func.count())
        .where(col(HeldEntry.inspection_id) == inspection)
        .group_by(col(HeldEntry.device_id))
    )
    held: dict[UUID, int] = {device: number for device, number in waiting}
    lengths = {device: length for device, length, _last in entries}
    heads = _heads(session, inspection, {device: seq for device, _length, seq in entries})
    return [
        ChainHead(
            device_id=device.id,
            device_name=device.name,
            officer_name=device.display_name,
            entries=lengths.get(device.id, 0),
            head_sha256=heads.get(device.id),
            held=held.get(device.id, 0),
            revoked_at=device.revoked_at,
        )
        for device in _devices(session, lengths.keys() | held.keys())
    ]


def missing_files(session: Session, inspection: UUID) -> list[MissingFile]:
    """The files that are named here and have not come, in the order in which they were named."""
    rows = session.execute(
        not_handed_in()
        .join(Entry, col(Entry.jti) == col(Attachment.jti))
        .join(Account, col(Account.id) == col(Attachment.account_id))
        .where(col(Attachment.inspection_id) == inspection)
        .with_only_columns(col(Attachment.jti), col(Entry.jws), col(Account.display_name))
        .order_by(col(Entry.at), col(Attachment.jti))
    )
    return [_missing(jti, reread(jws).claims.body, name) for jti, jws, name in rows]


def files_by_hash(session: Session, inspection: UUID) -> Mapping[str, list[Row]]:
    """By SHA-256 a row an attachment; ``handed_in_at`` and what is known of the bytes are null until its author's
    account has handed them in."""
    receipt = sa.and_(
        col(EvidenceReceipt.sha256) == col(Attachment.sha256),
        col(EvidenceReceipt.account_id) == col(Attachment.account_id),
    )
    known = [column for column in table_of(Evidence).c if column.name != "sha256"]
    rows = session.execute(
        sa.select(col(Attachment.sha256), col(EvidenceReceipt.received_at).label("handed_in_at"), *known)
        .outerjoin(EvidenceReceipt, receipt)
        .outerjoin(Evidence, col(Evidence.sha256) == col(EvidenceReceipt.sha256))
        .where(col(Attachment.inspection_id) == inspection)
    )
    files: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        files[row.sha256].append(row)
    return files


def received_at(rows: Sequence[Row]) -> datetime | None:
    """When the last of those who named a file handed it in; None while one of them has not."""
    known = [row.handed_in_at for row in rows if row.handed_in_at]
    return max(known) if known and len(known) == len(rows) else None


def also_named_in(
    session: Session, actor: Actor, inspection: UUID, hashes: Collection[str]
) -> Mapping[str, list[UUID]]:
    """By hash: other inspections that name the same file, of those that the actor may see."""
    rows = session.execute(
        sa.select(col(Attachment.sha256), col(Attachment.inspection_id))
        .distinct()
        .where(
            col(Attachment.sha256).in_(hashes),
            col(Attachment.inspection_id) != inspection,
            col(Attachment.inspection_id).in_(visible_to(actor)),
        )
        .order_by(col(Attachment.inspection_id))
    )
    found: dict[str, list[UUID]] = defaultdict(list)
    for sha256, other in rows:
        found[sha256].append(other)
    return found


def entry_rows(session: Session, inspection: UUID) -> Sequence[Row]:
    """The entries that are in place, each with the name of whose device it is, chain by chain."""
    return session.execute(
        sa.select(*table_of(Entry).c, col(Account.display_name).label("officer_name"))
        .join(Account, col(Account.id) == col(Entry.account_id))
        .where(col(Entry.inspection_id) == inspection)
        .order_by(col(Entry.device_id), col(Entry.seq))
    ).all()


def _heads(session: Session, inspection: UUID, last: Mapping[UUID, int]) -> dict[UUID, str]:
    place = sa.tuple_(col(Entry.device_id), col(Entry.seq))
    rows = session.execute(
        sa.select(col(Entry.device_id), col(Entry.sha256)).where(
            col(Entry.inspection_id) == inspection, place.in_(list(last.items()))
        )
    )
    return {device: sha256 for device, sha256 in rows}


def _devices(session: Session, devices: Collection[UUID]) -> Sequence[Row]:
    return session.execute(
        sa.select(col(Device.id), col(Device.name), col(Device.revoked_at), col(Account.display_name))
        .join(Account, col(Account.id) == col(Device.account_id))
        .where(col(Device.id).in_(devices))
        .order_by(col(Device.id))
    ).all()


def _missing(jti: UUID, body: Mapping[str, Any], account_name: str) -> MissingFile:
    return MissingFile(
        jti=jti,
        sha256=body["sha256"],
        type=body["type"],
        size=body["size"],
        shows=body["shows"],
        account_name=account_name,
    )
