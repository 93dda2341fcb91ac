"""The fold, held to the vectors that the phone's fold is held to as well."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhifa.inspections.fold import fold
from zhifa.inspections.order import ChainedClaims, canonical

VECTORS = sorted((Path(__file__).parent.parent / "vectors" / "fold").glob("*.json"))


def read(path: Path) -> tuple[list[ChainedClaims], Any]:
    vector = json.loads(path.read_text())
    return msgspec.convert(vector["entries"], list[ChainedClaims]), vector["record"]


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_vector_folds_into_its_record(path: Path) -> None:
    entries, record = read(path)
    assert json.loads(msgspec.json.encode(fold(entries))) == record


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_arrival_does_not_matter(data: st.DataObject) -> None:
    entries, record = read(data.draw(st.sampled_from(VECTORS)))
    shuffled = data.draw(st.permutations(entries))
    assert json.loads(msgspec.json.encode(fold(shuffled))) == record


def test_no_chain_is_turned_round() -> None:
    entries, _ = read(next(path for path in VECTORS if path.stem == "clock_set_back"))
    ordered = canonical(entries)
    for device in {entry.device for entry in entries}:
        chain = [entry.claims.seq for entry in ordered if entry.device == device]
        assert chain == sorted(chain)


def test_nothing_folds_into_nothing() -> None:
    with pytest.raises(ValueError, match="at least one entry"):
        fold([])
