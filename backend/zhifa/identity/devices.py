"""Phones and their keys: registered once, revoked for good."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.db import insert_once
from zhifa.errors import Conflict, NotFound
from zhifa.identity import audit, keys, queries
from zhifa.identity.actor import Actor
from zhifa.identity.models import Device
from zhifa.identity.schemas import Device as DeviceOnWire
from zhifa.identity.schemas import NewDevice
from zhifa.ids import new_id
from zhifa.notify import occasions as notify


class DeviceNotFound(NotFound):
    code = "device_not_found"
    detail = "没有找到该设备,或不在您的管辖范围内。"


class DeviceKeyTaken(Conflict):
    code = "device_key_taken"
    detail = "该手机密钥已登记在另一个账号名下,未作登记。请退出后用本人账号重新登录,手机会生成新的密钥。"


class DeviceAlreadyRevoked(Conflict):
    code = "device_already_revoked"
    detail = "该设备此前已停用,这次操作未作改动。请刷新后查看停用时间和原因。"


def register(session: Session, *, account_id: UUID, new: NewDevice, at: datetime, request_id: str | None) -> Device:
    """The account's device with this key; made and audited if it is new, unchanged if it is known.

    Raises:
        DeviceKeyInvalid: not a public P-256 key.
        DeviceKeyTaken: the key is another account's; two people cannot sign with one key.
    """
    jwk = keys.canonical(new.public_jwk)
    thumbprint = keys.thumbprint(jwk)
    fresh = Device(
        id=new_id(),
        account_id=account_id,
        name=new.name.strip() or "手机",
        public_jwk=jwk,
        thumbprint=thumbprint,
        short_id=keys.short_id(thumbprint),
        registered_at=at,
    )
    if not insert_once(session, Device, **fresh.model_dump()):
        return _same_key(queries.device_of_key(session, fresh.short_id), fresh)
    audit.record(
        session,
        at=at,
        account_id=account_id,
        action="device_register",
        target_type="device",
        target_id=fresh.id,
        request_id=request_id,
        detail={"thumbprint": fresh.thumbprint},
    )
    notify.device_registered(session, account_id, fresh.id, fresh.name, at=at)
    return fresh


def register_for_session(
    session: Session, actor: Actor, new: NewDevice, *, at: datetime, request_id: str | None
) -> DeviceOnWire:
    """Registers the key and makes it the device of the asker's login."""
    device = register(session, account_id=actor.account_id, new=new, at=at, request_id=request_id)
    login = queries.session_held(session, actor.session_id)
    if login is not None:
        login.device_id = device.id
    session.flush()
    return card(queries.device_card(session, actor, device.id))


def revoke(
    session: Session, actor: Actor, device_id: UUID, reason: str, *, at: datetime, request_id: str | None
) -> DeviceOnWire:
    """From now on what the device signs is quarantined; what it signed before stays as it is.

    Raises:
        DeviceNotFound
        DeviceAlreadyRevoked: the first revocation, with its time and reason, stands.
    """
    device = queries.device_held(session, actor, device_id)
    if device is None:
        raise DeviceNotFound
    if device.revoked_at is not None:
        raise DeviceAlreadyRevoked(revoked_at=device.revoked_at, revoke_reason=device.revoke_reason)
    device.revoked_at, device.revoked_by, device.revoke_reason = at, actor.account_id, reason.strip()
    audit.record(
        session,
        at=at,
        account_id=actor.account_id,
        action="device_revoke",
        target_type="device",
        target_id=device.id,
        request_id=request_id,
        detail={"registered_at": device.registered_at.isoformat(), "revoked_at": at.isoformat()},
    )
    session.flush()
    notify.device_revoked(session, device.account_id, device.id, device.name, reason, at=at)
    return card(queries.device_card(session, actor, device_id))


def card(row: Any) -> DeviceOnWire:
    return DeviceOnWire(**row._mapping)


def _same_key(known: Device, fresh: Device) -> Device:
    """What stands in the way of ``fresh`` may share no more than its short id: that is another key, and refused."""
    if (known.account_id, known.thumbprint) != (fresh.account_id, fresh.thumbprint):
        raise DeviceKeyTaken
    return known
