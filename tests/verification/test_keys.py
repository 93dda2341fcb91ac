"""The server's keys in rotation: whose tokens are read, and whose no longer."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from zhifa.cli import main
from zhifa.errors import Unauthenticated
from zhifa.identity.keyring import KeyNotInRotation, KeyRing, LastKey
from zhifa.identity.tokens import AccessClaims, TokenKey
from zhifa.ids import new_id

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
LIFE = timedelta(minutes=15)


def claims() -> AccessClaims:
    return AccessClaims(new_id(), new_id())


def test_two_keys_in_rotation_and_one_retired(tmp_path: Path) -> None:
    tokens = TokenKey.load_or_make(tmp_path)
    first, said = tokens.ring.signing(), claims()
    old = tokens.issue(said, at=AT, life=LIFE)
    tokens.ring.rotate(datetime.now(UTC))
    new = tokens.issue(said, at=AT, life=LIFE)
    assert tokens.read(old, at=AT) == tokens.read(new, at=AT) == said
    tokens.ring.retire(first.kid)
    assert tokens.read(new, at=AT) == said
    with pytest.raises(Unauthenticated):
        tokens.read(old, at=AT)


def test_another_process_knows_at_once(tmp_path: Path) -> None:
    one, other = TokenKey.load_or_make(tmp_path), TokenKey.load_or_make(tmp_path)
    first = one.ring.signing()
    one.ring.rotate(datetime.now(UTC))
    assert other.ring.signing().kid == one.ring.signing().kid != first.kid
    token = one.issue(claims(), at=AT, life=LIFE)
    other.read(token, at=AT)
    other.ring.retire(first.kid)
    assert one.ring.find(first.kid) is None


def test_the_signing_key_stays(tmp_path: Path) -> None:
    ring = KeyRing.load_or_make(tmp_path)
    with pytest.raises(LastKey):
        ring.retire(ring.signing().kid)
    with pytest.raises(KeyNotInRotation):
        ring.retire("nobody")
    assert len(ring.in_rotation()) == 1


def test_private_halves_are_the_owners_and_go_with_retirement(tmp_path: Path) -> None:
    ring = KeyRing.load_or_make(tmp_path)
    first = ring.signing()
    ring.rotate(datetime.now(UTC))
    ring.retire(first.kid)
    for path in (tmp_path / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert first.kid not in path.name or "PRIVATE" not in path.read_text()
    assert [key.state for key in ring.listed()] == ["retired", "signing"]


def test_an_operator_lists_rotates_and_retires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIFA_DATA_DIR", str(tmp_path))
    main(["keys", "rotate"])
    main(["keys", "list"])
    first = KeyRing.load_or_make(tmp_path).in_rotation()[0].kid
    assert f"{first}  " in capsys.readouterr().out
    main(["keys", "retire", first])
    with pytest.raises(SystemExit, match="rotate` first"):
        main(["keys", "retire", KeyRing.load_or_make(tmp_path).signing().kid])


def test_jwks_publishes_public_halves_only(client: TestClient[Litestar], city: City) -> None:
    ring = city.parts.token_key.ring
    ring.rotate(datetime.now(UTC))
    answer = client.get("/.well-known/jwks.json")
    assert [key["kid"] for key in answer.json()["keys"]] == [key.kid for key in ring.in_rotation()]
    assert all(set(key) == {"kty", "crv", "x", "y", "kid", "alg", "use"} for key in answer.json()["keys"])
