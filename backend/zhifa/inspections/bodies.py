"""The published schema of entries, and a fast check made from it.

``entries.schema.json`` is the one truth. A body is checked by msgspec types that are built from the schema here: in
about a microsecond, where jsonschema needs a hundred and three megabytes in each process. A test holds the two to the
same answer.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Schema = Mapping[str, Any]
Check = Callable[[Any], None]


class BodyInvalid(ValueError):
    """The body does not fit its kind's schema; says where and how, never what was written there."""


@cache
def schema_bytes() -> bytes:
    """``entries.schema.json`` as it lies in the package."""
    return resources.files("zhifa.inspections").joinpath("entries.schema.json").read_bytes()


@cache
def entry_schema() -> Schema:
    loaded: Schema = json.loads(schema_bytes())
    return loaded


@cache
def kinds() -> frozenset[str]:
    """Every kind of entry there is."""
    return frozenset(entry_schema()["properties"]["kind"]["enum"])


def check_body(kind: str, body: Mapping[str, Any]) -> None:
    """Holds a body to the schema of its kind.

    Raises:
        BodyInvalid
    """
    _check_of(kind)(body)


def make_checks() -> None:
    """Makes every check now, so that no request waits for it."""
    for kind in kinds():
        _check_of(kind)


@cache
def _check_of(kind: str) -> Check:
    schema = entry_schema()["$defs"][kind]
    quick = _quick(_TYPES[kind])
    if "if" not in schema:
        return quick
    condition = _condition(schema)

    def both(body: Any) -> None:
        quick(body)
        condition(body)

    return both


def _quick(kind: Any) -> Check:
    def check(body: Any) -> None:
        try:
            msgspec.convert(body, kind)
        except msgspec.ValidationError as error:
            raise BodyInvalid(str(error)) from error

    return check


def _condition(schema: Schema) -> Check:
    """Where one property is this constant, others are required: all that our schema says with ``if``."""
    ((name, said),) = schema["if"]["properties"].items()
    constant, needed = said["const"], schema["then"]["required"]

    def check(body: Any) -> None:
        missing = [each for each in needed if each not in body] if body[name] == constant else []
        if missing:
            raise BodyInvalid(f"Object missing required field `{missing[0]}`")

    return check


def _type_of(schema: Schema) -> Any:
    """The msgspec type that admits what the schema admits, for the words that our schema uses."""
    if "$ref" in schema:
        return _type_of(entry_schema()["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    return _MAKERS[schema["type"]](schema)


def _object(schema: Schema) -> Any:
    if "properties" not in schema:
        return Annotated[dict[str, Any], Meta(max_length=schema["maxProperties"])]
    required = set(schema["required"])
    made: list[Any] = []
    for name, each in schema["properties"].items():
        kind = _type_of(each)
        made.append((name, kind) if name in required else (name, kind | UnsetType, UNSET))
    return msgspec.defstruct("Body", made, module=__name__, forbid_unknown_fields=True, kw_only=True)


def _string(schema: Schema) -> Any:
    if "enum" in schema:
        return Literal[tuple(schema["enum"])]
    words = {"minLength": "min_length", "maxLength": "max_length", "pattern": "pattern"}
    return Annotated[str, Meta(**{ours: schema[theirs] for theirs, ours in words.items() if theirs in schema})]


def _array(schema: Schema) -> Any:
    bounds = Meta(min_length=schema.get("minItems", 0), max_length=schema["maxItems"])
    return Annotated[list[_type_of(schema["items"])], bounds]  # type: ignore[misc]


def _integer(schema: Schema) -> Any:
    return Annotated[int, Meta(ge=schema["minimum"], le=schema["maximum"])]


def _number(schema: Schema) -> Any:
    return Annotated[float, Meta(ge=schema["minimum"], le=schema["maximum"])]


_MAKERS: Mapping[str, Callable[[Schema], Any]] = {
    "object": _object,
    "string": _string,
    "array": _array,
    "integer": _integer,
    "number": _number,
    "boolean": lambda _schema: bool,
}

#: Built with the module, so that ``structs.make_ready`` finds them before the first request does.
_TYPES: Mapping[str, Any] = {kind: _type_of(entry_schema()["$defs"][kind]) for kind in kinds()}
