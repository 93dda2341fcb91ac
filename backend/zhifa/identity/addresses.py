"""Where a request came from."""

from litestar.types import Scope


def address_of(scope: Scope) -> str:
    """As the web server knows it; behind a proxy, as the trusted proxy said."""
    return scope["client"][0] if scope["client"] else "unknown"
