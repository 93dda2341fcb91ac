"""A browser's push subscription and the service behind it, which opens what it is sent (RFC 8291, RFC 8292)."""

import base64
import json
import random
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

POINT = (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Browser:
    """The half of a subscription that never leaves the phone."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"sixteen bytes ok"

    @property
    def keys(self) -> dict[str, str]:
        return {"p256dh": b64(self.key.public_key().public_bytes(*POINT)), "auth": b64(self.auth)}

    def open(self, sealed: bytes) -> Any:
        """RFC 8291 §4 over RFC 8188 §2: one record of aes128gcm."""
        salt, length = sealed[:16], sealed[20]
        sender, cipher = sealed[21 : 21 + length], sealed[21 + length :]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        own = self.key.public_key().public_bytes(*POINT)
        secret = _derived(shared, self.auth, b"WebPush: info\x00" + own + sender, 32)
        key = _derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = _derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
        padded = AESGCM(key).decrypt(nonce, cipher, None)
        assert padded.rstrip(b"\x00").endswith(b"\x02"), "the last record ends with 2"
        return json.loads(padded.rstrip(b"\x00")[:-1])


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


@dataclass(frozen=True)
class Taken:
    """One message as the service got it."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """Answers with ``answer(path, how often it was asked for this path)``: a status and headings."""

    answer: Callable[[str, int], tuple[int, dict[str, str]]] = lambda _path, _time: (201, {})
    taken: list[Taken] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> "PushService":
        service, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with lock:
                    service.asked[self.path] += 1
                    time = service.asked[self.path]
                status, headings = service.answer(self.path, time)
                if status < 300:
                    service.taken.append(Taken(self.path, dict(self.headers), body))
                with suppress(OSError):
                    self.send_response(status)
                    for name, value in {**headings, "Content-Length": "0"}.items():
                        self.send_header(name, value)
                    self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                """A worker that is killed resets its connections: nothing to tell."""

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def moody(seed: int) -> Callable[[str, int], tuple[int, dict[str, str]]]:
    """429 and 500 at random, each subscription at most twice in a row; then it takes the message."""
    dice, lock = random.Random(seed), threading.Lock()

    def answer(_path: str, time: int) -> tuple[int, dict[str, str]]:
        with lock:
            fate = dice.random()
        if time > 2 or fate > 0.25:
            return 201, {}
        return (429, {"Retry-After": "7"}) if fate > 0.12 else (500, {})

    return answer


def claims_of(taken: Taken) -> dict[str, Any]:
    """The VAPID token's claims, its signature checked with the key beside it (RFC 8292 §3)."""
    scheme, _, rest = taken.headers["Authorization"].partition(" ")
    assert scheme == "vapid"
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(parts["k"]))
    claims: dict[str, Any] = jwt.decode(parts["t"], key, algorithms=["ES256"], options={"verify_aud": False})
    return claims
