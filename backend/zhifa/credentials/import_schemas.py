"""What an import would do, row by row, and what is wrong."""

import msgspec

from zhifa.credentials.registry_schemas import Change

#: Longer lists are cut; the counts are always whole.
MAX_LISTED = 2000


class FieldChange(msgspec.Struct):
    """``column``: the heading. Values as a file would show them."""

    column: str
    before: str
    after: str


class ImportRow(msgspec.Struct):
    """``row``: as the spreadsheet numbers it, the heading being 1. ``action``: create | update."""

    row: int
    number: str
    action: str
    fields: list[FieldChange]


class ImportFault(msgspec.Struct):
    """``column``: the heading of the cell, empty where the whole file or row is meant."""

    row: int
    column: str
    code: str
    detail: str


class ImportReport(msgspec.Struct):
    """``rows`` = ``creates`` + ``updates`` + ``unchanged`` + rows with errors.

    Nothing is applied by sending a file: without ``dry_run`` and without errors it becomes a proposal,
    ``change``, which another registrar approves; ``applied`` says whether that has happened. ``error_count`` and
    the counts are whole where the lists are cut.
    """

    rows: int
    creates: int
    updates: int
    unchanged: int
    errors: list[ImportFault]
    error_count: int
    changes: list[ImportRow]
    applied: bool
    change: Change | None = None
