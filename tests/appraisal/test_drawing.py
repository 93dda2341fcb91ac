"""The draw is made again here from the published seed and list, by other means than the product's."""

import hashlib
import hmac
import json
import random
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa.appraisal.drawing import draw, list_hash


def again(text: str, seed: str, size: int) -> list[str]:
    """The whole recipe from the text of the list alone: hash it, number each line, sort, take the first."""
    listed = hashlib.sha256(text.encode()).hexdigest()
    numbers = {}
    for line in text.splitlines():
        numbers[hmac.digest(seed.encode(), f"{listed}:{line}".encode(), "sha256").hex()] = line
    return [numbers[number] for number in sorted(numbers)][:size]


@given(st.integers(1, 400), st.integers(1, 50), st.text(min_size=1, max_size=20), st.integers())
def test_the_draw_is_recomputed_from_seed_and_list(count: int, size: int, seed: str, salt: int) -> None:
    ids = sorted(uuid.UUID(int=random.Random(f"{salt}/{n}").getrandbits(128)) for n in range(count))
    drawn = draw(ids, seed=seed, listed=list_hash(ids), size=size)
    assert [str(each) for each in drawn] == again("".join(f"{each}\n" for each in ids), seed, size)


def test_another_seed_or_another_list_draws_others() -> None:
    ids = [uuid.UUID(int=n) for n in range(1, 1001)]
    first = draw(ids, seed="2026-11-23/07 12 19", listed=list_hash(ids), size=20)
    assert first != draw(ids, seed="2026-11-23/07 12 20", listed=list_hash(ids), size=20)
    assert set(first) != set(draw(ids[:-1], seed="2026-11-23/07 12 19", listed=list_hash(ids[:-1]), size=20))


def test_a_list_out_of_order_or_with_a_double_has_no_hash() -> None:
    one, two = uuid.UUID(int=1), uuid.UUID(int=2)
    for wrong in ([two, one], [one, one]):
        with pytest.raises(ValueError, match="ascending"):
            list_hash(wrong)


def test_the_desk_reads_the_same_vector() -> None:
    vector = json.loads((Path(__file__).parents[1] / "vectors" / "draw.json").read_text(encoding="utf-8"))
    ids = [uuid.UUID(line) for line in vector["list"].splitlines()]
    assert list_hash(ids) == vector["list_sha256"]
    drawn = draw(ids, seed=vector["seed"], listed=vector["list_sha256"], size=vector["size"])
    assert [str(each) for each in drawn] == vector["drawn"] == again(vector["list"], vector["seed"], vector["size"])
