"""A browser without a memory: cookies are sent only where a test says so."""

from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session, select

from tests.support.city import PASSWORD
from tests.support.phone import Phone
from zhifa.app import Parts
from zhifa.identity.models import AuditRow

WRONG = "wrong password"


@dataclass
class Visitor:
    client: TestClient[Litestar]
    app: str = "app"
    token: str | None = None
    access: str | None = None
    answers: list[Response] = field(default_factory=list)

    def log_in(
        self, username: str, password: str = PASSWORD, phone: Phone | None = None, new: str | None = None
    ) -> Response:
        body: dict[str, Any] = {"username": username, "password": password, "client": self.app, "new_password": new}
        if phone is not None:
            body["device"] = {"public_jwk": phone.public_jwk, "name": "测试手机"}
        return self._take(self.client.post("/api/session", json=body))

    def refresh(self, token: str | None = None, attempt: UUID | None = None) -> Response:
        headers = {"Cookie": f"zhifa_refresh_{self.app}={token or self.token}"}
        body = {"client": self.app, "attempt": str(attempt) if attempt else None}
        return self._take(self.client.post("/api/session/refresh", json=body, headers=headers))

    def log_out(self) -> Response:
        headers = {"Cookie": f"zhifa_refresh_{self.app}={self.token}"}
        self.client.cookies.clear()
        return self.client.delete(f"/api/session?client={self.app}", headers=headers)

    def me(self) -> Response:
        return self.client.get("/api/me", headers={"Authorization": f"Bearer {self.access}"})

    def change_password(self, old: str, new: str) -> Response:
        headers = {"Authorization": f"Bearer {self.access}"}
        return self.client.post("/api/me/password", json={"old": old, "new": new}, headers=headers)

    def _take(self, answer: Response) -> Response:
        self.client.cookies.clear()
        if answer.is_success:
            self.access = answer.json()["access_token"]
            self.token = cookie_of(answer, self.app).value
        return answer


def cookie_of(answer: Response, app: str = "app") -> Any:
    """The refresh cookie as the server set it, with its attributes."""
    cookies: SimpleCookie = SimpleCookie(answer.headers["set-cookie"])
    return cookies[f"zhifa_refresh_{app}"]


def audited(parts: Parts, action: str) -> list[AuditRow]:
    with parts.db.read() as session:
        return _rows(session, action)


def _rows(session: Session, action: str) -> list[AuditRow]:
    return list(session.exec(select(AuditRow).where(AuditRow.action == action).order_by(AuditRow.id)))  # type: ignore[arg-type]
