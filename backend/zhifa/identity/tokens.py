"""Access tokens: short-lived JWTs (ES256, PyJWT) signed by a key that lives in the data folder.

Several app processes share the folder or are given the same key file. Refresh tokens are random text,
not JWTs: see ``sessions.py``.
"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from zhifa.errors import Unauthenticated

ISSUER = "zhifa"
TYPE = "access+jwt"


@dataclass(frozen=True, slots=True)
class AccessClaims:
    account_id: UUID
    session_id: UUID


class TokenKey:
    """The server's signing key for access tokens."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = private
        self._public = private.public_key()

    @classmethod
    def load_or_make(cls, data_dir: Path) -> "TokenKey":
        """Reads ``keys/access.pem`` or makes it (mode 600); two processes starting at once agree on one."""
        path = data_dir / "keys" / "access.pem"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _write_key_once(path)
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{path} is not an elliptic-curve key")
        return cls(key)

    def issue(self, claims: AccessClaims, *, at: datetime, life: timedelta) -> str:
        payload = {
            "iss": ISSUER,
            "sub": str(claims.account_id),
            "sid": str(claims.session_id),
            "iat": at,
            "exp": at + life,
        }
        return jwt.encode(payload, self._private, algorithm="ES256", headers={"typ": TYPE})

    def read(self, token: str, *, at: datetime) -> AccessClaims:
        """The claims of a token that is ours and in force at ``at``.

        Raises:
            Unauthenticated: it is not; why is not told.
        """
        try:
            if jwt.get_unverified_header(token).get("typ") != TYPE:
                raise Unauthenticated
            claims = jwt.decode(
                token,
                self._public,
                algorithms=["ES256"],
                issuer=ISSUER,
                options={"require": ["exp", "iat", "sub", "sid"], "verify_exp": False, "verify_iat": False},
            )
            if at.timestamp() >= claims["exp"]:
                raise Unauthenticated
            return AccessClaims(account_id=UUID(claims["sub"]), session_id=UUID(claims["sid"]))
        except (jwt.PyJWTError, ValueError) as error:
            raise Unauthenticated from error


def _write_key_once(path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(pem)
    try:
        os.link(draft, path)  # fails if another process was first: then its key is the one
    except FileExistsError:
        pass
    finally:
        draft.unlink()
