"""Photographs with a complaint: the original is kept as it came, what is shown is made from it without metadata.

The worker makes it, by the same child process that makes the evidence's previews, so that no stranger's file is
decoded where requests are answered.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from zhifa.db import Database
from zhifa.errors import NotFound
from zhifa.evidence.decoding import DECODER
from zhifa.evidence.forms import FORMATS
from zhifa.evidence.sniff import media_type
from zhifa.evidence.spool import Spool
from zhifa.feedback.models import ComplaintPhoto
from zhifa.ids import new_id
from zhifa.jobs import enqueue
from zhifa.ports import ObjectStore
from zhifa.settings import Settings

MOST = 3
MAX_BYTES = 10 * 1024 * 1024
MAKE = "complaint_photo.make"


class PhotoNotFound(NotFound):
    code = "photo_not_found"
    detail = "没有找到这张照片,或它还在处理,请稍候再看。"


@dataclass(frozen=True, slots=True)
class Photo:
    id: UUID
    media_type: str
    content: bytes


def chosen(files: Sequence[bytes]) -> tuple[list[Photo], list[str]]:
    """The photographs among the files, and what is wrong with the files; empty ones are no files."""
    given = [content for content in files if content]
    problems = [f"照片请不超过 {MOST} 张。"] if len(given) > MOST else []
    photos = [Photo(new_id(), media_type(content[:64]), content) for content in given[:MOST]]
    if any(len(photo.content) > MAX_BYTES for photo in photos):
        problems.append("每张照片请不超过 10 MB。")
    if any(photo.media_type not in FORMATS for photo in photos):
        problems.append("只能附照片(JPEG、PNG、HEIC 等)。")
    return photos, problems


@contextmanager
def stored(objects: ObjectStore, photos: Sequence[Photo]) -> Iterator[None]:
    """The bytes lie there before the rows that name them, and go again if the rows are not written."""
    try:
        for photo in photos:
            objects.put_bytes(original_key(photo.id), photo.content)
        yield
    except BaseException:
        for photo in photos:
            objects.delete(original_key(photo.id))
        raise


def attach(session: Session, complaint: UUID, photos: Sequence[Photo], at: datetime) -> None:
    for photo in photos:
        session.add(
            ComplaintPhoto(id=photo.id, complaint_id=complaint, media_type=photo.media_type, size=len(photo.content))
        )
        enqueue(session, MAKE, {"photo": str(photo.id)}, at=at)


def read(objects: ObjectStore, photo: UUID) -> bytes:
    return b"".join(objects.read(shown_key(photo)))


def original_key(photo: UUID) -> str:
    return f"complaints/{photo.hex}/original"


def shown_key(photo: UUID) -> str:
    return f"complaints/{photo.hex}/shown"


@dataclass(frozen=True, slots=True)
class Photographs:
    """The worker's part."""

    db: Database
    objects: ObjectStore
    settings: Settings
    spool: Spool

    def make(self, photo: UUID) -> None:
        """May run twice: the same picture is stored again."""
        with self.db.read() as session:
            row = session.get(ComplaintPhoto, photo)
        if row is None or row.shown != "pending":
            return
        with tempfile.TemporaryDirectory(dir=self.spool.folder) as name:
            state = self._make(row, Path(name))
        with self.db.write() as session:
            session.get_one(ComplaintPhoto, photo).shown = state

    def _make(self, row: ComplaintPhoto, folder: Path) -> str:
        source = folder / "source"
        with source.open("wb") as file:
            file.writelines(self.objects.read(original_key(row.id)))
        outcome = DECODER.run(source, row.media_type, folder, self.settings.image_max_pixels)
        if outcome.state == "ready":
            self.objects.put_bytes(shown_key(row.id), (folder / "preview").read_bytes())
        return outcome.state
