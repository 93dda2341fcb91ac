"""From cells to drafts: each row for itself, every wrong cell named with its column and a sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from zhifa.credentials import columns, numbers
from zhifa.credentials.columns import COLUMNS, HEADINGS, CellWrong
from zhifa.credentials.import_schemas import ImportFault
from zhifa.credentials.sheets import Cell


@dataclass(frozen=True, slots=True)
class Draft:
    """A row whose cells are well-formed. ``None``: the file has no such column, or the cell is empty."""

    row: int
    number: str
    officer_name: str
    agency: str
    agency_name: str | None
    kind: str
    category: str
    area: str
    issuer: str
    valid_from: date
    valid_to: date
    matters: tuple[str, ...] | None
    status: str | None
    officer: UUID | None


READERS: Mapping[str, Callable[[Cell], Any]] = {
    "number": lambda cell: numbers.normal(columns.number_of(cell)),
    "kind": columns.kind_of,
    "valid_from": columns.date_of,
    "valid_to": columns.date_of,
    "matters": columns.codes_of,
    "status": columns.status_of,
    "officer": columns.id_of,
}


class Heading:
    """Which column of the file is which of ours; order is free, columns of other names are told."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        known = {column.heading: column.key for column in COLUMNS}
        names = [columns.heading_of(cell) for cell in cells]
        self.places = {known[name]: place for place, name in reversed(list(enumerate(names))) if name in known}
        self.errors = [
            ImportFault(1, column.heading, "column_missing", f"缺少“{column.heading}”这一列。")
            for column in COLUMNS
            if column.required and column.key not in self.places
        ]
        self.errors += [
            ImportFault(1, name, "column_repeated", f"“{name}”这一列出现了不止一次。")
            for name in sorted({name for name in names if name in known and names.count(name) > 1})
        ]
        self.errors += [
            ImportFault(1, name, "column_unknown", f"系统不认识“{name}”这一列,请删去或改用导出文件中的列名。")
            for name in names
            if name and name not in known
        ]

    def cell(self, cells: Sequence[Cell], key: str) -> Cell:
        place = self.places.get(key)
        return cells[place] if place is not None and place < len(cells) else None


def draft_of(heading: Heading, row: int, cells: Sequence[Cell]) -> tuple[Draft | None, list[ImportFault]]:
    """The row's draft, or everything that is wrong with its cells."""
    values: dict[str, Any] = {}
    errors: list[ImportFault] = []
    for column in COLUMNS:
        try:
            values[column.key] = _value(heading.cell(cells, column.key), column)
        except CellWrong as wrong:
            errors.append(ImportFault(row, column.heading, wrong.code, f"{column.heading}{wrong.detail}"))
    if "matters" not in heading.places:
        values["matters"] = None
    if not errors and values["valid_to"] < values["valid_from"]:
        detail = f"{HEADINGS['valid_to']}早于{HEADINGS['valid_from']}。"
        errors.append(ImportFault(row, HEADINGS["valid_to"], "dates_reversed", detail))
    return (None if errors else Draft(row=row, **values)), errors


def _value(cell: Cell, column: columns.Column) -> Any:
    if cell is None and column.required:
        raise CellWrong("value_missing", "没有填写。")
    if cell is None and column.key != "matters":
        return None
    return READERS.get(column.key, columns.text_of)(cell)
