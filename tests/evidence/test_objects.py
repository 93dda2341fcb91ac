"""What every object store keeps to: a folder and an S3 server alike."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from zhifa.adapters import object_store
from zhifa.adapters.filesystem import FileSystemStore
from zhifa.evidence.spool import Spool
from zhifa.ports import ObjectMissing, ObjectStore, StorageFull
from zhifa.settings import Settings

KEY = "evidence/" + "ab" * 32
CONTENT = os.urandom(2_500_000)


@pytest.fixture
def objects(settings: Settings) -> ObjectStore:
    return object_store(settings)


@pytest.fixture
def spooled(settings: Settings) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = settings.data_dir / "drafted"
        path.write_bytes(content)
        return path

    return write


def test_a_file_is_taken_over_and_read_in_chunks(objects: ObjectStore, spooled: Callable[[bytes], Path]) -> None:
    assert not objects.exists(KEY)
    path = spooled(CONTENT)
    objects.put_file(KEY, path)
    assert not path.exists()
    assert (objects.exists(KEY), objects.size(KEY)) == (True, len(CONTENT))
    chunks = list(objects.read(KEY))
    assert b"".join(chunks) == CONTENT
    assert max(map(len, chunks)) <= 1 << 20
    objects.put_file(KEY, spooled(CONTENT))  # again, the same: harmless
    assert b"".join(objects.read(KEY)) == CONTENT


def test_ranges(objects: ObjectStore) -> None:
    objects.put_bytes(KEY, CONTENT)
    for start, length in ((0, 1), (1_048_575, 2), (2_499_999, 1), (5, None), (100, 0), (2_000_000, 9_000_000)):
        end = None if length is None else start + length
        assert b"".join(objects.read(KEY, start=start, length=length)) == CONTENT[start:end]


def test_what_is_missing_is_told_at_once(objects: ObjectStore) -> None:
    for ask in (objects.size, objects.read, lambda key: objects.read(key, length=0)):
        with pytest.raises(ObjectMissing):
            ask(KEY)
    objects.delete(KEY)
    objects.put_bytes("uploads/a/0", b"1")
    objects.put_bytes("uploads/a/10", b"22")
    objects.delete("uploads/a/0")
    assert (objects.exists("uploads/a/0"), objects.size("uploads/a/10")) == (False, 2)
    objects.check()


def test_a_full_disk_is_storage_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    store, spool = FileSystemStore(tmp_path / "objects"), Spool(tmp_path / "spool")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFull):
        store.put_bytes(KEY, b"1")
    monkeypatch.setattr(os, "writev", full)
    file = spool.file()
    with pytest.raises(StorageFull):
        file.write([b"1"])
    file.discard()
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".lock"] == []
    spool.close()


def test_leftovers_of_a_process_that_ended_are_swept_and_those_of_the_living_are_not(tmp_path: Path) -> None:
    living = Spool(tmp_path)
    kept = living.file()
    kept.write([b"bytes on their way"])
    dead = tmp_path / "0123456789abcdef"
    dead.mkdir()
    (dead / "left").write_bytes(b"?")
    dead.with_suffix(".lock").touch()
    Spool(tmp_path)
    assert (dead.exists(), kept.path.exists(), kept.size) == (False, True, 18)
    kept.discard()
    living.close()
    assert list(tmp_path.iterdir()) == []
