"""From the cells of one row to what it says, by a layout; each wrong cell is named with its column."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec

from zhifa.benchmarks import tier_text
from zhifa.benchmarks.exact import plain
from zhifa.benchmarks.layouts import Layout
from zhifa.benchmarks.model import Range, Unit
from zhifa.credentials.columns import CellWrong, date_of
from zhifa.credentials.sheets import Cell, unguarded

MAX_TEXT = 1000
#: A title may stand above the heading.
HEADING_WITHIN = 10
UNITS = {"元": Unit.YUAN, "万元": Unit.YUAN, "倍": Unit.MULTIPLE, "%": Unit.PERCENT, "元/人": Unit.PER_HEAD,
         "元/辆": Unit.PER_VEHICLE, "元/平方米": Unit.PER_SQUARE_METRE}  # fmt: skip


class TableFault(msgspec.Struct, frozen=True):
    """``row``: as the spreadsheet numbers it. ``column``: its heading, empty where the row or file is meant."""

    row: int
    column: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row in our names; texts are trimmed, half-width, and never empty."""

    row: int
    said: Mapping[str, Cell]
    headings: Mapping[str, str]

    def text(self, name: str) -> str | None:
        """Raises CellWrong."""
        return words(self.said.get(name)) or None

    def day(self, name: str) -> date | None:
        """Raises CellWrong."""
        cell = self.said.get(name)
        return None if cell is None else date_of(cell)

    def heading(self, name: str) -> str:
        return self.headings.get(name, name)


def words(cell: Cell) -> str:
    """Raises CellWrong: a formula, or a text too long. A number that is whole loses its ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else repr(cell)
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if text.startswith("="):
        raise CellWrong("formula_refused", "以“=”开头,像是公式。请填写内容本身。")
    if len(text) > MAX_TEXT:
        raise CellWrong("value_too_long", f"超过 {MAX_TEXT} 个字。")
    return unguarded(text)


def lines(rows: Iterator[tuple[int, list[Cell]]], layout: Layout, faults: list[TableFault]) -> Iterator[Line]:
    """The rows below the heading, empty cells of merged columns filled from above."""
    places = _heading(rows, layout, faults)
    if places is None:
        return
    headings = {layout.columns[heading]: heading for heading in places}
    fill = {layout.columns[heading] for heading in layout.fill if heading in places}
    above: dict[str, Cell] = {}
    for row, cells in rows:
        said = {layout.columns[heading]: cells[at] for heading, at in places.items() if at < len(cells)}
        said = {name: cell for name, cell in said.items() if cell is not None}
        if (said.keys() - fill) or said != above:
            above |= {name: cell for name, cell in said.items() if name in fill}
            yield Line(row, {**layout.defaults, **above, **said}, headings)


def range_of(line: Line, layout: Layout, text: str, low: str, high: str) -> tier_text.Read | None:
    """The range that a text column says, or two number columns with a unit.

    Raises:
        CellWrong
    """
    factor = Decimal(layout.amount_factor)
    said = line.text(text)
    if said is not None:
        return tier_text.read(said, factor=factor)
    least, most = line.text(low), line.text(high)
    return None if least is None and most is None else _of_numbers(line, least, most, factor)


def _of_numbers(line: Line, low: str | None, high: str | None, factor: Decimal) -> tier_text.Read:
    unit_text = line.text("unit") or "元"
    unit = UNITS.get(unit_text.split("(")[0])
    least, most = tier_text.number_of((low or "0").rstrip("元")), tier_text.number_of((high or low or "").rstrip("元"))
    if unit is None:
        raise CellWrong("unit_unknown", f"应为{'、'.join(UNITS)}之一。")
    if least is None or most is None:
        raise CellWrong("amount_invalid", "不是正确的数额,请填写数字,如 5000。")
    if unit_text == "万元":
        factor = Decimal(10000)
    asks = tier_text.base_of(unit, unit_text)
    open_below = least == 0 and low in (None, "0")
    min_in = not open_below and line.text("min_inclusive") != "否"
    times = factor if unit is Unit.YUAN else Decimal(1)
    ends = [plain(value * times) for value in (least, most)]
    of = None if asks is None else asks[0]
    return tier_text.Read(Range(ends[0], ends[1], min_in, line.text("max_inclusive") != "否", unit, of), asks)


def _heading(rows: Iterator[tuple[int, list[Cell]]], layout: Layout, faults: list[TableFault]) -> dict[str, int] | None:
    """Where each known heading stands, in the first row that has all that is required."""
    missing: Sequence[str] = [heading for heading, name in layout.columns.items() if name in layout.required]
    for _, (row, cells) in zip(range(HEADING_WITHIN), rows, strict=False):
        found = {_plain(cell): at for at, cell in reversed(list(enumerate(cells))) if _plain(cell) in layout.columns}
        names = {layout.columns[heading] for heading in found}
        if set(layout.required) <= names:
            return found
        lacking = [heading for heading in missing if layout.columns[heading] not in names]
        if len(lacking) < len(missing):
            faults += [TableFault(row, each, "column_missing", f"缺少“{each}”这一列。") for each in lacking]
            return None
    faults.append(TableFault(1, "", "heading_missing", f"没有找到表头,应含有:{'、'.join(missing)}。"))
    return None


def _plain(cell: Cell) -> str:
    return "".join(unicodedata.normalize("NFKC", str(cell or "")).split()).removesuffix("*")
