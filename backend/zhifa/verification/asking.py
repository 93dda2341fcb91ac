"""Who asks, as far as the web server knows."""

from litestar.types import Scope

from zhifa.identity.addresses import address_of
from zhifa.verification.origins import Asker


def asker_of(scope: Scope) -> Asker:
    browser = next((value for name, value in scope["headers"] if name == b"user-agent"), b"")
    return Asker(address_of(scope), browser.decode("latin-1"))
