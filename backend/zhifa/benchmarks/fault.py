"""What the linter finds wrong with a benchmark: a code, a place, a sentence, and how bad it is."""

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    ERROR = "error"  # must be put right, or it is not published
    WARNING = "warning"  # somebody has to look


class Fault(msgspec.Struct, frozen=True):
    """``code``: L1 to L10. ``benchmark``: its code. ``where``: branch and tier, in words; empty for the whole."""

    code: str
    benchmark: str
    where: str
    severity: Severity
    words: str
