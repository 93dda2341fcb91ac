"""Amounts as agencies write them in tables: 处1000元以上5000元以下罚款, 货值金额十倍以上二十倍以下, 3万元至5万元. Pure.

以上, 以下, 以内, 至 and 不超过 include their number; 超过, 不满, 不足 and 低于 do not (立法技术规范(试行)(一)).
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from zhifa.benchmarks.exact import EXACT, plain
from zhifa.benchmarks.model import Range, Unit

_DIGITS = {
    char: value
    for value, chars in enumerate(["零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for char in chars
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_NUMBER = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?[万千百]?|[零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+)"
_UNIT = r"(元|倍|%|‰)?"
_BOTH = re.compile(
    rf"(超过|高于)?({_NUMBER}){_UNIT}(?:人民币)?(以上|及以上)?(?:[,、]|至|到|-|~|—|–)?(不满|不足|低于|不超过)?"
    rf"({_NUMBER}){_UNIT}(?:人民币)?(以下|以内|及以下)?"
)
_MOST = re.compile(rf"(不满|不足|低于|不超过)?({_NUMBER}){_UNIT}(以下|以内|及以下)?")
_PER = {"每人": Unit.PER_HEAD, "人均": Unit.PER_HEAD, "每辆": Unit.PER_VEHICLE, "每平方米": Unit.PER_SQUARE_METRE}
#: What a multiple or a percentage is counted from, and the fact that holds it.
BASES = {
    "货值": ("goods_value", "货值金额", "元"),
    "违法所得": ("illegal_gain", "违法所得", "元"),
    "工程造价": ("project_cost", "建设工程造价", "元"),
    "合同价款": ("contract_price", "工程合同价款", "元"),
    "总投资": ("investment", "建设项目总投资额", "元"),
    "广告费": ("ad_cost", "广告费用", "元"),
    "保险费": ("premium", "应缴数额", "元"),
}
OTHER_BASE = ("amount", "计算罚款的基数", "元")
COUNTED = {
    Unit.PER_HEAD: ("workers", "涉及的人数", "人"),
    Unit.PER_VEHICLE: ("vehicles", "涉及的车辆数", "辆"),
    Unit.PER_SQUARE_METRE: ("area", "涉及的面积", "平方米"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """A range and, where it is counted, the question for what it is counted by: fact, text, unit."""

    range: Range
    asks: tuple[str, str, str] | None


def number_of(text: str) -> Decimal | None:
    """1,000 · ５０００ · 1.5万 · 五千 · 十二万: exact, None where it is no number."""
    plain_text = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([万千百])?", plain_text)
    if found:
        return Decimal(found[1]) * {"万": 10000, "千": 1000, "百": 100, None: 1}[found[2]]
    return _chinese(plain_text)


@lru_cache(maxsize=4096)  # A table says the same few ranges thousands of times.
def read(text: str, *, factor: Decimal = Decimal(1)) -> Read | None:
    """The first range of a fine in the text; ``factor``: 10000 where a bare number means 万元."""
    said = "".join(unicodedata.normalize("NFKC", text).split())
    for pattern, make in ((_BOTH, _both), (_MOST, _most), (_MOST, _exact)):
        for found in pattern.finditer(said):
            made = make(found, said, factor)
            if made is not None:
                return made
    return None


def _both(found: re.Match[str], said: str, factor: Decimal) -> Read | None:
    over, low, first, above, under, high, last, below = found.groups()
    if found.end(2) == found.start(6):  # one number taken for two
        return None
    if not (above or over or below or under or re.search("至|到|-|~|—|–", found[0])):
        return None
    if (last or first) is None and not (above and below):
        return None
    return _made(low, high, not over, under in (None, "不超过"), last or first, said, factor, first)


def _most(found: re.Match[str], said: str, factor: Decimal) -> Read | None:
    under, high, unit, below = found.groups()
    if not (under or below) or unit is None:
        return None
    return _made("0", high, False, under in (None, "不超过"), unit, said, factor, unit)


def _exact(found: re.Match[str], said: str, factor: Decimal) -> Read | None:
    _, amount, unit, _ = found.groups()
    return None if unit is None else _made(amount, amount, True, True, unit, said, factor, unit)


def _made(
    low: str, high: str, low_in: bool, high_in: bool, unit: str | None, said: str, factor: Decimal, first: str | None
) -> Read | None:
    least, most = number_of(low), number_of(high)
    if least is None or most is None:
        return None
    if first is None and least and high[-1:] in "万千" and low[-1:] not in "万千":
        least *= {"万": 10000, "千": 1000}[high[-1]]
    kind = {"倍": Unit.MULTIPLE, "%": Unit.PERCENT}.get(unit or "") or _per(said)
    asks = base_of(kind, said)
    if unit in (None, "元"):
        least, most = EXACT.multiply(least, factor), EXACT.multiply(most, factor)
    of = None if asks is None else asks[0]
    return Read(Range(plain(least), plain(most), low_in, high_in, kind, of), asks)


def base_of(unit: Unit, said: str) -> tuple[str, str, str] | None:
    """The question for what a range in this unit is counted by: fact, text, unit."""
    if unit in (Unit.MULTIPLE, Unit.PERCENT):
        return next((base for word, base in BASES.items() if word in said), OTHER_BASE)
    return COUNTED.get(unit)


def _per(said: str) -> Unit:
    return next((kind for word, kind in _PER.items() if word in said), Unit.YUAN)


def _chinese(text: str) -> Decimal | None:
    if not text or not re.fullmatch(r"[零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+", text):
        return None
    total, section, digit = 0, 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = (total + section + digit) * 10000, 0, 0
        else:
            section, digit = section + (digit or 1) * _PLACES[char], 0
    return Decimal(total + section + digit)
