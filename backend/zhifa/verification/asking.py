"""Who asks, as far as the web server knows."""

from litestar.types import Scope

from zhifa.verification.origins import Asker


def asker_of(scope: Scope) -> Asker:
    address = scope["client"][0] if scope["client"] else "unknown"
    browser = next((value for name, value in scope["headers"] if name == b"user-agent"), b"")
    return Asker(address, browser.decode("latin-1"))
