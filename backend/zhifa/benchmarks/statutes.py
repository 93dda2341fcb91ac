"""When statutes were last amended or repealed, as far as it was seen: ``statutes.json``, dated, with its sources."""

import json
from datetime import date
from functools import cache
from importlib import resources

import msgspec


class Statute(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``amended_on``: the last amendment known. ``by``: the statute that took its place."""

    law: str
    source: str
    confidence: str
    amended_on: date | None = None
    repealed_on: date | None = None
    by: str | None = None


class _File(msgspec.Struct, frozen=True):
    as_of: date
    note: str
    statutes: list[Statute]


@cache
def statutes() -> dict[str, Statute]:
    text = resources.files("zhifa.benchmarks").joinpath("statutes.json").read_text("utf-8")
    return {each.law: each for each in msgspec.convert(json.loads(text), _File).statutes}


def statute(law: str) -> Statute | None:
    """By its name, with or without 中华人民共和国, book-title marks and a version in brackets."""
    name = law.strip("《》 ").removeprefix("中华人民共和国").split("(")[0].split("（")[0]
    return statutes().get(name)
