"""The published schema, and the fast check that is made from it."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from zhifa.inspections.bodies import BodyInvalid, check_body, entry_schema, kinds
from zhifa.inspections.fold import _STEPS

DEFS = entry_schema()["$defs"]
VALIDATORS = {kind: Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": DEFS}) for kind in kinds()}
STRANGE: list[Any] = [None, True, 0, -1, 2.5, "", "x", "a\0b", " ", "x" * 20_000, [], ["x"], {}, {"x": 1}, "card"]


def accepts(kind: str, body: Any) -> bool:
    try:
        check_body(kind, body)
    except BodyInvalid:
        return False
    return True


def places(body: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a body with every key in it."""
    keys = list(body) if isinstance(body, dict) else range(len(body)) if isinstance(body, list) else []
    for key in keys:
        yield body, key
        yield from places(body[key])


def test_the_schema_is_one_and_every_kind_has_an_example_and_a_step() -> None:
    Draft202012Validator.check_schema(entry_schema())
    assert set(_STEPS) == kinds()
    for kind in kinds():
        for example in DEFS[kind]["examples"]:
            assert VALIDATORS[kind].is_valid(example)
            assert accepts(kind, example)
    whole = Draft202012Validator(entry_schema())
    for example in entry_schema()["examples"]:
        whole.validate(example)


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_the_fast_check_and_jsonschema_agree(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(kinds())))
    body = copy.deepcopy(DEFS[kind]["examples"][0])
    for _ in range(data.draw(st.integers(1, 2))):
        where, key = data.draw(st.sampled_from(list(places(body)) or [(body, "x")]))
        change = data.draw(st.sampled_from(["set", "drop", "add"]))
        if change == "set":
            where[key] = copy.deepcopy(data.draw(st.sampled_from(STRANGE)))  # the next change may be inside it
        elif change == "drop":
            where.pop(key, None) if isinstance(where, dict) else where.pop(key)
        elif isinstance(where, dict):
            where["extra"] = 1
    assert accepts(kind, body) == VALIDATORS[kind].is_valid(body)


@pytest.mark.parametrize("name", ["constructor", "__proto__", "toString"])
def test_no_item_is_named_like_a_part_of_javascript(name: str) -> None:
    assert not accepts("noted", {"text": "x", "item": name})
