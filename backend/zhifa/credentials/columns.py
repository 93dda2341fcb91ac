"""The columns of a certificates file, the same for import and export, and how a cell becomes a value."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zhifa.credentials.lifecycle import WORDS as STATUS_WORDS
from zhifa.credentials.sheets import Cell, unguarded

KIND_WORDS = {"province": "省发", "ministry": "部发", "assisting": "辅助人员"}
KINDS = {word: kind for kind, word in KIND_WORDS.items()}
STATUSES = {word: status.value for status, word in STATUS_WORDS.items()}
MATTER_SEPARATOR = ";"
MAX_TEXT = 100

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SEPARATORS = re.compile(r"[;,\s\uff1b\uff0c\u3001]+")


@dataclass(frozen=True, slots=True)
class Column:
    """``width``: characters, in a written XLSX."""

    key: str
    heading: str
    required: bool
    width: int


COLUMNS = (
    Column("number", "证号", True, 18),
    Column("officer_name", "姓名", True, 12),
    Column("agency", "执法机关编码", True, 20),
    Column("agency_name", "执法机关名称", False, 32),
    Column("kind", "证件种类", True, 10),
    Column("category", "执法类别", True, 20),
    Column("area", "执法区域", True, 14),
    Column("issuer", "发证机关", True, 26),
    Column("valid_from", "有效期起", True, 12),
    Column("valid_to", "有效期止", True, 12),
    Column("matters", "执法事项编码", False, 30),
    Column("status", "状态", False, 8),
    Column("officer", "人员编号", False, 38),
)
HEADINGS = {column.key: column.heading for column in COLUMNS}


class CellWrong(Exception):
    """One cell cannot be used: a code, and a sentence for whoever filled it in."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


def heading_of(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", str(cell or "")).strip().removesuffix("*")


def text_of(cell: Cell) -> str:
    """Raises CellWrong: a formula, a text too long, or one with control characters."""
    raw = cell.isoformat() if isinstance(cell, date) else str(cell if cell is not None else "")
    if isinstance(cell, float) and cell.is_integer():
        raw = str(int(cell))
    if raw.startswith("="):
        raise CellWrong("formula_refused", "以“=”开头,像是公式。请填写内容本身。")
    text = unguarded(raw).strip()
    if len(text) > MAX_TEXT:
        raise CellWrong("value_too_long", f"超过 {MAX_TEXT} 个字。")
    if _CONTROL.search(text):
        raise CellWrong("value_invalid", "含有换行或不可见的控制字符。")
    return text


def number_of(cell: Cell) -> str:
    """Raises CellWrong: the spreadsheet took the number for a figure, so that zeros may be lost."""
    if isinstance(cell, int | float | date):
        raise CellWrong("number_not_text", "单元格是数字格式,开头的 0 可能已经丢失。请设为文本格式后重新填写。")
    return text_of(cell)


def date_of(cell: Cell) -> date:
    """A date cell, or a text such as 2026-01-31, 2026/1/31, 2026年1月31日, 20260131. Raises CellWrong."""
    if isinstance(cell, date):
        return cell
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text_of(cell)))
    try:
        if found:
            year, month, day = (int(part) for part in found.groups() if part)
            return date(year, month, day)
    except ValueError:
        pass
    raise CellWrong("date_invalid", "不是正确的日期,请按“2026-01-31”的样子填写。")


def kind_of(cell: Cell) -> str:
    kind = KINDS.get(text_of(cell))
    if kind is None:
        raise CellWrong("kind_unknown", f"应为{'、'.join(KINDS)}之一。")
    return kind


def status_of(cell: Cell) -> str | None:
    text = text_of(cell)
    if text and text not in STATUSES:
        raise CellWrong("status_unknown", f"应为{'、'.join(STATUSES)}之一,或留空。")
    return STATUSES.get(text)


def codes_of(cell: Cell) -> tuple[str, ...]:
    """Codes of matters, each once, in order."""
    if isinstance(cell, str) and len(cell) > MAX_TEXT:
        cells = [text_of(part) for part in _SEPARATORS.split(cell)]
    else:
        cells = _SEPARATORS.split(text_of(cell))
    return tuple(sorted({unicodedata.normalize("NFKC", code) for code in cells if code}))


def id_of(cell: Cell) -> UUID | None:
    text = text_of(cell)
    try:
        return UUID(text) if text else None
    except ValueError:
        raise CellWrong("officer_unknown", "不是系统导出的人员编号。新人员请留空。") from None
