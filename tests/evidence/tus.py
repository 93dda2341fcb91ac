"""A tus client in a few lines, as httpx sends it."""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any

import httpx
from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City

UPLOADS = "/api/evidence/uploads"
OCTETS = "application/offset+octet-stream"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def metadata(**said: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())


def creation(content: bytes, *, kind: str = "image/jpeg", **changes: str) -> dict[str, str]:
    """The headers of a creation."""
    said = metadata(sha256=sha256(content), type=kind)
    return {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)), "Upload-Metadata": said} | changes


@dataclass
class Tus:
    """Speaks as one person."""

    client: TestClient[Litestar]
    city: City
    name: str
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.log_in()

    def log_in(self) -> None:
        self.headers = self.city.headers(self.name)

    def create(self, content: bytes, *, send: bytes | None = None, **changes: Any) -> httpx.Response:
        headers = self.headers | creation(content, **changes)
        if send is not None:
            headers |= {"Content-Type": OCTETS}
        return self.client.post(UPLOADS, headers=headers, content=send)

    def whole(self, content: bytes, **changes: Any) -> httpx.Response:
        return self.create(content, send=content, **changes)

    def location(self, content: bytes, **changes: Any) -> str:
        answer = self.create(content, **changes)
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"]

    def head(self, location: str) -> httpx.Response:
        return self.client.head(location, headers=self.headers | {"Tus-Resumable": "1.0.0"})

    def patch(self, location: str, offset: int, content: bytes, **changes: str) -> httpx.Response:
        headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), "Content-Type": OCTETS}
        return self.client.patch(location, headers=self.headers | headers | changes, content=content)

    def delete(self, location: str) -> httpx.Response:
        return self.client.delete(location, headers=self.headers | {"Tus-Resumable": "1.0.0"})
