"""统一社会信用代码 (GB 32100-2015). A code that fails is kept with the reason: certificates with such codes exist."""

import unicodedata

from stdnum.cn import uscc

ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
#: 1 机构编制 2 外交 3 司法行政 4 文化 5 民政 6 旅游 7 宗教 8 工会 9 市场监管, A N Y later ones.
REGISTRIES = frozenset("123456789ANY")
LENGTH = 18


def normalise(raw: str) -> str:
    """Full-width characters made narrow, spaces and hyphens dropped, letters upper-cased."""
    return unicodedata.normalize("NFKC", raw).replace(" ", "").replace("-", "").strip().upper()


def fault(code: str) -> str | None:
    """What is wrong with a normalised code, as a sentence for the screen; None if nothing is. A warning, no refusal."""
    if len(code) != LENGTH:
        return f"应为 {LENGTH} 位,现为 {len(code)} 位"
    if strange := sorted(set(code) - ALPHABET):
        return f"含有不允许的字符:{''.join(strange)}"
    if code[0] not in REGISTRIES:
        return f"登记管理部门代码 {code[0]} 未列入国家标准"
    if not code[2:8].isdigit():
        return "第 3 至 8 位应为行政区划数字代码"
    if uscc.calc_check_digit(code) != code[-1]:
        return "校验码不符,请与营业执照核对"
    return None
