"""Exact decimals: as many digits as any fine needs, and how a number is written."""

from decimal import Context, Decimal

#: Enough digits for amount × value × days without rounding.
EXACT = Context(prec=90)
FEN = Decimal("0.01")


def plain(amount: Decimal) -> str:
    """Without exponent or trailing zeros: 65000, 0.5."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
