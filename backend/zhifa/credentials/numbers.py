"""Certificate numbers 证号: text in the format of whoever issues the certificate.

No national rule on the number's length was found, so the format is data of each issuer. Zeros at the
front count; full-width digits and letters are written as half-width ones (Unicode NFKC).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Protocol

from zhifa.errors import BadRequest

MAX_LENGTH = 40


class NumberFormat(Protocol):
    """An issuer's format: a regular expression for the whole number, and the same in words."""

    name: str
    number_pattern: str
    number_rule: str


class NumberInvalid(BadRequest):
    code = "number_invalid"
    detail = "证号不符合发证机关的编号格式,尚未提交。请对照证件核对。"


def normal(number: str) -> str:
    """Half-width, without blanks: ``１４０８ 0001`` → ``14080001``."""
    return "".join(unicodedata.normalize("NFKC", number).split())


def fits(number: str, issuer: NumberFormat) -> bool:
    return len(number) <= MAX_LENGTH and _compiled(issuer.number_pattern).fullmatch(number) is not None


def check(number: str, issuer: NumberFormat) -> None:
    """Raises NumberInvalid, with the issuer's rule in words."""
    if not fits(number, issuer):
        raise NumberInvalid(f"证号不符合{issuer.name}的编号格式({issuer.number_rule}),尚未提交。请对照证件核对。")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)
