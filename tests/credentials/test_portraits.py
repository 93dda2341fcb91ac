"""Portraits: the original kept, a small JPEG shown, and only after a second person has looked at it."""

import hashlib
import io

import pytest
from PIL import Image

from tests.support.desk import Desk
from zhifa.credentials.portraits import object_key


def picture(width: int = 900, height: int = 1200, form: str = "JPEG", orientation: int = 1) -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112], exif[0x010F] = orientation, "Yuncheng Optics"
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, form, exif=exif)
    return out.getvalue()


def test_a_portrait_is_shown_once_another_registrar_has_approved_it(desk: Desk) -> None:
    path, content = f"/api/credentials/{desk.city['li'].certificate}/portrait", picture(orientation=6)
    proposed = desk.client.put(path, content=content, headers=desk.enterer)
    assert proposed.status_code == 201, proposed.text
    assert desk.client.get(path, headers=desk.enterer).json()["code"] == "portrait_missing"
    waiting = f"/api/credential-changes/{proposed.json()['id']}/portrait"
    assert desk.client.get(waiting, headers=desk.approver).headers["content-type"] == "image/jpeg"
    desk.done(proposed)
    answer = desk.client.get(path, headers=desk.city.headers("li"))
    assert answer.headers["cache-control"] == "private, no-store"
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (480, 360)), "upright, 480 pixels"
        assert not shown.getexif()
    kept = b"".join(desk.city.parts.objects.read(object_key(hashlib.sha256(content).hexdigest())))
    assert kept == content
    assert desk.get(f"/api/credentials/{desk.city['li'].certificate}")["row"]["photo"]


def test_an_officer_sees_their_own_only(desk: Desk) -> None:
    path = f"/api/credentials/{desk.city['li'].certificate}/portrait"
    desk.done(desk.client.put(path, content=picture(form="PNG"), headers=desk.enterer))
    statuses = {who: desk.client.get(path, headers=desk.city.headers(who)).status_code for who in desk.city.people}
    assert {who for who, status in statuses.items() if status == 200} == {
        "li", "supervisor", "overseer", "overseer_yanhu", "registrar", "second", "administrator",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (picture(150, 400), "portrait_too_small"),
        (picture()[:2000], "portrait_unreadable"),
        (b"", "portrait_unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "portrait_unreadable"),
        (picture(form="WEBP"), "portrait_unreadable"),
    ],
)
def test_what_shows_no_face_is_refused(desk: Desk, content: bytes, code: str) -> None:
    path = f"/api/credentials/{desk.city['li'].certificate}/portrait"
    answer = desk.client.put(path, content=content, headers=desk.enterer)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_small_file_that_unfolds_to_too_many_pixels_is_refused(desk: Desk) -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    path = f"/api/credentials/{desk.city['li'].certificate}/portrait"
    answer = desk.client.put(path, content=out.getvalue(), headers=desk.enterer)
    assert answer.json()["code"] == "portrait_unreadable"
