"""The public list of withdrawn certificates as data."""

from datetime import date

import msgspec


class WithdrawnRow(msgspec.Struct):
    """``status``: withdrawn | lost | cancelled | voided, since a day of Asia/Shanghai. No reason: it is personal."""

    number: str
    officer_name: str
    agency_name: str
    status: str
    since: date
