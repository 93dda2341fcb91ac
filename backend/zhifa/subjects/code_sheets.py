"""The printable sheet of subjects' codes: eight to an A4 page, with what the code is for in a sentence.

Made by typst as the sheet of cards is (``verification/cards.py``): PDF/A-3b, nothing fetched.
"""

import io
import tempfile
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from pylopdf_fonts_zh_cn import sans_path

from zhifa.errors import NotFound, Unprocessable


class SubjectsNotFound(NotFound):
    code = "subjects_not_found"
    detail = "有监管对象没有找到,或不在您的管辖范围内,没有生成文件。"


class SubjectNotPrintable(Unprocessable):
    code = "subject_not_printable"
    detail = "有监管对象的名称或地址含有字体中没有的字,没有生成文件。请联系管理员补充字体。"


def pdf(rows: Sequence[Any], codes: Mapping[UUID, str], base_url: str) -> bytes:
    """Raises SubjectNotPrintable."""
    import typst  # large, and of no use to those that receive

    with tempfile.TemporaryDirectory(prefix="zhifa-codes-") as name:
        folder = Path(name)
        sheet = [_piece(folder, n, row, f"{base_url}/s/{codes[row.id]}") for n, row in enumerate(rows)]
        (folder / "codes.json").write_bytes(msgspec.json.encode(sheet))
        source = folder / "codes.typ"
        source.write_bytes(files("zhifa.subjects").joinpath("codes.typ").read_bytes())
        compiler = typst.Compiler(
            str(source), root=name, font_paths=[str(sans_path().parent)], ignore_system_fonts=True,
            package_path=name, package_cache_path=name,
        )  # fmt: skip
        try:
            made = compiler.compile(format="pdf", pdf_standards=["a-3b"])
        except typst.TypstError as error:
            raise SubjectNotPrintable from error
    assert isinstance(made, bytes)
    return made


def _piece(folder: Path, n: int, row: Any, address: str) -> dict[str, str]:
    import segno

    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=4, light="white", xmldecl=False)
    path = folder / f"{n}.svg"
    path.write_bytes(drawn.getvalue())
    return {"name": row.name, "address": row.address, "qr": path.name}
