"""What a number format 编号格式 may be written with: so little that reading it can neither hang nor surprise.

A part of the language of regular expressions: digits, letters, ``-``, ``\\d``, sets like ``[01]`` or ``[A-Z]``, and
choices like ``(14|15)``, each followed at will by ``{7}``, ``{6,8}`` or ``?``. There is no ``*``, ``+`` or ``.``, and a
format that could be read in more than ``MOST_WAYS`` ways is refused, since a regular expression tries them one after
another (catastrophic backtracking).
"""

import re
import unicodedata

from zhifa.credentials.numbers import MAX_LENGTH
from zhifa.errors import BadRequest

MOST_WAYS = 1000

_ATOM = r"(?:[A-Za-z0-9-]|\\d|\[[A-Za-z0-9-]+\])"
_OFTEN = r"(?:\{\d{1,2}(?:,\d{1,2})?\}|\?)"
_UNIT = rf"{_ATOM}{_OFTEN}?"
_PART = re.compile(
    rf"(?P<atom>{_ATOM})(?P<often>{_OFTEN})?|\((?P<choice>(?:{_UNIT})+(?:\|(?:{_UNIT})+)+)\)(?P<maybe>\?)?"
)


class PatternInvalid(BadRequest):
    code = "number_pattern_invalid"
    detail = (
        "编号格式写法有误,未作改动。可以使用数字、字母、-、\\d(一位数字)、[01](其中一个)、(14|15)(其中一组),"
        "后面可接 {7}、{6,8} 或 ?。"
    )


class PatternTooOpen(BadRequest):
    code = "number_pattern_too_open"
    detail = "编号格式的变化太多,核对会过慢,未作改动。请减少 {6,8}、? 和 ( | ) 的数量。"


def normal_pattern(text: str) -> str:
    """The pattern in half-width characters.

    Raises:
        PatternInvalid
        PatternTooOpen
    """
    pattern = "".join(unicodedata.normalize("NFKC", text).split())
    if _ways(pattern) > MOST_WAYS:
        raise PatternTooOpen
    try:
        re.compile(pattern, re.ASCII)
    except re.error as error:  # e.g. [9-0], {8,6}
        raise PatternInvalid from error
    return pattern


def _ways(pattern: str) -> int:
    """In how many ways a number could be laid over the pattern at the most."""
    ways, at = 1, 0
    while at < len(pattern):
        part = _PART.match(pattern, at)
        if part is None:
            raise PatternInvalid
        ways *= (
            sum(map(_ways, part["choice"].split("|"))) + bool(part["maybe"])
            if part["choice"]
            else _often(part["often"])
        )
        at = part.end()
    if not pattern:
        raise PatternInvalid
    return ways


def _often(told: str | None) -> int:
    """``{6,8}`` is three ways; once and ``{7}`` are one."""
    if told is None:
        return 1
    if told == "?":
        return 2
    least, _, most = told.strip("{}").partition(",")
    if int(most or least) > MAX_LENGTH:
        raise PatternInvalid
    return max(1, int(most or least) - int(least) + 1)
