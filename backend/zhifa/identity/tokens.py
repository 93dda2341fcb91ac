"""Access tokens: short-lived JWTs (ES256, PyJWT) signed by the server's key; each names the key in ``kid``.

A token of an earlier key is read as long as that key is in rotation (``keyring.py``). Refresh tokens are
random text, not JWTs: see ``sessions.py``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
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
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError as error:
            raise Unauthenticated from error
        kid = str(header.get("kid"))
        if header.get("typ") != TYPE or self.ring.find(kid) is None:
            raise Unauthenticated
        claims, expires = self._known(token, kid)
        if at.timestamp() >= expires:
            raise Unauthenticated
        return claims

    def _verified(self, token: str, kid: str) -> tuple[AccessClaims, float]:
        """The claims of a token that we signed, and when it expires (Unix seconds)."""
        key = self.ring.find(kid)
        if key is None:
            raise Unauthenticated
        try:
            claims = jwt.decode(
                token,
                key.public,
                algorithms=["ES256"],
                issuer=ISSUER,
                options={"require": ["exp", "iat", "sub", "sid"], "verify_exp": False, "verify_iat": False},
            )
            return AccessClaims(account_id=UUID(claims["sub"]), session_id=UUID(claims["sid"])), float(claims["exp"])
        except (jwt.PyJWTError, ValueError) as error:
            raise Unauthenticated from error
