"""Previews: what is made of which picture, and what is said where none can be made."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from PIL import Image

from tests.evidence.tus import Tus, sha256
from tests.support import photos
from zhifa.app import Parts
from zhifa.evidence.decoding import DECODER
from zhifa.evidence.models import Evidence
from zhifa.jobs import run_due
from zhifa.settings import Settings
from zhifa.worker import handlers

Client = TestClient[Litestar]
LIMIT = Settings().image_max_pixels


def settle(parts: Parts, content: bytes) -> Evidence:
    """Runs the jobs, then the row."""
    while run_due(parts.db, handlers(parts), clock=parts.clock):
        pass
    with parts.db.read() as session:
        return session.get_one(Evidence, sha256(content))


def picture(client: Client, who: Tus, content: bytes, name: str) -> Image.Image:
    answer = client.get(f"/api/evidence/{sha256(content)}/{name}", headers=who.headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.headers["cache-control"] == "private, no-store"
    return Image.open(io.BytesIO(answer.content))


def test_a_photo_lying_on_its_side_is_shown_upright_and_tells_nothing_more(
    client: Client, parts: Parts, li: Tus
) -> None:
    content = photos.photo("photo", 3, 3_000_000, orientation=6, gps=True)
    li.whole(content)
    url = f"/api/evidence/{sha256(content)}/preview"
    waiting = client.get(url, headers=li.headers)
    assert (waiting.status_code, waiting.json()["code"]) == (409, "derivative_pending")
    evidence = settle(parts, content)
    assert (evidence.derivative, evidence.width, evidence.height) == ("ready", 3000, 4000)
    assert evidence.exif_captured_at == photos.CAPTURED
    preview, thumbnail = (picture(client, li, content, name) for name in ("preview", "thumbnail"))
    assert (preview.size, thumbnail.size) == ((1200, 1600), (240, 320))
    assert not preview.getexif()
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(preview.info)
    assert b"".join(parts.objects.read(f"evidence/{sha256(content)}")) == content


def test_what_cannot_be_shown_says_why_and_is_kept(client: Client, parts: Parts, li: Tus) -> None:
    told: dict[str, Callable[[], bytes]] = {
        "image_too_large": photos.bomb,
        "image_truncated": photos.truncated,
        "not_an_image": photos.words,
    }
    for reason, make in told.items():
        content = make()
        assert li.whole(content).status_code == 201
        evidence = settle(parts, content)
        assert (evidence.derivative, evidence.derivative_reason) == ("impossible", reason)
        answer = client.get(f"/api/evidence/{sha256(content)}/thumbnail", headers=li.headers)
        assert (answer.status_code, answer.json()["code"]) == (422, "derivative_impossible")
        assert answer.json()["reason"] == reason
        assert client.get(f"/api/evidence/{sha256(content)}/original", headers=li.headers).content == content


def test_sound_film_and_documents_have_none(parts: Parts, li: Tus) -> None:
    for head in (b"%PDF-1.7\n", b"\x00\x00\x00\x18ftypisom", b"ID3\x04"):
        li.whole(head + bytes(100), kind="image/jpeg")
        assert settle(parts, head + bytes(100)).derivative == "none"


@pytest.mark.parametrize(
    ("make", "kind", "size"),
    [
        (photos.heic, "image/heic", (640, 480)),
        (photos.png, "image/png", (640, 480)),
        (lambda: photos.photo("large"), "image/jpeg", (7300, 5480)),
    ],
    ids=["heic", "png", "forty-megapixels"],
)
def test_kinds(make: Callable[[], bytes], kind: str, size: tuple[int, int], tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "source").write_bytes(make())
    outcome = DECODER.run(folder / "source", kind, folder, LIMIT)
    assert (outcome.state, outcome.width, outcome.height) == ("ready", *size)
    with Image.open(folder / "thumbnail") as thumbnail:
        assert max(thumbnail.size) == 320


def test_damaged_bytes_of_every_kind_are_an_outcome(tmp_path: Path) -> None:
    folder = tmp_path
    for kind, content in (("image/png", photos.png()), ("image/heic", photos.heic()), ("image/jpeg", b"\xff\xd8\xff")):
        (folder / "source").write_bytes(content[: len(content) // 2])
        assert DECODER.run(folder / "source", kind, folder, LIMIT).reason == "image_truncated"
