"""Reasons for returning a record that a reviewer picks from; free words are always possible beside them."""

from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from zhifa.review.schemas import ReturnReason


class _Listed(msgspec.Struct):
    reasons: list[ReturnReason]
    about: str = ""


@cache
def return_reasons(path: str) -> list[ReturnReason]:
    """``path``: of a file in the shape of ``reasons.json``; empty: that file.

    Raises:
        OSError, msgspec.DecodeError: the operator's file cannot be read, or is not in that shape.
    """
    own = resources.files("zhifa.review").joinpath("reasons.json")
    read = Path(path).read_bytes() if path else own.read_bytes()
    return msgspec.json.decode(read, type=_Listed).reasons
