"""A browser's push subscription: kept for the login that made it, where its endpoint is one we may post to."""

import base64
import binascii
from datetime import datetime

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import Session

from zhifa.errors import BadRequest, Conflict
from zhifa.identity.actor import Actor
from zhifa.identity.keyring import KeyRing, ServerKey
from zhifa.ids import new_id
from zhifa.notify import push_queries
from zhifa.notify.schemas import NewPushSubscription
from zhifa.push_services import is_known
from zhifa.settings import Settings

AUTH_BYTES = 16


class PushServiceUnknown(BadRequest):
    code = "push_service_unknown"
    detail = "这个浏览器使用的推送服务不在本系统允许的范围内,未开启通知。消息仍可在“消息”中查看。"


class PushKeysInvalid(BadRequest):
    code = "push_keys_invalid"
    detail = "浏览器给出的通知密钥无效,未开启通知。请更新浏览器后重试;消息仍可在“消息”中查看。"


class PushKeyChanged(Conflict):
    code = "push_key_changed"
    detail = "服务器的通知密钥已更换,请重新开启通知。"


def public_key(key: ServerKey) -> str:
    """As ``PushManager.subscribe`` takes it: the uncompressed point, base64url."""
    point = key.public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def subscribe(
    session: Session, actor: Actor, new: NewPushSubscription, *, ring: KeyRing, settings: Settings, at: datetime
) -> None:
    """Keeps it; the same again changes nothing but who it belongs to.

    Raises:
        PushServiceUnknown: the server would be made to post to somewhere else.
        PushKeysInvalid
        PushKeyChanged: it was made for a key that no longer signs.
    """
    if not is_known(new.endpoint, settings.known_push_services):
        raise PushServiceUnknown
    _check_keys(new)
    signing = ring.signing()
    if new.key != public_key(signing):
        raise PushKeyChanged
    row = {
        "id": new_id(),
        "account_id": actor.account_id,
        "session_id": actor.session_id,
        "endpoint": new.endpoint,
        "p256dh": new.keys.p256dh,
        "auth": new.keys.auth,
        "kid": signing.kid,
        "made_at": at,
    }
    push_queries.keep_subscription(session, row)


def unsubscribe(session: Session, actor: Actor) -> None:
    """Of this login; none is no error."""
    push_queries.remove_of_login(session, actor.session_id)


def _check_keys(new: NewPushSubscription) -> None:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decoded(new.keys.p256dh))
        if len(_decoded(new.keys.auth)) != AUTH_BYTES:
            raise PushKeysInvalid
    except (ValueError, binascii.Error) as error:
        raise PushKeysInvalid from error


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
