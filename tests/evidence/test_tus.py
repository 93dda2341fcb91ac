"""The tus 1.0 protocol at /api/evidence/uploads, as a client sees it."""

import base64
import errno
import hashlib
import os

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.conftest import TestClock
from tests.evidence.tus import OCTETS, UPLOADS, Tus, creation, metadata, sha256
from tests.support.city import City
from zhifa.app import Parts
from zhifa.evidence.models import Evidence, EvidenceReceipt, Upload, UploadPart
from zhifa.identity.models import AuditRow
from zhifa.jobs import Job, run_due
from zhifa.ports import ObjectStore, StorageFull
from zhifa.worker import handlers

PHOTO = b"\xff\xd8\xff\xe0" + os.urandom(1_500_000)


def code(answer: object) -> str:
    return answer.json()["code"]  # type: ignore[attr-defined,no-any-return]


def stored(objects: ObjectStore, content: bytes) -> bytes:
    return b"".join(objects.read(f"evidence/{sha256(content)}"))


def count(parts: Parts, table: type) -> int:
    with parts.db.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def work_off(parts: Parts) -> None:
    done = {kind: handler for kind, handler in handlers(parts).items()}
    while run_due(parts.db, done, clock=parts.clock):
        pass


def spooled(parts: Parts) -> list[str]:
    return [path.name for path in parts.settings.spool_dir.glob("*/*")]


def test_options_tells_what_the_server_can_do(client: TestClient[Litestar]) -> None:
    answer = client.options(UPLOADS)
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,creation-with-upload,checksum,expiration,termination"
    assert answer.headers["Tus-Max-Size"] == str(500 * 1024 * 1024)
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha256"


def test_a_file_that_comes_whole_is_evidence_when_answered(li: Tus, parts: Parts) -> None:
    answer = li.whole(PHOTO)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, str(len(PHOTO)))
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert stored(parts.objects, PHOTO) == PHOTO
    with parts.db.read() as session:
        evidence = session.scalars(sa.select(Evidence)).one()
    assert (evidence.sha256, evidence.size, evidence.media_type) == (sha256(PHOTO), len(PHOTO), "image/jpeg")
    assert (count(parts, EvidenceReceipt), count(parts, Job), spooled(parts)) == (1, 1, [])
    head = li.head(answer.headers["Location"])
    assert head.headers["Upload-Offset"] == head.headers["Upload-Length"] == str(len(PHOTO))


def test_parts_are_joined_and_the_finished_upload_still_answers(li: Tus, parts: Parts) -> None:
    first = li.create(PHOTO, send=PHOTO[:1_000_000])
    location = first.headers["Location"]
    assert first.headers["Upload-Offset"] == "1000000"
    assert li.head(location).headers["Upload-Offset"] == "1000000"
    assert "GMT" in li.head(location).headers["Upload-Expires"]
    assert li.patch(location, 1_000_000, PHOTO[1_000_000:1_000_001]).headers["Upload-Offset"] == "1000001"
    last = li.patch(location, 1_000_001, PHOTO[1_000_001:])
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, str(len(PHOTO)))
    assert stored(parts.objects, PHOTO) == PHOTO
    assert li.head(location).headers["Upload-Offset"] == str(len(PHOTO))
    assert li.patch(location, len(PHOTO), b"").status_code == 204
    work_off(parts)
    assert not parts.objects.exists(f"uploads/{location.rpartition('/')[2]}/0")
    assert (count(parts, UploadPart), spooled(parts)) == (0, [])


def test_the_same_content_twice_is_one_evidence_and_a_receipt_for_each(li: Tus, wang: Tus, parts: Parts) -> None:
    assert [who.whole(PHOTO).status_code for who in (li, li, wang)] == [201, 201, 201]
    location = wang.location(PHOTO)
    assert wang.patch(location, 0, PHOTO).status_code == 204
    assert (count(parts, Evidence), count(parts, EvidenceReceipt)) == (1, 2)


