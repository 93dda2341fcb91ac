"""/api/push: waking the phone that is logged in."""

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.keyring import KeyRing
from zhifa.identity.permissions import Permission
from zhifa.notify import subscriptions
from zhifa.notify.schemas import NewPushSubscription, PushKey
from zhifa.notify.subscriptions import PushKeyChanged, PushKeysInvalid, PushServiceUnknown
from zhifa.refusals import refusals
from zhifa.settings import Settings

OWN = {"permission": Permission.OWN_SESSION}


@get("/api/push/key", opt=OWN, sync_to_thread=True, tags=["push"], responses=refusals())
def get_push_key(push_keys: NamedDependency[KeyRing], settings: NamedDependency[Settings]) -> PushKey:
    """The key to subscribe with."""
    return PushKey(subscriptions.public_key(push_keys.signing()) if settings.known_push_services else None)


@post(
    "/api/push/subscriptions",
    opt=OWN,
    status_code=204,
    sync_to_thread=True,
    tags=["push"],
    responses=refusals(PushServiceUnknown, PushKeysInvalid, PushKeyChanged),
)
def subscribe_push(
    data: JSONBody[NewPushSubscription],
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    push_keys: NamedDependency[KeyRing],
    settings: NamedDependency[Settings],
    clock: NamedDependency[Clock],
) -> None:
    """Keeps this browser's subscription for as long as its login lasts; again and again is harmless."""
    with db.write() as session:
        subscriptions.subscribe(session, actor, data, ring=push_keys, settings=settings, at=clock())


@delete("/api/push/subscriptions", opt=OWN, sync_to_thread=True, tags=["push"], responses=refusals())
def unsubscribe_push(db: NamedDependency[Database], actor: NamedDependency[Actor]) -> None:
    """Forgets the subscription of this login."""
    with db.write() as session:
        subscriptions.unsubscribe(session, actor)
