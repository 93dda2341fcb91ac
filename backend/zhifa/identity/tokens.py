"""Access tokens: short-lived JWTs (ES256, PyJWT) signed by the server's key; each names the key in ``kid``.

A token of an earlier key is read as long as that key is in rotation (``keyring.py``). Refresh tokens are
random text, not JWTs: see ``sessions.py``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import jwt

from zhifa.errors import Unauthenticated
from zhifa.identity.keyring import KeyRing

ISSUER = "zhifa"
TYPE = "access+jwt"


@dataclass(frozen=True, slots=True)
class AccessClaims:
    account_id: UUID
    session_id: UUID


class TokenKey:
    """Issues and reads access tokens with the server's keys."""

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring

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
            key = self.ring.find(str(header.get("kid")))
            if header.get("typ") != TYPE or key is None:
                raise Unauthenticated
            claims = jwt.decode(
                token,
                key.public,
                algorithms=["ES256"],
                issuer=ISSUER,
                options={"require": ["exp", "iat", "sub", "sid"], "verify_exp": False, "verify_iat": False},
            )
            if at.timestamp() >= claims["exp"]:
                raise Unauthenticated
            return AccessClaims(account_id=UUID(claims["sub"]), session_id=UUID(claims["sid"]))
        except (jwt.PyJWTError, ValueError) as error:
            raise Unauthenticated from error
