"""How the library is cut for phones: into stretches of neighbouring codes, each a file that never changes. Pure.

Where a stretch ends is decided by the codes alone (a code whose hash has a certain remainder is the last of its
stretch). So one row that changes, comes or goes changes the one stretch that it lies in and no other, however
large the library grows; cuts by number would move with every row inserted.
"""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import msgspec

from zhifa.benchmarks.model import Benchmark
from zhifa.benchmarks.pairs import folded, pairs

#: Rows in a stretch, on average. Fewer: less to fetch for one change, more files and a larger index.
MEAN = 256


class Document(msgspec.Struct, frozen=True):
    """A version in force as a phone holds it; ``sha256`` names it for the snapshot of a visit."""

    id: str
    version: int
    sha256: str
    benchmark: Benchmark


def stretches(documents: Iterable[Document], mean: int = MEAN) -> Iterator[list[Document]]:
    """Cuts documents that come in the order of their codes."""
    held: list[Document] = []
    for document in documents:
        held.append(document)
        if ends_stretch(document.benchmark.code, mean):
            yield held
            held = []
    if held:
        yield held


def ends_stretch(code: str, mean: int = MEAN) -> bool:
    return int.from_bytes(hashlib.sha256(code.encode()).digest()[:4], "big") % mean == 0


def documents_file(documents: list[Document]) -> bytes:
    """The whole benchmarks of a stretch, as a JSON array."""
    return msgspec.json.encode(documents)


def index_file(documents: list[Document]) -> bytes:
    """What is searched of a stretch: four bytes with the length of the JSON (little-endian), the JSON, the postings.

    JSON: ``codes``, ``fields``, ``titles`` (violation), ``bodies`` (law and article, each on a line, then the
    authority), ``matters`` (their codes, apart by spaces), ``marks`` (see `mark`), and ``pairs``, all pairs of
    characters in one string. Postings: for each pair first those rows whose title or code has it, then those whose
    body has it; each list is a count and the differences between row numbers, as LEB128.
    """
    titles: dict[str, list[int]] = {}
    bodies: dict[str, list[int]] = {}
    rows = [document.benchmark for document in documents]
    for number, row in enumerate(rows):
        for pair in pairs(folded(title_text(row))):
            titles.setdefault(pair, []).append(number)
        for pair in pairs(folded(body_text(row))):
            bodies.setdefault(pair, []).append(number)
    found = sorted(titles.keys() | bodies.keys())
    head = msgspec.json.encode(
        {
            "codes": [row.code for row in rows],
            "fields": [row.field for row in rows],
            "titles": [row.violation for row in rows],
            "bodies": [body_text(row) for row in rows],
            "matters": [" ".join(row.matters) for row in rows],
            "marks": [mark(row) for row in rows],
            "pairs": "".join(found),
        }
    )
    lists = chain.from_iterable((titles.get(pair, []), bodies.get(pair, [])) for pair in found)
    return len(head).to_bytes(4, "little") + head + b"".join(map(_posting, lists))


def title_text(benchmark: Benchmark) -> str:
    return f"{benchmark.violation}\n{benchmark.code}"


def body_text(benchmark: Benchmark) -> str:
    """The penalising articles come first: they are what a result's second line shows."""
    cited = [f"{each.law} {each.article}" for each in (*benchmark.penalising, *benchmark.violated)]
    return "\n".join(dict.fromkeys([*cited, benchmark.authority]))


def mark(benchmark: Benchmark) -> int:
    """1: demonstration data; 0: none."""
    return int(benchmark.demo or benchmark.source.tiers_confidence == "demo")


def _posting(rows: list[int]) -> bytes:
    made, last = bytearray(_leb128(len(rows))), 0
    for row in rows:
        made += _leb128(row - last)
        last = row
    return bytes(made)


def _leb128(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    made.append(number)
    return bytes(made)


def document_of(row: Any) -> Document:
    return Document(str(row.id), row.version, row.sha256, msgspec.convert(row.content, Benchmark))
