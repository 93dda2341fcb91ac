"""The printable sheet of cards 证件卡面: ID-1 (85.6 × 54 mm), front and back, with the printed code and crop marks.

typst makes the PDF (PDF/A-3b, so that a glyph that the font lacks is an error and not a gap) in a folder of its own,
from files only: nothing is fetched, the font comes with the installation.
"""

import io
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from pylopdf_fonts_zh_cn import sans_path
from sqlmodel import Session

from zhifa.credentials import portraits
from zhifa.credentials.portraits import PortraitMissing
from zhifa.errors import BadRequest, NotFound, Unprocessable
from zhifa.identity.actor import Actor
from zhifa.ports import ObjectStore
from zhifa.verification import cards_queries

MAX_CARDS = 80


class TooManyCards(BadRequest):
    code = "too_many_cards"
    detail = f"一次最多打印 {MAX_CARDS} 张卡面,没有生成文件。请分批打印。"


class CardsNotFound(NotFound):
    code = "cards_not_found"
    detail = "有证号没有找到,或持证人不在您的管辖范围内,没有生成文件。请核对证号。"


class CardNotPrintable(Unprocessable):
    code = "card_not_printable"
    detail = "有证件的姓名或单位含有字体中没有的字,没有生成文件。请联系管理员补充字体。"


def chosen(text: str) -> list[str]:
    """Numbers separated by commas, each once, in the order given.

    Raises:
        TooManyCards
    """
    numbers = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if len(numbers) > MAX_CARDS:
        raise TooManyCards
    return numbers


def rows_of(session: Session, actor: Actor, numbers: Sequence[str]) -> list[Any]:
    """The cards in the order of ``numbers``.

    Raises:
        CardsNotFound: one of them is unknown or not in scope.
    """
    found = {row.number: row for row in cards_queries.cards(session, actor, numbers)}
    missing = [number for number in numbers if number not in found]
    if missing or not numbers:
        raise CardsNotFound(numbers=missing)
    return [found[number] for number in numbers]


def pdf(objects: ObjectStore, rows: Sequence[Any], base_url: str) -> bytes:
    """The sheet.

    Raises:
        CardNotPrintable
    """
    import typst  # large, and of no use to those that receive

    with tempfile.TemporaryDirectory(prefix="zhifa-cards-") as name:
        folder = Path(name)
        cards = [_card(folder, n, row, objects, base_url) for n, row in enumerate(rows)]
        (folder / "cards.json").write_bytes(msgspec.json.encode(cards))
        source = folder / "cards.typ"
        source.write_bytes(files("zhifa.verification").joinpath("cards.typ").read_bytes())
        compiler = typst.Compiler(
            str(source), root=name, font_paths=[str(sans_path().parent)], ignore_system_fonts=True,
            package_path=name, package_cache_path=name,
        )  # fmt: skip
        try:
            made = compiler.compile(format="pdf", pdf_standards=["a-3b"])
        except typst.TypstError as error:
            raise CardNotPrintable from error
    assert isinstance(made, bytes)
    return made


def _card(folder: Path, n: int, row: Any, objects: ObjectStore, base_url: str) -> dict[str, str | None]:
    return {
        "number": row.number,
        "name": row.officer_name,
        "agency": row.agency_name,
        "category": row.category,
        "area": row.area,
        "issuer": row.issuer,
        "term": f"{row.valid_from} 至 {row.valid_to}",
        "portrait": _portrait(folder / f"{n}.jpg", row.portrait, objects),
        "qr": _qr(folder / f"{n}.svg", f"{base_url}/c/{row.code}") if row.code else None,
    }


def _portrait(path: Path, sha256: str | None, objects: ObjectStore) -> str | None:
    if sha256 is None:
        return None
    try:
        path.write_bytes(portraits.read(objects, sha256))
    except PortraitMissing:
        return None
    return path.name


def _qr(path: Path, address: str) -> str:
    """Level M, with the quiet zone of four modules that readers need."""
    import segno

    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=4, light="white", xmldecl=False)
    path.write_bytes(drawn.getvalue())
    return path.name
