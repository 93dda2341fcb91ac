"""发证机关 on the wire."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Text = Annotated[str, Meta(min_length=1, max_length=100)]
Pattern = Annotated[str, Meta(min_length=1, max_length=200)]
#: Numbers off real cards, against which a format is tried before it is saved.
Samples = Annotated[list[Annotated[str, Meta(min_length=1, max_length=60)]], Meta(min_length=1, max_length=20)]


class IssuerRow(msgspec.Struct):
    """``number_rule`` says the pattern in words. ``valid_from``, ``valid_to``: first and last day on which a
    certificate of this issuer may begin. ``certificates``: how many are registered."""

    name: str
    kind: str
    number_pattern: str
    number_rule: str
    valid_from: date | None
    valid_to: date | None
    certificates: int


class IssuerTerms(msgspec.Struct, kw_only=True):
    number_pattern: Pattern
    number_rule: Text
    samples: Samples
    valid_from: date | None = None
    valid_to: date | None = None


class NewIssuer(IssuerTerms, kw_only=True):
    name: Text
    kind: Literal["province", "ministry"]


class IssuerFormat(msgspec.Struct):
    """A format to be tried. ``name``: whose registered numbers it is held against."""

    name: Annotated[str, Meta(max_length=100)]
    number_pattern: Pattern
    samples: Annotated[list[str], Meta(max_length=20)]


class Sample(msgspec.Struct):
    number: str
    fits: bool


class Tried(msgspec.Struct):
    """``registered``: certificates of the issuer; ``unfit``: those whose numbers the format refuses, some by name."""

    samples: list[Sample]
    registered: int
    unfit: int
    unfit_numbers: list[str]
