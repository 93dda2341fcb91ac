"""Access tokens: short-lived JWTs (ES256, PyJWT) signed by the server's key; each names the key in ``kid``.

A token of an earlier key is read as long as that key is in rotation (``keyring.py``). Refresh tokens are
random text, not JWTs: see ``sessions.py``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import jwt

from zhifa.errors import Unauthenticated
from zhifa.identity.keyring import KeyRing

ISSUER = "zhifa"
TYPE = "access+jwt"
KNOWN_TOKENS = 4096


@dataclass(frozen=True, slots=True)
class AccessClaims:
    account_id: UUID
    session_id: UUID


def expiry_of(token: str) -> datetime:
    """When a token that was read already runs out."""
    claims = jwt.decode(token, options={"verify_signature": False})
    return datetime.fromtimestamp(claims["exp"], UTC)


@dataclass(frozen=True, slots=True)
class _Known:
    """A token that we signed: ``expires`` in Unix seconds, ``kid`` of the key."""

    claims: AccessClaims
    expires: float
    kid: str


class TokenKey:
    """Issues and reads access tokens with the server's keys."""

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring
        # A phone sends one token with many requests; whether we signed it does not change, so it is asked once.
        self._known = lru_cache(maxsize=KNOWN_TOKENS)(self._verified)

    @classmethod
    def load_or_make(cls, data_dir: Path) -> "TokenKey":
        """With the key ring of the data folder."""
        return cls(KeyRing.load_or_make(data_dir))

    def issue(self, claims: AccessClaims, *, at: datetime, life: timedelta) -> str:
        payload = {
            "iss": ISSUER,
            "sub": str(claims.account_id),
            "sid": str(claims.session_id),
            "iat": at,
            "exp": at + life,
        }
        key = self.ring.signing()
        return jwt.encode(payload, key.private, algorithm="ES256", headers={"typ": TYPE, "kid": key.kid})

    def read(self, token: str, *, at: datetime) -> AccessClaims:
        """The claims of a token that is ours and in force at ``at``.

        Raises:
            Unauthenticated: it is not; why is not told.
        """
        known = self._known(token)
        if at.timestamp() >= known.expires or self.ring.find(known.kid) is None:
            raise Unauthenticated
        return known.claims

    def _verified(self, token: str) -> "_Known":
        """Raises Unauthenticated: not signed by us, or by a key that is no longer in rotation."""
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError as error:
            raise Unauthenticated from error
        key = self.ring.find(str(header.get("kid")))
        if header.get("typ") != TYPE or key is None:
            raise Unauthenticated
        try:
            claims = jwt.decode(
                token,
                key.public,
                algorithms=["ES256"],
                issuer=ISSUER,
                options={"require": ["exp", "iat", "sub", "sid"], "verify_exp": False, "verify_iat": False},
            )
            return _Known(AccessClaims(UUID(claims["sub"]), UUID(claims["sid"])), float(claims["exp"]), key.kid)
        except (jwt.PyJWTError, ValueError) as error:
            raise Unauthenticated from error
