"""The server's own signing keys (ES256), in rotation: the newest signs, the others are still read until retired.

Folder ``keys/`` of the data folder, shared by all processes of an installation::

    <made, UTC>-<kid>.pem            a private key in rotation, mode 600
    <made, UTC>-<kid>.retired.pem    the public half of a retired one: what it signed can still be looked at by hand
    lasting.secret                   32 bytes that never rotate, see ``KeyRing.lasting``

The names of the files are the whole state, and each is read anew where it is needed: a key that is made or
retired in one process is known to all at once. ``kid`` is the RFC 7638 thumbprint. Two processes that start
at the same moment may each make a first key; both are then in rotation and the later one signs.
"""

import json
import os
import secrets
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from jwt.algorithms import ECAlgorithm

from zhifa.identity.keys import thumbprint

MADE = "%Y%m%dT%H%M%S%fZ"
RETIRED = ".retired.pem"

State = Literal["signing", "read", "retired"]


class KeyNotInRotation(Exception):
    """No key in rotation has this kid."""


class LastKey(Exception):
    """The signing key cannot be retired: rotate first."""


@dataclass(frozen=True, slots=True)
class ServerKey:
    kid: str
    made_at: datetime
    private: ec.EllipticCurvePrivateKey

    @property
    def public(self) -> ec.EllipticCurvePublicKey:
        return self.private.public_key()

    @property
    def public_jwk(self) -> dict[str, str]:
        """RFC 7517, as ``/.well-known/jwks.json`` publishes it."""
        return _published(self.public, self.kid)

    def secret(self, purpose: str) -> bytes:
        """32 bytes for one purpose, of which nobody learns another purpose's or the key (RFC 5869)."""
        raw = self.private.private_numbers().private_value.to_bytes(32, "big")
        return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(raw)


@dataclass(frozen=True, slots=True)
class ListedKey:
    kid: str
    made_at: datetime
    state: State


class KeyRing:
    """The keys in rotation. Safe for threads; ``load_or_make`` makes the first key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._names: list[str] = []
        self._keys: tuple[ServerKey, ...] = ()
        self._lasting: bytes | None = None

    @classmethod
    def load_or_make(cls, data_dir: Path) -> "KeyRing":
        folder = data_dir / "keys"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        ring = cls(folder)
        if not ring.in_rotation():
            ring.rotate(datetime.now(UTC))
        return ring

    def in_rotation(self) -> tuple[ServerKey, ...]:
        """Those in rotation, the oldest first; the last one signs."""
        while True:
            names = sorted(name for name in os.listdir(self._folder) if _in_rotation(name))
            with self._lock:
                try:
                    if names != self._names:
                        self._keys, self._names = tuple(_load(self._folder / name) for name in names), names
                    return self._keys
                except FileNotFoundError:  # retired since the folder was listed
                    continue

    def signing(self) -> ServerKey:
        return self.in_rotation()[-1]

    def find(self, kid: str) -> ServerKey | None:
        return next((key for key in self.in_rotation() if key.kid == kid), None)

    def public_jwk(self, kid: str) -> dict[str, str] | None:
        """The public half of any key there ever was, also of a retired one: for looking at what it signed by hand."""
        key = self.find(kid)
        if key is not None:
            return key.public_jwk
        names = (name for name in os.listdir(self._folder) if name.endswith(RETIRED) and _parts(name)[1] == kid)
        return next((_retired_jwk(self._folder / name, kid) for name in names), None)

    def listed(self) -> list[ListedKey]:
        """Every key there ever was, the oldest first."""
        signing = self.signing().kid
        found = []
        for name in sorted(name for name in os.listdir(self._folder) if name.endswith(".pem") and "-" in name):
            made_at, kid = _parts(name)
            state: State = "retired" if name.endswith(RETIRED) else "signing" if kid == signing else "read"
            found.append(ListedKey(kid, made_at, state))
        return found

    def rotate(self, at: datetime) -> ServerKey:
        """A new key signs from now on; what the others signed is still read."""
        private, kid = _fresh()
        name = f"{at.astimezone(UTC).strftime(MADE)}-{kid}.pem"
        pem = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._write(name, pem)
        return ServerKey(kid, at, private)

    def retire(self, kid: str) -> None:
        """From now on nothing that this key signed is accepted; its private half is destroyed.

        Raises:
            KeyNotInRotation
            LastKey: it is the one that signs.
        """
        key = self.find(kid)
        if key is None:
            raise KeyNotInRotation(kid)
        if key.kid == self.signing().kid:
            raise LastKey(kid)
        stem = f"{key.made_at.astimezone(UTC).strftime(MADE)}-{key.kid}"
        public = key.public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        self._write(stem + RETIRED, public)
        (self._folder / f"{stem}.pem").unlink(missing_ok=True)

    def lasting(self, purpose: str) -> bytes:
        """32 bytes for one purpose that stay the same for the life of the installation (RFC 5869).

        For what is derived again years later: printed codes, seals. It lies outside the database, so that a dump
        of that opens nothing; whoever loses it prints the codes anew.
        """
        with self._lock:
            if self._lasting is None:
                self._lasting = _lasting(self._folder)
        return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(self._lasting)

    def _write(self, name: str, content: bytes) -> None:
        """Whole or not at all, and readable by the owner only."""
        draft = self._folder / f".{name}.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_bytes(content)
        draft.rename(self._folder / name)


def _fresh() -> tuple[ec.EllipticCurvePrivateKey, str]:
    """A key whose kid a shell does not take for an option."""
    while True:
        private = ec.generate_private_key(ec.SECP256R1())
        kid = thumbprint(_jwk(private.public_key()))
        if not kid.startswith("-"):
            return private, kid


def _lasting(folder: Path) -> bytes:
    """The secret that is there, or a fresh one; of two processes that make one at once, the first counts."""
    path, draft = folder / "lasting.secret", folder / f".lasting.{os.getpid()}"
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_bytes(secrets.token_bytes(32))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()


def _in_rotation(name: str) -> bool:
    return name.endswith(".pem") and not name.endswith(RETIRED) and not name.startswith(".") and name[:1].isdigit()


def _parts(name: str) -> tuple[datetime, str]:
    made, _, rest = name.partition("-")
    return datetime.strptime(made, MADE).replace(tzinfo=UTC), rest.removesuffix(RETIRED).removesuffix(".pem")


def _load(path: Path) -> ServerKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path} is not an elliptic-curve key")
    made_at, kid = _parts(path.name)
    return ServerKey(kid, made_at, key)


def _retired_jwk(path: Path, kid: str) -> dict[str, str]:
    key = serialization.load_pem_public_key(path.read_bytes())
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError(f"{path} is not an elliptic-curve key")
    return _published(key, kid)


def _published(public: ec.EllipticCurvePublicKey, kid: str) -> dict[str, str]:
    return {**_jwk(public), "kid": kid, "alg": "ES256", "use": "sig"}


def _jwk(public: ec.EllipticCurvePublicKey) -> dict[str, str]:
    whole = json.loads(ECAlgorithm.to_jwk(public))
    return {name: whole[name] for name in ("crv", "kty", "x", "y")}
