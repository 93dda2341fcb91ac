"""Uploads: what arrives is kept, joined, compared with what was declared, and becomes evidence.

Every method blocks and is run in one of the spool's threads. Nothing is answered before it is committed.
Bytes are always in the object store before a row speaks of them, and objects that are no longer needed
are removed by a job of the transaction that made them so.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn
from uuid import UUID

from sqlmodel import Session

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.evidence import queries, sniff
from zhifa.evidence.arrival import object_key, record_arrival
from zhifa.evidence.models import Upload, UploadPart
from zhifa.evidence.problems import (
    EvidenceHashMismatch,
    UploadNotFound,
    UploadOffsetConflict,
    UploadsTooMany,
)
from zhifa.evidence.receive import Received, written
from zhifa.evidence.spool import Spool, SpoolFile
from zhifa.evidence.tus import Declared
from zhifa.identity.audit import record
from zhifa.ids import new_id
from zhifa.jobs import enqueue
from zhifa.ports import ObjectMissing, ObjectStore
from zhifa.settings import Settings

EXPIRE = "evidence.expire_upload"
FORGET = "evidence.forget_objects"
RETRY_AFTER_S = 60
SHA256_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Uploads:
    db: Database
    objects: ObjectStore
    settings: Settings
    clock: Clock
    spool: Spool

    def open(self, account_id: UUID, said: Declared) -> Upload:
        """Begins an upload of zero bytes. Raises UploadsTooMany."""
        now = self.clock()
        with self.db.write() as session:
            if queries.open_uploads(session, account_id, at=now) >= self.settings.uploads_open_per_device:
                raise UploadsTooMany(RETRY_AFTER_S, limit=self.settings.uploads_open_per_device)
            upload = Upload(
                id=new_id(),
                account_id=account_id,
                sha256=said.sha256,
                media_type=said.media_type,
                length=said.length,
                created_at=now,
                expires_at=now + self._life,
            )
            session.add(upload)
            enqueue(session, EXPIRE, {"upload": str(upload.id)}, at=upload.expires_at)
        return upload

    def find(self, account_id: UUID, name: str) -> Upload:
        """By its id, or by the hash of a file that came whole in one request and so never was under way.

        Raises:
            UploadNotFound: unknown, expired, or another account's.
        """
        with self.db.read() as session:
            if len(name) == SHA256_DIGITS:
                upload = queries.finished(session, account_id, name, expires_at=self.clock() + self._life)
            else:
                upload = queries.upload_of(session, account_id, _id(name), at=self.clock())
        if upload is None:
            raise UploadNotFound
        return upload

    def take_whole(self, account_id: UUID, said: Declared, received: Received, *, checksum: bytes | None) -> None:
        """A file that came in one request becomes evidence.

        Raises:
            ChecksumMismatch, EvidenceHashMismatch, StorageFull
        """
        with written(received, checksum) as file:
            if file.sha256 != said.sha256:
                self._refuse(account_id, new_id(), said.sha256, file)
            self.objects.put_file(object_key(said.sha256), file.path)
            self.db.join(lambda session: self._arrived(session, account_id, file))

    def take(self, upload: Upload, received: Received, *, checksum: bytes | None) -> int:
        """The bytes of one request, complete or cut off: keeps them, and finishes when they are the last.

        Returns: the new offset.

        Raises:
            ChecksumMismatch: nothing of this request is kept.
            UploadOffsetConflict: another request has moved the offset meanwhile.
            EvidenceHashMismatch, StorageFull
        """
        with written(received, checksum) as file:
            if upload.offset + file.size == upload.length and file.size:
                self._finish(upload, file)
            elif file.size:
                self._keep(upload, file)
            return upload.offset + file.size

    def end(self, upload: Upload) -> None:
        """The client gives an upload up."""
        with self.db.write() as session:
            keys = _keys(queries.parts_of(session, upload.id), upload)
            if queries.remove(session, upload):
                self._forget(session, keys)

    def expire(self, upload_id: UUID) -> None:
        """Forgets an upload whose time has passed; one that went on meanwhile is looked at again later."""
        now = self.clock()
        with self.db.write() as session:
            upload = session.get(Upload, upload_id)
            if upload is None:
                return
            if upload.expires_at > now:
                enqueue(session, EXPIRE, {"upload": str(upload_id)}, at=upload.expires_at)
                return
            self._forget(session, _keys(queries.parts_of(session, upload_id), upload))
            queries.remove(session, upload)

    @property
    def _life(self) -> timedelta:
        return timedelta(hours=self.settings.upload_expiry_hours)

    def _advance(self, session: Session, upload: Upload, to: int) -> None:
        if not queries.advance(session, upload, to, expires_at=self.clock() + self._life):
            raise UploadOffsetConflict

    def _keep(self, upload: Upload, file: SpoolFile) -> None:
        """One part more. It is stored while the offset's row is locked, so that one of two wins, bytes and all."""
        file.sync()
        with self.db.write() as session:
            self._advance(session, upload, upload.offset + file.size)
            session.add(UploadPart(upload_id=upload.id, offset=upload.offset, size=file.size))
            session.flush()
            self.objects.put_file(_part_key(upload.id, upload.offset), file.path)

    def _finish(self, upload: Upload, last: SpoolFile) -> None:
        with self._joined(upload, last) as whole:
            if whole.sha256 != upload.sha256:
                self._refuse(upload.account_id, upload.id, upload.sha256, whole, ended=upload)
            self.objects.put_file(object_key(upload.sha256), whole.path)
            with self.db.write() as session:
                self._advance(session, upload, upload.length)
                self._forget(session, _keys(queries.parts_of(session, upload.id)))
                queries.forget_parts(session, upload.id)
                self._arrived(session, upload.account_id, whole)

    def _arrived(self, session: Session, account_id: UUID, file: SpoolFile) -> None:
        record_arrival(
            session,
            account_id=account_id,
            sha256=file.sha256,
            size=file.size,
            media_type=sniff.media_type(file.head),
            at=self.clock(),
        )

    @contextmanager
    def _joined(self, upload: Upload, last: SpoolFile) -> Iterator[SpoolFile]:
        """Earlier parts and the last, in one file. Raises UploadNotFound: a part is gone, and now the upload too."""
        if upload.offset == 0:
            yield last
            return
        with self.db.read() as session:
            parts = queries.parts_of(session, upload.id)
        whole = self.spool.file()
        try:
            for part in parts:
                whole.append(self.objects.read(_part_key(upload.id, part.offset), length=part.size))
            whole.append(last.chunks())
            yield whole
        except ObjectMissing as error:
            self.end(upload)
            raise UploadNotFound from error
        finally:
            whole.discard()

    def _forget(self, session: Session, keys: list[str]) -> None:
        if keys:
            enqueue(session, FORGET, {"keys": keys}, at=self.clock())

    def _refuse(
        self, account_id: UUID, upload_id: UUID, declared: str, file: SpoolFile, ended: Upload | None = None
    ) -> NoReturn:
        """Keeps what does not fit its hash apart, writes it into the audit, ends the upload and says so."""
        found = file.sha256
        self.objects.put_file(f"refused/{upload_id}", file.path)
        with self.db.write() as session:
            if ended is not None:
                keys = _keys(queries.parts_of(session, upload_id))
                if not queries.remove(session, ended, at_offset=True):
                    raise UploadOffsetConflict
                self._forget(session, keys)
            record(
                session,
                at=self.clock(),
                account_id=account_id,
                action="evidence.upload",
                refused=True,
                target_type="upload",
                target_id=upload_id,
                detail={"code": EvidenceHashMismatch.code, "declared": declared, "found": found, "bytes": file.size},
            )
        raise EvidenceHashMismatch(declared=declared, found=found)


def _part_key(upload_id: UUID, offset: int) -> str:
    return f"uploads/{upload_id}/{offset}"


def _keys(parts: Sequence[UploadPart], upload: Upload | None = None) -> list[str]:
    """The objects of an upload; with ``upload`` also one that may lie there from a transaction that failed."""
    keys = [_part_key(part.upload_id, part.offset) for part in parts]
    return keys if upload is None else [*keys, _part_key(upload.id, upload.offset)]


def _id(name: str) -> UUID:
    try:
        return UUID(name)
    except ValueError:
        raise UploadNotFound from None
