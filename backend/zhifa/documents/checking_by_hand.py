"""``zhifa inspections verify``: what a proof says, and whether it holds. Needs no database and no network."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from zhifa.documents.proofs import Proof, Statement, verify
from zhifa.identity.keyring import KeyRing
from zhifa.identity.statements import KeyOf


class _Keys(msgspec.Struct):
    keys: list[dict[str, str]]


def told(proof: str, keys: str | None, files: str | None, data_dir: Path) -> tuple[list[str], bool]:
    """Lines to be read, and whether the proof holds.

    Raises:
        SystemExit: a file cannot be read.
    """
    try:
        given = msgspec.json.decode(Path(proof).read_bytes(), type=Proof)
        key_of = _from_file(Path(keys)) if keys else KeyRing.load_or_make(data_dir).public_jwk
    except (OSError, msgspec.MsgspecError) as error:
        raise SystemExit(f"cannot be read: {error}") from error
    verdict = verify(given, key_of)
    lines = list(_about(verdict.statement)) if verdict.statement else []
    missing = list(_files(verdict.statement, Path(files))) if verdict.statement and files else []
    problems = [*verdict.problems, *missing]
    return [*lines, *(f"WRONG  {problem}" for problem in problems)] or ["WRONG"], not problems


def _from_file(path: Path) -> KeyOf:
    keys = msgspec.json.decode(path.read_bytes(), type=_Keys).keys
    by_kid: Mapping[str, Mapping[str, str]] = {key.get("kid", ""): key for key in keys}
    return by_kid.get


def _about(statement: Statement) -> Iterator[str]:
    made = datetime.fromtimestamp(statement.iat, UTC).isoformat()
    yield f"visit  {statement.sub} of {statement.agency}, stated by {statement.iss} at {made}"
    if statement.demo:
        yield "DEMO   演示数据,不作执法依据"
    for device in statement.devices:
        own = [entry for entry in statement.entries if entry.device == device.id]
        span = f"received {own[0].received_at.isoformat()} to {own[-1].received_at.isoformat()}" if own else ""
        yield f"device {device.id} of {device.holder}: {len(own)} entries, {span}"
    for file in statement.files:
        when = file.received_at.isoformat() if file.received_at else "not received"
        yield f"file   {file.sha256} {file.type}, {file.size} bytes, {when}"


def _files(statement: Statement, folder: Path) -> Iterator[str]:
    """What is wrong with a folder of files: those that the visit does not name, and those that it misses."""
    there = {_sha256(path): path.name for path in sorted(folder.iterdir()) if path.is_file()}
    named = {file.sha256 for file in statement.files}
    yield from (f"{name} is no file of this visit" for sha256, name in there.items() if sha256 not in named)
    yield from (f"file {sha256} is not in the folder" for sha256 in sorted(named - there.keys()))


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
