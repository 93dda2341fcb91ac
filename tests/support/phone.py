"""A phone as the server knows it: a key, a device id, and chains of signed entries."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.city import City
from zhifa.clock import SHANGHAI
from zhifa.identity.keys import short_id
from zhifa.identity.models import Device
from zhifa.ids import new_id

BOOT = "01a20904-0000-7000-8000-000000000001"


def digest(jws: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(jws.encode()).digest()).decode().rstrip("=")


def thumbprint(jwk: dict[str, str]) -> str:
    """RFC 7638."""
    canonical = json.dumps({k: jwk[k] for k in ("crv", "kty", "x", "y")}, separators=(",", ":"), sort_keys=True)
    return digest(canonical)


@dataclass
class Phone:
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    device: UUID = field(default_factory=new_id)
    moment: datetime = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    chains: dict[UUID, list[str]] = field(default_factory=dict)

    @property
    def public_jwk(self) -> dict[str, str]:
        jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key()))
        return {name: jwk[name] for name in ("kty", "crv", "x", "y")}

    def register(self, city: City, person: str) -> "Phone":
        """Registers the key straight in the database."""
        with city.parts.db.write() as session:
            session.add(
                Device(
                    id=self.device,
                    account_id=city[person].account,
                    name="测试手机",
                    public_jwk=self.public_jwk,
                    thumbprint=thumbprint(self.public_jwk),
                    short_id=short_id(thumbprint(self.public_jwk)),
                    registered_at=city.parts.clock(),
                )
            )
        return self

    def sign(self, claims: dict[str, Any], **header: Any) -> str:
        headers = {"typ": "field-entry+jwt", "kid": str(self.device), **header}
        return jwt.encode(claims, self.key, algorithm="ES256", headers=headers)

    def claims(self, inspection: UUID, kind: str, body: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """The claims of the next entry of this inspection's chain, ten seconds after the last."""
        chain = self.chains.setdefault(inspection, [])
        self.moment += timedelta(seconds=10)
        made = {
            "jti": str(new_id()),
            "sub": str(inspection),
            "seq": len(chain),
            "prev": digest(chain[-1]) if chain else None,
            "kind": kind,
            "at": self.moment.astimezone(SHANGHAI).isoformat(timespec="milliseconds"),
            "mono": {"ms": 1000 * len(chain), "boot": BOOT},
            "pos": {"lat": 35.0151, "lon": 110.9983, "acc": 12.0, "at": self.moment.isoformat(), "crs": "WGS84"},
            "body": body,
        }
        return {**made, **changes}

    def write(self, inspection: UUID, kind: str, body: dict[str, Any], **changes: Any) -> str:
        """Signs the next entry and extends the chain with it."""
        jws = self.sign(self.claims(inspection, kind, body, **changes))
        self.chains[inspection].append(jws)
        return jws
