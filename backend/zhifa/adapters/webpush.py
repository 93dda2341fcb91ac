"""Web push: encrypted by ``webpush`` (RFC 8291), signed for (VAPID, RFC 8292), posted over connections kept alive.

What ``webpush`` 1.0.6 leaves to its users: the token's ``aud`` with a port that is not the default one, a limit
on the payload, the headings TTL, Urgency and Topic, and the posting itself.
"""

import time
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any

import jwt
import structlog
import urllib3
from cryptography.hazmat.primitives import serialization as pem
from webpush import WebPush
from webpush.types import WebPushKeys, WebPushSubscription

from zhifa.ports import Handing, Parcel
from zhifa.push_services import is_known, origin_of

#: Push services take 4096 bytes in all (RFC 8030 §7.2); 86 go to the heading of aes128gcm, 17 to padding and tag.
MAX_BODY_BYTES = 3900
#: How long one signature serves (at most 24 hours, RFC 8292 §2), and when it is made anew, seconds.
TOKEN_LIFE_S = 12 * 3600
TOKEN_RENEWED_S = 11 * 3600
TIMEOUT = urllib3.Timeout(connect=5, read=10)
LATER = frozenset({408, 425, 429})
GONE = frozenset({404, 410})
LONGEST_WAIT_S = 24 * 3600

log = structlog.get_logger("zhifa.webpush")


class Vapid:
    """Stands in for ``webpush.vapid.VAPID``: one signature an origin and half a day instead of one a message."""

    def __init__(self, key: Any, subscriber: str) -> None:
        self._key, self._subscriber = key, subscriber
        point = key.public_key().public_bytes(pem.Encoding.X962, pem.PublicFormat.UncompressedPoint)
        self._public = urlsafe_b64encode(point).rstrip(b"=").decode()
        self._made: dict[str, tuple[str, float]] = {}

    def get_authorization_header(self, endpoint: object, subscriber: str, expiration: int) -> str:
        """Called by ``WebPush.get``; the latter two are those that it was made with."""
        origin, now = origin_of(str(endpoint)), time.time()
        header, until = self._made.get(origin, ("", 0.0))
        if now >= until:
            claims = {"aud": origin, "exp": int(now) + expiration, "sub": subscriber}
            header = f"vapid t={jwt.encode(claims, self._key, algorithm='ES256')}, k={self._public}"
            self._made[origin] = (header, now + TOKEN_RENEWED_S)
        return header


class WebPushSender:
    """Sends for every key in the ring: a subscription is bound to the key that its browser was given."""

    def __init__(self, ring: Any, *, services: Sequence[str], contact: str, connections: int) -> None:
        self._ring, self._services, self._contact = ring, services, contact
        self._pushers: dict[str, WebPush] = {}
        self._pool = urllib3.PoolManager(maxsize=connections, retries=False, timeout=TIMEOUT)

    def send(self, parcel: Parcel) -> Handing:
        """See ``ports.Sender``. A key that is no longer in the ring can wake nobody: ``gone``."""
        if len(parcel.body) > MAX_BODY_BYTES:
            raise ValueError(f"a push of {len(parcel.body)} bytes would be refused or lost")
        pusher = self._pusher(parcel.keys["kid"])
        if pusher is None or not is_known(parcel.address, self._services):
            return Handing("gone")
        to = WebPushSubscription.model_construct(
            endpoint=parcel.address,
            keys=WebPushKeys.model_construct(p256dh=parcel.keys["p256dh"], auth=parcel.keys["auth"]),
        )
        sealed = pusher.get(parcel.body, to)
        heading = {
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "Authorization": sealed.headers["authorization"],
            "TTL": str(parcel.ttl_s),
            "Urgency": parcel.urgency,
            "Topic": topic_name(parcel.topic),
        }
        return self._post(parcel.address, sealed.encrypted, heading)

    def _pusher(self, kid: str) -> WebPush | None:
        key = self._ring.find(kid)
        if key is None:
            return None
        if kid not in self._pushers:
            private = key.private.private_bytes(pem.Encoding.PEM, pem.PrivateFormat.PKCS8, pem.NoEncryption())
            public = key.public.public_bytes(pem.Encoding.PEM, pem.PublicFormat.SubjectPublicKeyInfo)
            made = WebPush(private, public, subscriber=self._contact, expiration=TOKEN_LIFE_S)
            made.vapid = Vapid(key.private, self._contact)
            self._pushers[kid] = made
        return self._pushers[kid]

    def _post(self, address: str, body: bytes, heading: dict[str, str]) -> Handing:
        try:
            answer = self._pool.request("POST", address, body=body, headers=heading, redirect=False)
        except urllib3.exceptions.HTTPError as error:
            log.warning("a push service does not answer", origin=origin_of(address), error=type(error).__name__)
            return Handing("later")
        return judged(answer.status, answer.headers.get("Retry-After"))


def judged(status: int, retry_after: str | None) -> Handing:
    """RFC 8030 §5 and what push services say of themselves."""
    if 200 <= status < 300:
        return Handing("sent", status)
    if status in GONE:
        return Handing("gone", status)
    if status in LATER or status >= 500:
        return Handing("later", status, wait_of(retry_after))
    log.error("a push service refused", status=status)
    return Handing("refused", status)


def wait_of(retry_after: str | None) -> float:
    """Seconds of a Retry-After (RFC 9110 §10.2.3), a number or a date; 0 for none that can be read."""
    if not retry_after:
        return 0.0
    if retry_after.strip().isdigit():
        return min(float(retry_after), LONGEST_WAIT_S)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    left = (until - datetime.now(UTC)).total_seconds() if until.tzinfo else 0.0
    return min(max(left, 0.0), LONGEST_WAIT_S)


def topic_name(topic: str) -> str:
    """At most 32 characters of base64url (RFC 8030 §5.4), from which nobody learns what it was made of."""
    return urlsafe_b64encode(sha256(topic.encode()).digest()[:24]).decode()
