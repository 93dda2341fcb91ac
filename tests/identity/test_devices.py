"""A phone's key: which are taken, whose it is, and how it is revoked."""

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from tests.conftest import TestClock
from tests.identity.visitor import Visitor, audited
from tests.support.city import City
from tests.support.phone import Phone, thumbprint
from zhifa.app import Parts
from zhifa.identity import keys
from zhifa.identity.schemas import PublicJwk


def _register(client: TestClient[Litestar], headers: dict[str, str], jwk: dict[str, Any]) -> Any:
    return client.post("/api/devices", json={"public_jwk": jwk, "name": "华为 Mate"}, headers=headers)


def test_the_same_key_is_the_same_device(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    phone, headers = Phone(), city.headers("li")
    first = _register(client, headers, phone.public_jwk)
    again = _register(client, headers, {**phone.public_jwk, "ext": True, "key_ops": ["verify"]})
    assert (first.status_code, again.json()) == (201, first.json())
    assert first.json()["thumbprint"] == thumbprint(phone.public_jwk)
    assert first.json()["account_name"] == "li同志"
    assert len(audited(parts, "device_register")) == 1


def test_two_phones_of_one_officer_are_two_devices(client: TestClient[Litestar], city: City) -> None:
    headers = city.headers("li")
    ids = {_register(client, headers, Phone().public_jwk).json()["id"] for _ in range(2)}
    assert len(ids) == 2
    assert {row["id"] for row in client.get("/api/devices", headers=headers).json()["items"]} == ids


def test_a_key_registered_at_once_from_two_tabs_is_one_device(client: TestClient[Litestar], city: City) -> None:
    headers = city.headers("li")
    with ThreadPoolExecutor(8) as pool:
        for phone in (Phone() for _ in range(25)):
            answers = list(pool.map(lambda _n, jwk=phone.public_jwk: _register(client, headers, jwk), range(8)))
            assert len({answer.json()["id"] for answer in answers}) == 1


def test_another_persons_key_is_refused(client: TestClient[Litestar], city: City) -> None:
    phone = Phone()
    _register(client, city.headers("li"), phone.public_jwk)
    refused = _register(client, city.headers("wang"), phone.public_jwk)
    assert (refused.status_code, refused.json()["code"]) == (409, "device_key_taken")


def test_a_registered_device_belongs_to_the_login(client: TestClient[Litestar], city: City) -> None:
    visitor = Visitor(client)
    assert visitor.log_in("li").json()["device_id"] is None
    device = _register(client, {"Authorization": f"Bearer {visitor.access}"}, Phone().public_jwk).json()
    assert visitor.refresh().json()["device_id"] == device["id"]


def _private(jwk: dict[str, str]) -> dict[str, str]:
    return {**jwk, "d": base64.urlsafe_b64encode(b"\1" * 32).decode().rstrip("=")}


def _p384(_jwk: dict[str, str]) -> dict[str, str]:
    made: dict[str, str] = json.loads(
        jwt.algorithms.ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP384R1()).public_key())
    )
    return made


BAD: dict[str, Callable[[dict[str, str]], dict[str, Any]]] = {
    "a private key": _private,
    "another curve": _p384,
    "another curve under P-256's name": lambda jwk: {**_p384(jwk), "crv": "P-256"},
    "no point of the curve": lambda jwk: {**jwk, "x": jwk["y"]},
    "the origin": lambda jwk: {**jwk, "x": "A" * 43, "y": "A" * 43},
    "padding": lambda jwk: {**jwk, "x": jwk["x"] + "="},
    "plain base64": lambda jwk: {**jwk, "x": "+" + jwk["x"][1:]},
    "too short": lambda jwk: {**jwk, "x": jwk["x"][:-2]},
    "an RSA key": lambda jwk: {**jwk, "kty": "RSA"},
    "letters that are none": lambda jwk: {**jwk, "x": "密" * 43},
}


@pytest.mark.parametrize("spoil", BAD.values(), ids=BAD.keys())
def test_keys_that_are_none_are_refused(
    client: TestClient[Litestar], city: City, spoil: Callable[[dict[str, str]], dict[str, Any]]
) -> None:
    refused = _register(client, city.headers("li"), spoil(Phone().public_jwk))
    assert (refused.status_code, refused.json()["code"]) == (400, "device_key_invalid")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=50), st.text(max_size=50))
