"""Phones of the demo city: keys that follow from the seed, so that the same visit is signed in the same bytes."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from jwt.utils import der_to_raw_signature

from zhifa.clock import SHANGHAI
from zhifa.demo.seed import EPOCH, SEED, demo_id
from zhifa.identity.keys import short_id, thumbprint
from zhifa.inspections.entry import TYPE, digest

Body = dict[str, Any]


@dataclass
class DemoPhone:
    """An officer's phone. Its key is no secret: it signs invented visits of invented people."""

    username: str
    key: ec.EllipticCurvePrivateKey = field(init=False)
    chains: dict[UUID, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        secret = int.from_bytes(hashlib.sha256(f"{SEED}/phone/{self.username}".encode()).digest(), "big")
        self.key = ec.derive_private_key(secret >> 1 | 1, ec.SECP256R1())

    @property
    def id(self) -> UUID:
        return demo_id("device", self.username)

    @property
    def row(self) -> dict[str, Any]:
        """Of the device table."""
        whole = json.loads(ECAlgorithm.to_jwk(self.key.public_key()))
        jwk = {name: whole[name] for name in ("kty", "crv", "x", "y")}
        return {
            "id": self.id,
            "account_id": demo_id("account", self.username),
            "name": "演示手机",
            "public_jwk": jwk,
            "thumbprint": thumbprint(jwk),
            "short_id": short_id(thumbprint(jwk)),
            "registered_at": EPOCH,
        }

    def write(self, inspection: UUID, at: datetime, kind: str, body: Body, *, place: tuple[float, float]) -> str:
        """Signs the next entry of this phone's chain."""
        chain = self.chains.setdefault(inspection, [])
        said = at.astimezone(SHANGHAI).isoformat(timespec="milliseconds")
        claims = {
            "jti": str(demo_id("entry", f"{inspection}/{self.username}/{len(chain)}")),
            "sub": str(inspection),
            "seq": len(chain),
            "prev": digest(chain[-1]) if chain else None,
            "kind": kind,
            "at": said,
            "mono": {"ms": 60_000 + 9_000 * len(chain), "boot": str(demo_id("boot", f"{inspection}/{self.username}"))},
            "pos": {"lat": place[0], "lon": place[1], "acc": 14.0, "at": said, "crs": "WGS84"},
            "body": body,
        }
        chain.append(self._sign(claims))
        return chain[-1]

    def _sign(self, claims: dict[str, Any]) -> str:
        header = {"alg": "ES256", "kid": str(self.id), "typ": TYPE}
        text = f"{_part(header)}.{_part(claims)}"
        algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        signature = der_to_raw_signature(self.key.sign(text.encode(), algorithm), ec.SECP256R1())
        return f"{text}.{_base64(signature)}"


def _part(content: dict[str, Any]) -> str:
    return _base64(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
