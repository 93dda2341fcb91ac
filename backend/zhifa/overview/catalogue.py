"""``models.json``: the key fields 重点领域 and the warning models 预警模型 under which visits are shown. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class KeyField:
    """``fields``: those of agencies and matters that belong to it."""

    name: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class WarningModel:
    """A model of which the records can show something; ``rules``: whose findings are its visits."""

    code: str
    name: str
    rules: frozenset[str]


@cache
def key_fields() -> tuple[KeyField, ...]:
    return tuple(KeyField(each["name"], frozenset(each["fields"])) for each in _read()["key_fields"]["fields"])


@cache
def key_fields_source() -> str:
    source: str = _read()["key_fields"]["source"]
    return source


@cache
def warnings() -> tuple[WarningModel, ...]:
    return tuple(WarningModel(each["code"], each["name"], frozenset(each["rules"])) for each in _read()["warnings"])


def warnings_of(rules: Iterable[str]) -> set[str]:
    """The codes of the models that a visit with findings of these rules falls under."""
    said = set(rules)
    return {each.code for each in warnings() if each.rules & said}


@cache
def _read() -> Mapping[str, Any]:
    text = resources.files("zhifa.overview").joinpath("models.json").read_bytes()
    read: Mapping[str, Any] = msgspec.json.decode(text)
    return read
