"""Who may see which evidence, and how it is handed out."""

from litestar import Litestar
from litestar.testing import TestClient

from tests.evidence.tus import Tus, sha256
from tests.support import bodies
from tests.support.city import City
from tests.support.door import fates, send
from tests.support.phone import Phone
from zhifa.ids import new_id

Client = TestClient[Litestar]
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


def attach(client: Client, city: City, name: str, content: bytes) -> None:
    """An inspection by this officer that names the content."""
    phone, inspection = Phone().register(city, name), new_id()
    entries = [
        phone.write(inspection, "opened", bodies.opened(city, name)),
        phone.write(inspection, "attached", bodies.attached(sha256(content))),
    ]
    assert fates(send(client, city.headers(name), entries)) == ["applied"] * 2


def sees(client: Client, city: City, name: str, content: bytes) -> bool:
    answer = client.head(f"/api/evidence/{sha256(content)}", headers=city.headers(name))
    assert answer.status_code in {200, 404}
    return answer.status_code == 200


def test_what_was_handed_in_is_seen_by_its_officer_and_along_the_line_of_supervision(
    client: Client, city: City, li: Tus
) -> None:
    assert not sees(client, city, "li", PHOTO)
    assert li.whole(PHOTO).status_code == 201
    everyone = ("li", "wang", "zhao", "supervisor", "supervisor_ruicheng", "overseer", "overseer_yanhu", "assistant")
    assert [name for name in everyone if sees(client, city, name, PHOTO)] == ["li"]
    attach(client, city, "li", PHOTO)
    assert [name for name in everyone if sees(client, city, name, PHOTO)] == [
        "li",
        "supervisor",
        "overseer",
        "overseer_yanhu",
    ]


def test_to_know_a_hash_opens_nothing(client: Client, city: City, li: Tus) -> None:
    assert li.whole(PHOTO).status_code == 201
    attach(client, city, "zhao", PHOTO)  # names the hash, has never handed in the bytes
    for name in ("zhao", "supervisor_ruicheng"):
        assert not sees(client, city, name, PHOTO)
        for what in ("original", "preview", "thumbnail"):
            answer = client.get(f"/api/evidence/{sha256(PHOTO)}/{what}", headers=city.headers(name))
            assert (answer.status_code, answer.json()["code"]) == (404, "evidence_not_found")


def test_status_names_only_what_this_account_has_handed_in(client: Client, city: City, li: Tus, wang: Tus) -> None:
    other = PHOTO + b"!"
    li.whole(PHOTO)
    wang.whole(other)
    asked = {"sha256": [sha256(other), sha256(PHOTO), "0" * 64]}
    answer = client.post("/api/evidence/status", json=asked, headers=li.headers)
    assert answer.json() == {"present": [sha256(PHOTO)]}
    for bad in ({"sha256": ["0" * 64] * 201}, {"sha256": ["XYZ"]}):
        assert client.post("/api/evidence/status", json=bad, headers=li.headers).status_code == 400


def test_the_original_comes_back_byte_for_byte_and_confined(client: Client, li: Tus) -> None:
    li.whole(PHOTO)
    answer = client.get(f"/api/evidence/{sha256(PHOTO)}/original", headers=li.headers)
    assert (answer.status_code, answer.content) == (200, PHOTO)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-length"] == str(len(PHOTO))
    name = f"evidence-{sha256(PHOTO)[:16]}.jpg"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_ranges(client: Client, li: Tus) -> None:
    li.whole(PHOTO)
    end = len(PHOTO)
    for asked, span in (
        ("bytes=0-0", (0, 1)),
        ("bytes=100-", (100, end)),
        ("bytes=-7", (end - 7, end)),
        ("bytes=5-999999", (5, end)),
    ):
        answer = client.get(f"/api/evidence/{sha256(PHOTO)}/original", headers=li.headers | {"Range": asked})
        assert (answer.status_code, answer.content) == (206, PHOTO[span[0] : span[1]])
        assert answer.headers["content-range"] == f"bytes {span[0]}-{span[1] - 1}/{end}"
    for asked in ("bytes=0-1,4-5", "lines=1-2"):
        answer = client.get(f"/api/evidence/{sha256(PHOTO)}/original", headers=li.headers | {"Range": asked})
        assert (answer.status_code, answer.content) == (200, PHOTO)


def test_a_range_beyond_the_end_is_told_the_size(client: Client, li: Tus) -> None:
    li.whole(PHOTO)
    for asked in (f"bytes={len(PHOTO)}-", "bytes=9-5", "bytes=-0"):
        answer = client.get(f"/api/evidence/{sha256(PHOTO)}/original", headers=li.headers | {"Range": asked})
        assert (answer.status_code, answer.json()["code"]) == (416, "range_unsatisfiable")
        assert answer.headers["content-range"] == f"bytes */{len(PHOTO)}"
