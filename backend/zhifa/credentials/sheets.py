"""Tables in files: CSV (UTF-8 or GB 18030, told apart by their bytes) and XLSX, read and written as text.

A spreadsheet program runs a cell that begins with ``=`` or the like as a formula. What we write therefore
never does (CWE-1236): such a text gets an apostrophe in front, which reading takes off again, so that what
was exported and is imported is the same.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from zhifa.errors import BadRequest

MAX_ROWS = 50_000
MAX_COLUMNS = 100
#: Bytes that an XLSX may unfold to; it is a ZIP of XML, and a small one can hold gigabytes.
MAX_UNFOLDED = 400 * 1024 * 1024
ZIP_MAGIC = b"PK\x03\x04"

#: One cell as read: text, a number that the spreadsheet took it for, a date, or nothing.
Cell = str | int | float | date | None

_RISKY = r"=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"  # the last four are the full-width forms
_TO_GUARD = re.compile(f"'*[{_RISKY}]")
_GUARDED = re.compile(f"'+[{_RISKY}]")


class FileUnreadable(BadRequest):
    code = "file_unreadable"
    detail = "无法读取这个文件,没有导入任何内容。请另存为 .xlsx 或 .csv(UTF-8 或 GB18030)后重试。"


class TooManyRows(BadRequest):
    code = "too_many_rows"
    detail = f"文件超过 {MAX_ROWS} 行或展开后过大,没有导入任何内容。请分成几个文件导入。"


def read_rows(content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    """Rows that hold something, with their number as the spreadsheet shows it; the first is the heading.

    Raises:
        FileUnreadable, TooManyRows
    """
    rows = _xlsx_rows(content) if content.startswith(ZIP_MAGIC) else _csv_rows(content)
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS + 1:
            raise TooManyRows
        cells = [_cell(value) for value in row[:MAX_COLUMNS]]
        if any(cell is not None for cell in cells):
            yield number, cells


def about_rows(content: bytes) -> int:
    """How many rows there may be, for showing how far reading is; 0 where that cannot be told without reading."""
    if not content.startswith(ZIP_MAGIC):
        return content.count(b"\n")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            first = next((part for part in parts.infolist() if part.filename.endswith("/sheet1.xml")), None)
            if first is None or first.file_size > MAX_UNFOLDED:
                return 0
            return sum(line.count(b"<row ") for line in iter(partial(parts.open(first).read, 1 << 20), b""))
    except Exception:  # the boundary: a damaged workbook raises anything, and reading it will say so
        return 0


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark; else GB 18030, as Excel in China saves CSV.

    Raises:
        FileUnreadable
    """
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileUnreadable


def guarded(text: str) -> str:
    """The text as written into a file: never a formula."""
    return f"'{text}" if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """The inverse of ``guarded``."""
    return text[1:] if _GUARDED.match(text) else text


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, without which Excel takes Chinese for something else; lines end as RFC 4180 says."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([guarded(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Iterable[Sequence[str]], title: str, widths: Sequence[int]) -> bytes:
    """Every cell is text, so that no zero at the front of a number is lost."""
    import openpyxl  # large, and of no use to those that receive
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for column, width in enumerate(widths):
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    for row in rows:
        sheet.append([guarded(text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv_rows(content: bytes) -> Iterator[Sequence[Any]]:
    text = decoded(content)
    if "\x00" in text:
        raise FileUnreadable
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise FileUnreadable from error


def _xlsx_rows(content: bytes) -> Iterator[Sequence[Any]]:
    """The first sheet. Formulas are read as they are written, not as what they last amounted to."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unfolded = sum(part.file_size for part in parts.infolist())
        if unfolded > MAX_UNFOLDED:
            raise TooManyRows
        import openpyxl  # large, and of no use to those that receive

        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    except TooManyRows:
        raise
    except Exception as error:  # the boundary: a damaged workbook raises anything
        raise FileUnreadable from error


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date | int | float) and not isinstance(value, bool):
        return value
    text = "" if value is None else str(value).strip()
    return text or None
