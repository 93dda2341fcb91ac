"""Who sends too often does a little work for one more, or waits; nobody else is asked for anything."""

import re
from itertools import count
from typing import Any

from tests.conftest import TestClock
from tests.feedback.counter import Client, complain, rate, shown
from tests.support.city import City
from zhifa.app import Parts
from zhifa.feedback.counter import FIRST_BITS, MOST_PROOFS
from zhifa.feedback.proofs import GOOD_FOR, Proofs, zero_bits

ABOUT = "127.0.0.1 /i/x/rating"


def worked(text: str, bits: int) -> str:
    return next(answer for number in count() if zero_bits(answer := f"{text}:{number}") >= bits)


def proof_on(page: str) -> str:
    """The work that a page asks for, done."""
    found = re.search(r'data-challenge="([^"]+)" data-bits="(\d+)"', page)
    assert found is not None, page
    return worked(found[1], int(found[2]))


def test_a_proof_is_for_one_sending_of_one_page_and_for_a_while(clock: TestClock) -> None:
    proofs = Proofs(b"key")
    asked = proofs.challenge(ABOUT, 8, clock())
    right = worked(asked.text, 8)
    assert not proofs.takes(right, "127.0.0.2 /i/x/rating", 8, clock()), "another's address"
    assert not proofs.takes(right, ABOUT, 9, clock()), "by now it must be harder"
    assert not Proofs(b"other").takes(right, ABOUT, 8, clock()), "not sealed by this installation"
    for wrong in ("", ":", f"{asked.text}:", f"{asked.text}:-1", f"{asked.text}:x", "a.b.c.d:1", "0" * 400):
        assert not proofs.takes(wrong, ABOUT, 8, clock()), wrong
    late = proofs.challenge(ABOUT, 8, clock())
    answer = worked(late.text, 8)
    assert proofs.takes(right, ABOUT, 8, clock())
    assert not proofs.takes(right, ABOUT, 8, clock()), "once"
    clock.forward(seconds=GOOD_FOR.total_seconds() + 1)
    assert not proofs.takes(answer, ABOUT, 8, clock()), "too late"


def test_a_rating_beyond_the_allowance_is_kept_for_a_proof_and_for_a_wait(
    client: Client, city: City, parts: Parts, clock: TestClock
) -> None:
    paths = [shown(client, city)[1] for _ in range(parts.settings.ratings_per_address + 2)]
    for path in paths[:-2]:
        answer = rate(client, path)
        assert (answer.status_code, "proof.js" in answer.text) == (200, False), "who is within it is asked for nothing"
    one, other = paths[-2:]
    asked = rate(client, one, 3, "<b>很好")
    assert (asked.status_code, asked.headers["retry-after"]) == (429, "3600")
    assert 'name="verdict" value="3"' in asked.text
    assert "&lt;b&gt;很好" in asked.text, "what was written is there again, harmless"
    assert "分钟后再提交" in asked.text, "without a script one waits"
    policy = asked.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    script = client.get("/proof.js")
    assert script.headers["content-type"].startswith("text/javascript")
    proof = proof_on(asked.text)
    assert _again(client, other, proof).status_code == 429, "it was for the other page"
    assert _again(client, one, proof).status_code == 200
    assert _again(client, one, proof).status_code == 429, "used up"
    clock.forward(hours=1)
    assert rate(client, other).status_code == 200


def _again(client: Client, path: str, proof: str) -> Any:
    return client.post(f"{path}/rating", data={"verdict": "3", "words": "", "proof": proof})


def test_complaints_beyond_the_allowance_grow_dearer_and_end(client: Client, city: City, parts: Parts) -> None:
    for _ in range(parts.settings.complaints_per_address):
        complain(client, "/complaint")
    bits = []
    answer = client.post("/complaint", data={"words": "收费没有票据。"}, files={"photos": b""})
    for _ in range(2):
        assert answer.status_code == 429
        assert "收费没有票据。" in answer.text, "nothing typed is lost"
        bits.append(int(re.findall(r'data-bits="(\d+)"', answer.text)[0]))
        sent = {"words": "收费没有票据。", "proof": proof_on(answer.text)}
        assert "投诉已收到" in client.post("/complaint", data=sent, files={"photos": b""}).text
        answer = client.post("/complaint", data={"words": "收费没有票据。"}, files={"photos": b""})
    assert bits == [FIRST_BITS, FIRST_BITS + 1]
    assert len(bits) < MOST_PROOFS


def test_one_page_is_guarded_whoever_asks(client: Client, city: City, parts: Parts) -> None:
    """The code of one visit, passed around: the page itself has an allowance, whatever the address."""
    _, path = shown(client, city)
    for number in range(parts.settings.ratings_per_address):
        assert client.post(f"{path}/rating", data={"verdict": "5"}, headers=_from(number)).status_code == 200
    assert client.post(f"{path}/rating", data={"verdict": "5"}, headers=_from(99)).status_code == 429


def _from(number: int) -> dict[str, str]:
    return {"x-forwarded-for": f"203.0.113.{number}"}
