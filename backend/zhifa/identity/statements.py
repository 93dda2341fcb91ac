"""What the server states and signs: a compact JWS (ES256) of a type of its own, which whoever has the public key reads.

No statement passes for one of another type, nor for anything that a phone signed.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

import jwt
import msgspec

from zhifa.identity.keyring import ServerKey

ALGORITHM = "ES256"
KeyOf = Callable[[str], Mapping[str, str] | None]
Said = TypeVar("Said", bound=msgspec.Struct)


class NotStated(ValueError):
    """Not a statement of this type that one of our keys signed. Says why."""


def state(said: msgspec.Struct, typ: str, key: ServerKey) -> str:
    headers = {"typ": typ, "kid": key.kid}
    return jwt.encode(msgspec.to_builtins(said), key.private, algorithm=ALGORITHM, headers=headers)


def type_of(text: str) -> str | None:
    """The type that a compact JWS claims to be of; None if it is none."""
    try:
        return str(jwt.get_unverified_header(text).get("typ"))
    except jwt.PyJWTError:
        return None


def read(text: str, typ: str, key_of: KeyOf, form: type[Said]) -> Said:
    """What was stated. ``key_of``: the public key (RFC 7517) of a kid, from a source that is trusted.

    Raises:
        NotStated
    """
    try:
        header = jwt.get_unverified_header(text)
        jwk = key_of(str(header.get("kid")))
        if header.get("typ") != typ or jwk is None:
            raise NotStated(f"typ {header.get('typ')}, kid {header.get('kid')}")
        key = jwt.PyJWK(dict(jwk), ALGORITHM)
        claims = jwt.decode(text, key, algorithms=[ALGORITHM], options={"verify_iat": False})
        return msgspec.convert(claims, form)
    except (jwt.PyJWTError, msgspec.ValidationError) as error:
        raise NotStated(str(error)) from error