def test_other_bytes_than_declared_are_refused_kept_apart_and_audited(li: Tus, parts: Parts) -> None:
    location = li.location(PHOTO)
    other = PHOTO[:-1] + bytes([PHOTO[-1] ^ 1])
    answer = li.patch(location, 0, other)
    assert (answer.status_code, code(answer)) == (460, "evidence_hash_mismatch")
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    upload = location.rpartition("/")[2]
    assert b"".join(parts.objects.read(f"refused/{upload}")) == other
    with parts.db.read() as session:
        row = session.scalars(sa.select(AuditRow).where(col(AuditRow.target_id) == upload)).one()
    assert row.refused
    assert row.detail["found"] == sha256(other)
    assert li.head(location).status_code == 404
    assert (count(parts, Evidence), count(parts, Upload), spooled(parts)) == (0, 0, [])
    whole = li.create(PHOTO, send=other)
    assert (whole.status_code, count(parts, Evidence)) == (460, 0)


def test_a_wrong_offset_is_a_conflict_that_says_the_right_one(li: Tus) -> None:
    location = li.location(PHOTO)
    answer = li.patch(location, 5, PHOTO[5:])
    assert (answer.status_code, code(answer), answer.json()["offset"]) == (409, "upload_offset_conflict", 0)


MALFORMED: list[tuple[dict[str, str], int, str]] = [
    ({"Tus-Resumable": "0.2.2"}, 412, "tus_version_unsupported"),
    ({"Upload-Length": "many"}, 400, "upload_length_invalid"),
    ({"Upload-Length": "0"}, 400, "upload_length_invalid"),
    ({"Upload-Length": "-1"}, 400, "upload_length_invalid"),
    ({"Upload-Length": str(500 * 1024 * 1024 + 1)}, 413, "file_too_large"),
    ({"Upload-Metadata": ""}, 400, "upload_metadata_invalid"),
    ({"Upload-Metadata": "sha256 ???"}, 400, "upload_metadata_invalid"),
    ({"Upload-Metadata": "sha256 /w=="}, 400, "upload_metadata_invalid"),
    ({"Upload-Metadata": metadata(sha256="ab", type="image/jpeg")}, 400, "upload_metadata_invalid"),
    ({"Upload-Metadata": metadata(sha256="a" * 64)}, 400, "upload_metadata_invalid"),
    (
        {"Upload-Metadata": metadata(sha256="a" * 64, type="image/jpeg", inspection="x")},
        400,
        "upload_metadata_invalid",
    ),
]


def test_a_malformed_creation_is_refused(li: Tus) -> None:
    for changes, status, expected in MALFORMED:
        answer = li.create(PHOTO, **changes)
        assert (answer.status_code, code(answer)) == (status, expected), changes
        assert answer.headers["Tus-Resumable"] == "1.0.0"


def test_patch_needs_its_content_type_offset_and_measure(li: Tus) -> None:
    location = li.location(PHOTO)
    assert code(li.patch(location, 0, PHOTO, **{"Content-Type": "image/jpeg"})) == "upload_content_type"
    assert code(li.patch(location, 0, PHOTO, **{"Upload-Offset": "x"})) == "upload_offset_invalid"
    assert code(li.patch(location, 0, PHOTO + b"!")) == "upload_length_exceeded"
    assert code(li.patch(location, 0, PHOTO, **{"Tus-Resumable": "2.0.0"})) == "tus_version_unsupported"
    assert li.head(location).headers["Upload-Offset"] == "0"


def test_the_checksum_of_a_request_is_compared_before_anything_is_kept(li: Tus, parts: Parts) -> None:
    location, part = li.location(PHOTO), PHOTO[:70_000]
    right = base64.b64encode(hashlib.sha256(part).digest()).decode()
    wrong = base64.b64encode(hashlib.sha256(b"").digest()).decode()
    assert code(li.patch(location, 0, part, **{"Upload-Checksum": f"sha1 {right}"})) == "upload_checksum_invalid"
    assert code(li.patch(location, 0, part, **{"Upload-Checksum": "sha256 x"})) == "upload_checksum_invalid"
    refused = li.patch(location, 0, part, **{"Upload-Checksum": f"sha256 {wrong}"})
    assert (refused.status_code, li.head(location).headers["Upload-Offset"]) == (460, "0")
    assert li.patch(location, 0, part, **{"Upload-Checksum": f"sha256 {right}"}).status_code == 204


