"""/api/devices; the session's own addresses are in ``session_routes``, the accounts' in ``account_routes``."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity import devices, queries
from zhifa.identity.actor import Actor
from zhifa.identity.audit import request_id_of
from zhifa.identity.devices import DeviceAlreadyRevoked, DeviceKeyTaken, DeviceNotFound
from zhifa.identity.keys import DeviceKeyInvalid
from zhifa.identity.permissions import Permission
from zhifa.identity.schemas import Device, NewDevice, Revocation
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit, Page, page_of
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

Sought = Annotated[str, msgspec.Meta(max_length=100)]


@post(
    "/api/devices",
    opt={"permission": Permission.DEVICE_REGISTER},
    sync_to_thread=True,
    tags=["devices"],
    responses=refusals(DeviceKeyInvalid, DeviceKeyTaken),
)
def register_device(
    data: JSONBody[NewDevice],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Device:
    """登记设备. The same key is always the same device."""
    with db.write() as session:
        return devices.register_for_session(session, actor, data, at=clock(), request_id=request_id_of(request.scope))


@get(
    "/api/devices",
    opt={"permission": Permission.DEVICE_READ},
    sync_to_thread=True,
    tags=["devices"],
    responses=refusals(CursorInvalid),
)
def list_devices(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    q: FromQuery[Sought | None] = None,
    account: FromQuery[UUID | None] = None,
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[Limit] = DEFAULT_LIMIT,
) -> Page[Device]:
    """An officer's own devices; for those who oversee, the devices in their scope. Newest first."""
    with db.read() as session:
        rows = queries.devices(session, actor, q=q, account=account, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: (row.id,), devices.card)


@post(
    "/api/devices/{device_id:uuid}/revocation",
    opt={"permission": Permission.DEVICE_REVOKE},
    sync_to_thread=True,
    tags=["devices"],
    status_code=200,
    responses=refusals(DeviceNotFound, DeviceAlreadyRevoked),
)
def revoke_device(
    device_id: FromPath[UUID],
    data: JSONBody[Revocation],
    request: AnyRequest,
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    clock: NamedDependency[Clock],
) -> Device:
    """停用设备. Entries it signs from now on go to quarantine; a disabled device cannot be enabled again."""
    with db.write() as session:
        return devices.revoke(
            session, actor, device_id, data.reason, at=clock(), request_id=request_id_of(request.scope)
        )
