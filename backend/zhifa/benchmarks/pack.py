"""The library as phones hold it: a manifest, and files named by the SHA-256 of their bytes that never change.

A phone fetches those files of the manifest that it lacks, so an interrupted download goes on where it stopped and
an update costs what has changed. Files are kept: a phone that was told of a manifest can always complete it.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime
from threading import Lock
from typing import Literal

import brotli
import msgspec
from sqlmodel import Session

from zhifa.benchmarks import pack_queries as queries
from zhifa.benchmarks.shards import Document, document_of, documents_file, index_file, stretches
from zhifa.db import Database
from zhifa.errors import NotFound
from zhifa.ports import ObjectMissing, ObjectStore

#: As for the other packs: a tenth of the time of the best, for a twentieth more bytes.
BROTLI_QUALITY = 5
#: Of the files' layout; a new one makes every manifest anew.
LAYOUT = 2
_SHA256 = re.compile(r"[0-9a-f]{64}")
_making = Lock()


class ShardNotFound(NotFound):
    code = "pack_not_found"
    detail = "该资料已被更新的版本取代。请重新获取资料包清单。"


class PackFile(msgspec.Struct, frozen=True):
    """``sha256``: of the bytes before compression; ``size``: bytes to be fetched, compressed."""

    sha256: str
    size: int


class Stretch(msgspec.Struct, frozen=True):
    """Rows ``first`` (a code) and following: what is searched, and the benchmarks themselves."""

    first: str
    count: int
    index: PackFile
    documents: PackFile


class Manifest(msgspec.Struct, frozen=True):
    """All of the library in force on a day; ``size`` is what a phone that holds nothing has to fetch."""

    name: Literal["benchmarks"]
    mark: str
    made_at: datetime
    count: int
    size: int
    stretches: list[Stretch]


def current(db: Database, objects: ObjectStore, at: datetime, on: date) -> bytes:
    """The manifest (JSON) of what is in force on that day, made where there is none yet."""
    mark = _mark(db, on)
    if (made := _stored(objects, mark)) is not None:
        return made
    with _making:
        if (made := _stored(objects, mark)) is not None:
            return made
        with db.read() as session:
            found = list(_files(session, objects, on))
        made = msgspec.json.encode(_manifest(mark, at, found))
        objects.put_bytes(key(mark), made)
        return made


def compressed(objects: ObjectStore, sha256: str) -> bytes:
    """The brotli bytes of a file that some manifest names.

    Raises:
        ShardNotFound
    """
    if not _SHA256.fullmatch(sha256):
        raise ShardNotFound
    try:
        return b"".join(objects.read(key(sha256)))
    except ObjectMissing as error:
        raise ShardNotFound from error


def key(name: str) -> str:
    return f"packs/benchmarks/{name}"


def _mark(db: Database, on: date) -> str:
    """Different whenever other versions are in force; a version itself never changes."""
    with db.read() as session:
        said = queries.in_force_mark(session, on)
    return "manifest-" + hashlib.sha256(msgspec.json.encode([LAYOUT, said])).hexdigest()


def _stored(objects: ObjectStore, mark: str) -> bytes | None:
    try:
        return b"".join(objects.read(key(mark)))
    except ObjectMissing:
        return None


def _files(session: Session, objects: ObjectStore, on: date) -> Iterator[Stretch]:
    """Stores the files as it goes, so that the whole library never lies in memory."""
    documents = (document_of(row) for row in queries.in_force(session, on))
    for held in stretches(documents):
        yield _stretch(objects, held)


def _stretch(objects: ObjectStore, held: list[Document]) -> Stretch:
    index, documents = _put(objects, index_file(held)), _put(objects, documents_file(held))
    return Stretch(held[0].benchmark.code, len(held), index, documents)


def _put(objects: ObjectStore, content: bytes) -> PackFile:
    sha256, packed = hashlib.sha256(content).hexdigest(), brotli.compress(content, quality=BROTLI_QUALITY)
    if not objects.exists(key(sha256)):
        objects.put_bytes(key(sha256), packed)
    return PackFile(sha256, len(packed))


def _manifest(mark: str, at: datetime, found: list[Stretch]) -> Manifest:
    size = sum(each.index.size + each.documents.size for each in found)
    return Manifest("benchmarks", mark, at, sum(each.count for each in found), size, found)
