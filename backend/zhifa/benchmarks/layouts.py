"""Layouts: which column of an agency's table says what. One JSON file each in ``layouts/``; a new one needs no code.

title, source    for people: the columns, and where they were seen
columns          heading as written in the table → our name (`import_rows.NAMES`)
required         our names without which a table is not of this layout
fill             headings whose cell, left empty, means what the row above said (merged cells)
amount_factor    "10000" where bare numbers mean 万元
defaults         our names that the table leaves out, for all of its rows
"""

from functools import cache
from importlib import resources

import msgspec

from zhifa.errors import NotFound


class LayoutUnknown(NotFound):
    code = "layout_unknown"
    detail = "没有这种表格格式,没有导入任何内容。请从列表中选择。"


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    source: str
    columns: dict[str, str]
    required: list[str]
    fill: list[str]
    defaults: dict[str, str]
    amount_factor: str = "1"
    code_prefix: str = ""


@cache
def layouts() -> dict[str, Layout]:
    folder = resources.files("zhifa.benchmarks").joinpath("layouts")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    return {file.name.removesuffix(".json"): msgspec.json.decode(file.read_bytes(), type=Layout) for file in files}


def layout(name: str) -> Layout:
    """Raises LayoutUnknown."""
    try:
        return layouts()[name]
    except KeyError:
        raise LayoutUnknown from None
