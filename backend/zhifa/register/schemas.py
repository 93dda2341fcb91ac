"""The public register 执法公示 as data."""

from datetime import date

import msgspec

from zhifa.feedback.boxes import Shown


class PublishedMatter(msgspec.Struct):
    """``annual_cap``: visits a year and subject; None where none is published."""

    code: str
    name: str
    kind: str
    field: str
    basis: str
    annual_cap: int | None
    valid_from: date
    valid_to: date | None


class PublishedItem(msgspec.Struct):
    code: str
    text: str
    requirement: str
    basis: str


class AgencyName(msgspec.Struct):
    """``delegated``: it acts by delegation 赋权."""

    code: str
    name: str
    delegated: bool


class MatterTold(PublishedMatter):
    """With the checklist in force, and who may act on it."""

    checklist_version: int | None
    items: list[PublishedItem]
    agencies: list[AgencyName]


class PublishedAgency(msgspec.Struct):
    """``supervision_phone``: empty where none is registered."""

    code: str
    name: str
    field: str
    division_name: str
    address: str
    supervision_phone: str


class MatterName(msgspec.Struct):
    code: str
    name: str
    annual_cap: int | None


class AgencyTold(PublishedAgency):
    """``ratings``: of the last whole quarter; None below five."""

    id: str
    matters: list[MatterName]
    ratings: Shown | None