def test_an_upload_is_its_owners_alone(li: Tus, wang: Tus) -> None:
    location = li.location(PHOTO)
    assert wang.head(location).status_code == 404
    assert code(wang.patch(location, 0, PHOTO)) == "upload_not_found"
    assert wang.delete(location).status_code == 404
    assert code(li.patch(f"{UPLOADS}/nonsense", 0, PHOTO)) == "upload_not_found"
    assert wang.head(f"{UPLOADS}/{sha256(PHOTO)}").status_code == 404


def test_only_officers_send(client: TestClient[Litestar], city: City) -> None:
    assert client.post(UPLOADS, headers=creation(PHOTO)).status_code == 401
    assert Tus(client, city, "supervisor").create(PHOTO).status_code == 403


def test_an_upload_given_up_leaves_nothing(li: Tus, parts: Parts) -> None:
    location = li.create(PHOTO, send=PHOTO[:10]).headers["Location"]
    key = f"uploads/{location.rpartition('/')[2]}/0"
    assert parts.objects.exists(key)
    assert li.delete(location).status_code == 204
    assert li.head(location).status_code == 404
    work_off(parts)
    assert not parts.objects.exists(key)


def test_too_many_open_uploads_wait_and_expired_ones_are_swept(li: Tus, parts: Parts, clock: TestClock) -> None:
    locations = [li.location(os.urandom(9)) for _ in range(20)]
    key = f"uploads/{locations[0].rpartition('/')[2]}/0"
    li.patch(locations[0], 0, b"123")
    answer = li.create(PHOTO)
    assert (answer.status_code, code(answer)) == (429, "uploads_too_many")
    assert int(answer.headers["Retry-After"]) > 0
    assert li.whole(PHOTO).status_code == 201  # what comes whole is never under way
    clock.forward(hours=71)
    li.log_in()
    assert li.patch(locations[0], 3, b"4").status_code == 204  # this one goes on
    clock.forward(hours=2)
    work_off(parts)
    assert count(parts, Upload) == 1
    clock.forward(hours=72)
    work_off(parts)
    assert (count(parts, Upload), parts.objects.exists(key)) == (0, False)


def test_uploads_whose_content_has_arrived_do_not_count_as_open(li: Tus) -> None:
    for _ in range(20):
        li.location(PHOTO)
    assert li.whole(PHOTO).status_code == 201
    assert li.create(os.urandom(9)).status_code == 201


def test_a_disk_that_fills_while_bytes_arrive_is_told(li: Tus, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(os, "writev", full)
    answer = li.whole(PHOTO)
    assert (answer.status_code, code(answer), answer.headers["content-type"]) == (
        503,
        "storage_full",
        "application/problem+json",
    )
    assert spooled(parts) == []
    monkeypatch.undo()
    assert li.whole(PHOTO).status_code == 201


def test_a_full_disk_is_told_and_leaves_nothing_half_recorded(
    li: Tus, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    location = li.location(PHOTO)

    def full(*_: object) -> None:
        raise StorageFull

    monkeypatch.setattr(type(parts.objects), "put_file", full)
    for answer in (li.patch(location, 0, PHOTO), li.patch(location, 0, PHOTO[:10]), li.whole(PHOTO)):
        assert (answer.status_code, code(answer)) == (503, "storage_full")
    assert li.head(location).headers["Upload-Offset"] == "0"
    assert (count(parts, Evidence), count(parts, UploadPart), spooled(parts)) == (0, 0, [])
    monkeypatch.undo()
    assert li.patch(location, 0, PHOTO).status_code == 204


def test_creation_needs_the_content_type_of_its_bytes(li: Tus) -> None:
    answer = li.client.post(UPLOADS, headers=li.headers | creation(PHOTO), content=PHOTO)
    assert answer.status_code == 415
    assert OCTETS in answer.json()["detail"]