def test_any_text_is_a_key_or_a_refusal(x: str, y: str) -> None:
    with pytest.raises(keys.DeviceKeyInvalid):
        keys.canonical(PublicJwk("EC", "P-256", x, y))


@settings(max_examples=50, deadline=None)
@given(st.integers(min_value=1, max_value=2**255))
def test_every_point_of_the_curve_is_taken_and_has_one_spelling(secret: int) -> None:
    phone = Phone(key=ec.derive_private_key(secret, ec.SECP256R1()))
    jwk = keys.canonical(PublicJwk(**phone.public_jwk))
    assert keys.thumbprint(jwk) == thumbprint(phone.public_jwk)
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".index(jwk["x"][-1])
    other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[last ^ 1]
    with pytest.raises(keys.DeviceKeyInvalid):
        keys.canonical(PublicJwk("EC", "P-256", jwk["x"][:-1] + other, jwk["y"]))


def test_a_revocation_is_kept_with_both_times(
    client: TestClient[Litestar], city: City, clock: TestClock, parts: Parts
) -> None:
    device = _register(client, city.headers("li"), Phone().public_jwk).json()
    clock.forward(hours=1)
    supervisor = city.headers("supervisor")
    revoked = client.post(f"/api/devices/{device['id']}/revocation", json={"reason": " 遗失 "}, headers=supervisor)
    assert revoked.status_code == 200
    assert revoked.json() == {**device, "revoked_at": "2026-11-23T03:00:00Z", "revoke_reason": "遗失"}
    (row,) = audited(parts, "device_revoke")
    assert row.account_id == city["supervisor"].account
    assert row.detail["registered_at"].startswith("2026-11-23T02:00")
    assert row.detail["revoked_at"].startswith("2026-11-23T03:00")
    again = client.post(f"/api/devices/{device['id']}/revocation", json={"reason": "again"}, headers=supervisor)
    assert (again.status_code, again.json()["code"]) == (409, "device_already_revoked")
    assert again.json()["revoke_reason"] == "遗失"


def test_a_revoked_key_registered_again_stays_revoked(client: TestClient[Litestar], city: City) -> None:
    phone = Phone().register(city, "li")
    client.post(f"/api/devices/{phone.device}/revocation", json={"reason": "遗失"}, headers=city.headers("supervisor"))
    again = _register(client, city.headers("li"), phone.public_jwk).json()
    assert again["id"] == str(phone.device)
    assert again["revoked_at"] is not None


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("li", {"li"}),
        ("wang", {"wang"}),
        ("supervisor", {"li", "wang"}),
        ("supervisor_ruicheng", {"zhao"}),
        ("overseer", {"li", "wang", "zhao"}),
        ("overseer_yanhu", {"li", "wang"}),
        ("administrator", {"li", "wang", "zhao"}),
    ],
)
def test_devices_are_seen_within_the_scope(client: TestClient[Litestar], city: City, who: str, sees: set[str]) -> None:
    phones = {name: Phone().register(city, name) for name in ("li", "wang", "zhao")}
    items = client.get("/api/devices", headers=city.headers(who)).json()["items"]
    assert {item["id"] for item in items} == {str(phones[name].device) for name in sees}
    if who in {"li", "wang"}:
        return
    for name, phone in phones.items():
        answer = client.post(
            f"/api/devices/{phone.device}/revocation", json={"reason": "检查"}, headers=city.headers(who)
        )
        assert answer.status_code == (200 if name in sees else 404)
        assert answer.json().get("code") == (None if name in sees else "device_not_found")


def test_a_blank_reason_is_none(client: TestClient[Litestar], city: City) -> None:
    phone = Phone().register(city, "li")
    answer = client.post(
        f"/api/devices/{phone.device}/revocation", json={"reason": "  "}, headers=city.headers("supervisor")
    )
    assert answer.status_code == 400


def test_pages_of_devices_show_each_once(client: TestClient[Litestar], city: City) -> None:
    phones = {str(Phone().register(city, "li").device) for _ in range(5)}
    headers, cursor, seen = city.headers("supervisor"), "", []
    while True:
        page = client.get(
            f"/api/devices?limit=2&q=li&cursor={cursor}" if cursor else "/api/devices?limit=2&q=li", headers=headers
        ).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(seen, reverse=True) == seen
    assert set(seen) == phones
    account = city["wang"].account
    assert client.get(f"/api/devices?account={account}", headers=headers).json()["items"] == []
    assert client.get("/api/devices?cursor=nonsense", headers=headers).json()["code"] == "cursor_invalid"
