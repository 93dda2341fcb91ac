"""Who asks, as far as the web server knows."""

from typing import Any

from litestar import Request

from zhifa.verification.origins import Asker


def asker_of(request: Request[Any, Any, Any]) -> Asker:
    address = request.client.host if request.client else "unknown"
    return Asker(address, request.headers.get("user-agent", ""))
