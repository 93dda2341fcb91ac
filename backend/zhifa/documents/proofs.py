"""A visit's proof 存证: one file by which anybody can check a record without us, years later, with any JOSE library.

``entries`` are the phones' own signatures. ``statement`` is ours: a compact JWS (ES256, ``typ`` ``visit-proof+jwt``)
that says whose phone has which key, which entries there were and when each arrived, and which files. What the officers
said is sealed by their phones, whose phones these are and when it came by us: nobody can say otherwise afterwards.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import jwt
import msgspec

from zhifa.identity.keyring import ServerKey
from zhifa.identity.statements import ALGORITHM, KeyOf, NotStated, read, state
from zhifa.inspections.entry import digest

TYPE = "visit-proof+jwt"
FORMAT: Literal["zhifa-visit-proof/1"] = "zhifa-visit-proof/1"


class ProvenDevice(msgspec.Struct):
    """``key``: RFC 7517, the public half; ``holder``: whose account it is registered with."""

    id: UUID
    key: dict[str, Any]
    holder: str
    registered_at: datetime
    revoked_at: datetime | None


class ProvenEntry(msgspec.Struct):
    """``sha256``: base64url, of the compact JWS."""

    device: UUID
    seq: int
    sha256: str
    received_at: datetime


class ProvenFile(msgspec.Struct):
    """``sha256``: hexadecimal. ``received_at``: null while the bytes have not come."""

    sha256: str
    size: int
    type: str
    received_at: datetime | None


class Statement(msgspec.Struct):
    """What we say of a visit at ``iat`` (seconds since 1970); ``sub``: its id. ``demo``: invented data 演示数据."""

    iss: str
    iat: int
    sub: UUID
    demo: bool
    agency: str
    devices: list[ProvenDevice]
    entries: list[ProvenEntry]
    files: list[ProvenFile]


class Proof(msgspec.Struct):
    """``entries``: compact JWS, each chain in order. ``key``: the public half of ours that signed. ``checkpoint``: the
    ledger's last one (``custody``), whichever visits it is about: whoever holds a proof can show that the ledger of all
    visits was what it says there."""

    format: Literal["zhifa-visit-proof/1"]
    statement: str
    key: dict[str, str]
    entries: list[str]
    checkpoint: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``problems``: what does not fit, a sentence each; none: the proof holds. ``statement``: None if not ours."""

    statement: Statement | None
    problems: Sequence[str]


def prove(statement: Statement, entries: Sequence[str], key: ServerKey, *, checkpoint: str | None) -> Proof:
    return Proof(FORMAT, state(statement, TYPE, key), key.public_jwk, list(entries), checkpoint)


def verify(proof: Proof, key_of: KeyOf) -> Verdict:
    """Checks a proof against our keys alone; ``key_of``: the public key of a kid, from a source that is trusted. The
    key in the file proves nothing by itself."""
    try:
        statement = read(proof.statement, TYPE, key_of, Statement)
    except NotStated as error:
        return Verdict(None, [f"the statement is not signed by a key of this server ({error})"])
    return Verdict(statement, list(_problems(statement, proof.entries)))


def _problems(statement: Statement, entries: Sequence[str]) -> Iterator[str]:
    given = {digest(jws): jws for jws in entries}
    said = {entry.sha256 for entry in statement.entries}
    if len(given) != len(entries) or given.keys() - said:
        yield "there are entries in the file that the statement does not name"
    chains: dict[UUID, list[ProvenEntry]] = defaultdict(list)
    for entry in statement.entries:
        chains[entry.device].append(entry)
    devices, files = {device.id: device for device in statement.devices}, {file.sha256 for file in statement.files}
    for id_, chain in chains.items():
        yield from _chain_problems(statement, devices.get(id_), chain, given, files)


def _chain_problems(
    statement: Statement,
    device: ProvenDevice | None,
    chain: Sequence[ProvenEntry],
    given: Mapping[str, str],
    files: set[str],
) -> Iterator[str]:
    if device is None:
        yield "there are entries of a device that the statement does not name"
        return
    key, before = jwt.PyJWK(device.key, ALGORITHM), None
    for place, entry in enumerate(chain):
        where = f"entry {place} of {device.holder}'s device {device.id}"
        jws = given.get(entry.sha256)
        if jws is None:
            yield f"{where} is not in the file"
            return
        try:
            claims = msgspec.json.decode(jwt.PyJWS().decode(jws, key, algorithms=[ALGORITHM]))
        except (jwt.PyJWTError, ValueError) as error:
            yield f"{where} is not signed by the device ({error})"
            return
        if (claims.get("sub"), claims.get("seq"), claims.get("prev")) != (str(statement.sub), place, before):
            yield f"{where} does not follow the one before it"
        if claims.get("kind") == "attached" and claims["body"]["sha256"] not in files:
            yield f"{where} names a file that the statement does not"
        before = entry.sha256
