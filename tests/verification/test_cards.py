"""The sheet of cards, and the pack by which phones verify each other without signal."""

import hashlib

from litestar import Litestar
from litestar.testing import TestClient

from tests.conftest import TestClock
from tests.support.city import City
from tests.support.phone import Phone
from tests.verification.presenting import print_card, record, revoke
from zhifa.identity.keys import short_id, thumbprint

Client = TestClient[Litestar]


def test_a_sheet_of_cards(client: Client, city: City) -> None:
    print_card(city, "li")
    numbers = f"{city['li'].certificate},{city['wang'].certificate}"
    answer = client.get("/api/credentials/cards.pdf", params={"numbers": numbers}, headers=city.headers("registrar"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfaid" in answer.content


def test_cards_out_of_scope_are_not_found(client: Client, city: City) -> None:
    path = "/api/credentials/cards.pdf"
    foreign = client.get(path, params={"numbers": city["zhao"].certificate}, headers=city.headers("supervisor"))
    assert (foreign.status_code, foreign.json()["code"]) == (404, "cards_not_found")
    many = client.get(path, params={"numbers": ",".join(map(str, range(81)))}, headers=city.headers("registrar"))
    assert (many.status_code, many.json()["code"]) == (400, "too_many_cards")


def test_the_officers_pack_verifies_without_signal(client: Client, city: City, clock: TestClock) -> None:
    phone, foreign = Phone().register(city, "wang"), Phone().register(city, "zhao")
    revoke(city, phone)
    record(city, "wang", "suspended")
    headers = city.headers("li")
    packs = {pack["name"]: pack for pack in client.get("/api/packs", headers=headers).json()["packs"]}
    pack = client.get(f"/api/packs/{packs['officers']['sha256']}", headers=headers).json()
    (device,) = pack["devices"]
    assert device["short_id"] == short_id(thumbprint(phone.public_jwk))
    assert device["public_jwk"] == phone.public_jwk
    assert (device["officer_id"], device["revoked_at"]) == (str(city["wang"].officer), "2026-11-23T02:00:00Z")
    assert short_id(thumbprint(foreign.public_jwk)) != device["short_id"]
    held = {officer["name"]: officer["certificates"][0]["intervals"] for officer in pack["officers"]}
    assert [span["status"] for span in held["wang同志"]] == ["pending", "valid", "suspended"]
    assert held["li同志"][-1]["status"] == "expired"


def test_the_short_id_is_the_beginning_of_the_thumbprint() -> None:
    """RFC 7638 §3.1's example has another key type; the first 8 bytes of any hash are 11 characters."""
    print_of = hashlib.sha256(b"x").digest()
    import base64

    whole = base64.urlsafe_b64encode(print_of).decode().rstrip("=")
    assert len(short_id(whole)) == 11
    assert base64.urlsafe_b64decode(short_id(whole) + "=") == print_of[:8]
