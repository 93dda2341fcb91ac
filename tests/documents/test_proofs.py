"""The proof of a visit: it holds by our key alone, and nothing in it can be changed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col, select

from tests.support.city import City
from tests.support.phone import Phone
from tests.support.reviewing import Visit, hand_in, sent_visit
from tests.support.visits import person_claim
from zhifa import cli
from zhifa.app import Parts
from zhifa.clock import now
from zhifa.documents.proofs import Proof, verify
from zhifa.identity.models import AuditRow

Client = TestClient[Litestar]


@pytest.fixture
def visit(client: Client, city: City) -> Visit:
    """From two phones, with a file that came and one that did not."""
    made = sent_visit(client, city, photos=2)
    hand_in(city, "li", "00" * 32)
    other = Phone().register(city, "wang")
    joined = other.write(made.id, "joined", {"officer": person_claim(city["wang"]), "via": "device"})
    body = {"sent_at": city.parts.clock().isoformat(), "entries": [joined]}
    client.post("/api/sync/entries", json=body, headers=city.headers("wang"))
    return made


def proof_of(visit: Visit, who: str = "supervisor") -> Proof:
    return msgspec.convert(visit.read(who, "/proof"), Proof)


def problems(proof: Proof, parts: Parts) -> list[str]:
    return list(verify(proof, parts.token_key.ring.public_jwk).problems)


def test_a_proof_holds_by_our_key_alone(city: City, parts: Parts, visit: Visit) -> None:
    proof = proof_of(visit)
    verdict = verify(proof, {proof.key["kid"]: proof.key}.get)
    assert verdict.problems == []
    statement = verdict.statement
    assert statement is not None
    assert (statement.sub, statement.demo) == (visit.id, False)
    assert {device.holder for device in statement.devices} == {"li同志", "wang同志"}
    assert set(visit.entries) < set(proof.entries)
    assert [file.received_at is not None for file in statement.files] == [True, False]
    assert all(entry.received_at is not None for entry in statement.entries)
    assert problems(proof_of(visit, "li"), parts) == [], "the officer may take it out, too"
    keys = visit.client.get("/.well-known/jwks.json").json()["keys"]
    assert proof.key in keys, "a stranger finds the key"


def test_what_a_retired_key_signed_can_still_be_looked_at(parts: Parts, visit: Visit) -> None:
    proof, ring = proof_of(visit), parts.token_key.ring
    ring.rotate(now())
    ring.retire(proof.key["kid"])
    assert ring.find(proof.key["kid"]) is None
    assert problems(proof, parts) == []


Change = Callable[[Proof, Parts], None]


def left_out(proof: Proof, _parts: Parts) -> None:
    del proof.entries[5]


def added(proof: Proof, _parts: Parts) -> None:
    proof.entries.append(proof.entries[0][:-2] + "AA")


def twice(proof: Proof, _parts: Parts) -> None:
    proof.entries.append(proof.entries[0])


def restated(proof: Proof, _parts: Parts) -> None:
    head, _, signature = proof.statement.split(".")
    claims = {**_claims(proof), "agency": "另一个单位"}
    proof.statement = f"{head}.{jwt.utils.base64url_encode(json.dumps(claims).encode()).decode()}.{signature}"


def by_another_key(proof: Proof, _parts: Parts) -> None:
    stranger = Phone().key
    proof.statement = jwt.encode(_claims(proof), stranger, "ES256", headers={"typ": "visit-proof+jwt", "kid": "mine"})
    proof.key = {**json.loads(jwt.algorithms.ECAlgorithm.to_jwk(stranger.public_key())), "kid": "mine"}


def of_another_kind(proof: Proof, parts: Parts) -> None:
    key = parts.token_key.ring.signing()
    proof.statement = jwt.encode(_claims(proof), key.private, "ES256", headers={"typ": "access+jwt", "kid": key.kid})


def unreadable(proof: Proof, _parts: Parts) -> None:
    proof.statement = "rubbish"


@pytest.mark.parametrize("change", [left_out, added, twice, restated, by_another_key, of_another_kind, unreadable])
def test_nothing_in_it_can_be_changed(parts: Parts, visit: Visit, change: Change) -> None:
    proof = proof_of(visit)
    change(proof, parts)
    assert problems(proof, parts) != []


def says(**changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda claims: claims.update(changes)


def other_key(claims: dict[str, Any]) -> None:
    claims["devices"][0]["key"] = claims["devices"][1]["key"]


def moved(claims: dict[str, Any]) -> None:
    claims["entries"][3], claims["entries"][4] = claims["entries"][4], claims["entries"][3]


@pytest.mark.parametrize(
    "lie", [says(sub="01a05a43-fc00-7839-ae6c-de178d23b6e9"), says(files=[]), says(devices=[]), other_key, moved]
)
def test_a_statement_of_ours_that_does_not_fit_the_entries_is_found_out(
    parts: Parts, visit: Visit, lie: Callable[[dict[str, Any]], None]
) -> None:
    """As if we had been made to sign it: the phones' signatures say otherwise."""
    proof, key = proof_of(visit), parts.token_key.ring.signing()
    claims = _claims(proof)
    lie(claims)
    proof.statement = jwt.encode(claims, key.private, "ES256", headers={"typ": "visit-proof+jwt", "kid": key.kid})
    assert problems(proof, parts) != []


def test_who_takes_it_out_is_written_down_and_must_see_the_record(
    client: Client, city: City, parts: Parts, visit: Visit
) -> None:
    for who in ("zhao", "supervisor_ruicheng"):
        answer = client.get(f"/api/inspections/{visit.id}/proof", headers=city.headers(who))
        assert (answer.status_code, answer.json()["code"]) == (404, "inspection_not_found")
    proof_of(visit)
    with parts.db.read() as session:
        (row,) = session.exec(select(AuditRow).where(col(AuditRow.action) == "inspection_proof"))
    assert (row.account_id, row.target_id) == (city["supervisor"].account, str(visit.id))


def test_it_is_checked_from_a_shell(
    parts: Parts, visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIFA_DATA_DIR", str(parts.settings.data_dir))
    file, keys, folder = tmp_path / "proof.json", tmp_path / "jwks.json", tmp_path / "files"
    file.write_bytes(msgspec.json.encode(proof_of(visit)))
    keys.write_bytes(visit.client.get("/.well-known/jwks.json").content)
    cli.main(["inspections", "verify", str(file)])
    cli.main(["inspections", "verify", str(file), "--keys", str(keys)])
    assert f"visit  {visit.id} of 盐湖区市场监督管理局" in capsys.readouterr().out
    folder.mkdir()
    (folder / "photo.jpg").write_bytes(b"another picture")
    with pytest.raises(SystemExit):
        cli.main(["inspections", "verify", str(file), "--files", str(folder)])
    told = capsys.readouterr().out
    assert "WRONG  photo.jpg is no file of this visit" in told
    assert f"WRONG  file {'00' * 32} is not in the folder" in told
    keys.write_text('{"keys": []}')
    for arguments in ([str(file), "--keys", str(keys)], [str(keys)], [str(tmp_path / "absent")]):
        with pytest.raises(SystemExit):
            cli.main(["inspections", "verify", *arguments])


def _claims(proof: Proof) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(proof.statement, options={"verify_signature": False})
    return claims
