"""Verifying one entry: whatever is sent, there is an entry or a refusal, and never a surprise."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.phone import Phone
from zhifa.ids import new_id
from zhifa.inspections.entry import DeviceKey, Entry, Refusal, Sender, digest, glimpse, kid_of, reread, verify

ACCOUNT, OFFICER, AGENCY, INSPECTION = new_id(), new_id(), new_id(), new_id()
PHONE = Phone()
KEY = PHONE.key.public_key()
SENDER = Sender(ACCOUNT, OFFICER, AGENCY, lambda id: DeviceKey(ACCOUNT, KEY) if id == PHONE.device else None)
START = PHONE.write(
    INSPECTION, "joined", {"officer": {"officer": str(OFFICER), "name": "李", "certificate": ""}, "via": "device"}
)
NOTE = PHONE.write(INSPECTION, "noted", {"text": "后厨整洁"})


def told(jws: str) -> Entry | Refusal:
    return verify(jws, SENDER, max_bytes=65_536)


def code(jws: str) -> str | None:
    answer = told(jws)
    return answer.code if isinstance(answer, Refusal) else None


def test_what_verifies_reads_back_the_same() -> None:
    entry = told(NOTE)
    assert isinstance(entry, Entry)
    assert reread(NOTE) == entry
    assert entry.sha256 == digest(NOTE)
    assert entry.claims.prev == digest(START)


@given(st.integers(0, len(NOTE) - 1), st.sampled_from("AZaz09-_.=+/ \n中"))
@settings(max_examples=60, deadline=None)
def test_no_other_writing_of_an_entry_passes(place: int, character: str) -> None:
    changed = NOTE[:place] + character + NOTE[place + 1 :]
    assert changed == NOTE or isinstance(told(changed), Refusal)
    glimpse(changed)
    kid_of(changed)


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_is_refused(text: str) -> None:
    assert isinstance(told(text), Refusal)
    assert glimpse(text) == {}


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
@settings(max_examples=40, deadline=None)
def test_any_signed_json_is_taken_or_refused(body: object) -> None:
    claims = {**PHONE.claims(new_id(), "noted", {}), "seq": 1, "prev": "A" * 43}
    for payload in (body, {**claims, "body": body}, {**claims, "pos": body}, {**claims, "at": body}):
        assert isinstance(told(signed(json.dumps(payload).encode())), Refusal)


@pytest.mark.parametrize("payload", [b"[" * 30_000, b"{", b"\xff", b'{"a":"\\ud800"}', b"1e999", b""])
def test_strange_payloads_are_refused(payload: bytes) -> None:
    assert isinstance(told(signed(payload)), Refusal)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"at": "2026-11-23T24:00:00Z"}, "claims_invalid"),
        ({"at": "2026-11-23 15:00:00Z"}, "claims_invalid"),
        ({"at": "2026-11-23T15:00:00"}, "claims_invalid"),
        ({"at": "2026-02-29T15:00:00Z"}, "claims_invalid"),
        ({"jti": str(new_id()).upper()}, "claims_invalid"),
        ({"seq": -1}, "claims_invalid"),
        ({"seq": 1, "prev": None}, "claims_invalid"),
        ({"seq": True}, "claims_invalid"),
        ({"pos": None}, "claims_invalid"),
        ({"pos_error": "denied"}, "claims_invalid"),
        ({"pos": None, "pos_error": "denied"}, None),
        ({"exp": 1}, "claims_invalid"),
        ({"kind": "opened"}, "body_invalid"),
        ({"kind": "other"}, "kind_unknown"),
        ({"seq": 0, "prev": None}, "chain_start_invalid"),
        ({"body": {"text": ""}}, "body_invalid"),
        ({"body": {"text": "a\0"}}, "body_invalid"),
    ],
)
def test_claims(changes: dict[str, object], expected: str | None) -> None:
    claims = {**PHONE.claims(new_id(), "noted", {"text": "x"}), "seq": 1, "prev": "A" * 43, **changes}
    assert code(PHONE.sign(claims)) == expected


def signed(payload: bytes) -> str:
    """Any payload under a good signature."""
    from jwt import api_jws

    headers = {"typ": "field-entry+jwt", "kid": str(PHONE.device)}
    made = api_jws.PyJWS().encode(payload, PHONE.key, algorithm="ES256", headers=headers)
    assert base64.urlsafe_b64decode(made.split(".")[1] + "==")[: len(payload)] == payload
    return made
